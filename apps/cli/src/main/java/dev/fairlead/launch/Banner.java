// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.KeySource;
import dev.fairlead.config.FairleadConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a start tells: what is traded with, where everything is, and two ways to place a first
 * order.
 *
 * @param accounts the primary one first
 */
public record Banner(
    String version,
    FairleadConfig config,
    List<AccountSetup> accounts,
    Path data,
    URI address,
    String symbol,
    String command) {

  /** The lines, the last of which says that orders are taken. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (AccountSetup account : accounts) {
      if (account.isLive()) {
        lines.add("*** LIVE: " + account.account() + " trades with REAL MONEY ***");
      }
    }
    lines.add("Fairlead " + version + ", " + trading(accounts.getFirst()));
    accounts.stream().skip(1).forEach(other -> lines.add("  also     " + trading(other)));
    if (accounts.size() > 1) {
      lines.add("  routing  " + config.routing().words());
    }
    lines.addAll(rest());
    return lines;
  }

  private String trading(AccountSetup setup) {
    return switch (setup) {
      case AccountSetup.Paper _ ->
          "paper trading "
              + (accounts.size() > 1 ? "with " + setup.account() + " " : "")
              + "in the market "
              + config.market();
      case AccountSetup.Alpaca(AlpacaConfig alpaca, KeySource source) ->
          (setup.isLive() ? "LIVE" : "paper")
              + " trading with "
              + alpaca.account()
              + " at "
              + alpaca.trading()
              + ", its key from "
              + source;
    };
  }

  private List<String> rest() {
    String timeInForce = symbol.contains("/") ? "gtc" : "day";
    return List.of(
        "  address  " + address + "  (Alpaca's API, hours: " + hours() + ")",
        "  data     " + data + "  (the key for programs is in client.env)",
        "",
        "Place a first order:",
        "  . "
            + quoted(data.resolve("client.env"))
            + " && curl -s $APCA_API_BASE_URL/v2/orders -H \"APCA-API-KEY-ID: $APCA_API_KEY_ID\""
            + " -H \"APCA-API-SECRET-KEY: $APCA_API_SECRET_KEY\" -d '{\"symbol\":\""
            + symbol
            + "\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"market\",\"time_in_force\":\""
            + timeInForce
            + "\"}'",
        "  " + command + " order buy " + symbol + " 1",
        "",
        "ready " + address);
  }

  private String hours() {
    return RunningGateway.hours(config, accounts.getFirst()).name().toLowerCase(Locale.ROOT);
  }

  /** A path as a shell takes it. */
  public static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./~+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
