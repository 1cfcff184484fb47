// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.model.BrokerAccount;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether paper is paper and live is live (F-O06): what was configured, against everything that
 * gives the environment away. What gives nothing away, such as a gateway's address on this machine,
 * contradicts nothing.
 */
public final class EnvironmentCheck {
  /** As every paper account's number that was seen begins. */
  private static final String PAPER_NUMBER = "PA";

  private static final Pattern LIVE_NUMBER = Pattern.compile("[0-9]{9}");

  private EnvironmentCheck() {}

  /** What can be said before anything is sent: by the trading address and by the key. */
  public static Optional<String> ofConfig(AlpacaConfig config) {
    return ofAddress(config.account(), config.environment(), config.trading())
        .or(() -> ofKey(config));
  }

  /**
   * What the account says of itself, as the trading API's {@code GET /v2/account} tells it. A link
   * must not be up before it was asked.
   *
   * @param number its {@code account_number}; empty where there is none
   * @param status its {@code status}
   * @return why the account must not be traded with
   */
  public static Optional<String> ofAccount(AlpacaConfig config, String number, String status) {
    return ofConfig(config)
        .or(() -> ofNumber(config, number, status))
        .or(() -> ofStatus(config, status));
  }

  /** What can be said while the key is not known yet. */
  public static Optional<String> ofAddress(
      BrokerAccount account, Environment configured, URI trading) {
    String host = Addresses.host(trading);
    return Addresses.isAlpacas(trading)
        ? judged(account, configured, isPaperHost(host), "the address " + host, Remedy.ADDRESS)
        : Optional.empty();
  }

  /** Alpaca's paper and sandbox hosts say so; a host that does not may trade with money. */
  private static boolean isPaperHost(String host) {
    return host.startsWith("paper-") || host.contains(".sandbox.");
  }

  /** By the first letters of a key id (facts 1.2); others than these were never seen. */
  private static Optional<String> ofKey(AlpacaConfig config) {
    if (config.keyId().startsWith("CK")) {
      return Optional.of(
          config.account()
              + " has a key of the Broker API (CK…), which cannot trade: use one of the trading"
              + " API");
    }
    if (config.keyId().startsWith("PK")) {
      return judged(config, true, "its key (PK…)", Remedy.KEY);
    }
    return config.keyId().startsWith("AK")
        ? judged(config, false, "its key (AK…)", Remedy.KEY)
        : Optional.empty();
  }

  private static Optional<String> ofNumber(AlpacaConfig config, String number, String status) {
    String what = "the account that answers, " + number + ",";
    if (number.startsWith(PAPER_NUMBER) || status.equals("PAPER_ONLY")) {
      return judged(config, true, what, Remedy.KEY);
    }
    // A partner's sandbox numbers its accounts as live ones are.
    boolean sandbox = Addresses.host(config.trading()).contains(".sandbox.");
    return !sandbox && LIVE_NUMBER.matcher(number).matches()
        ? judged(config, false, what, Remedy.KEY)
        : Optional.empty();
  }

  private static Optional<String> ofStatus(AlpacaConfig config, String status) {
    boolean trades = status.equals("ACTIVE") || status.equals("PAPER_ONLY");
    return trades
        ? Optional.empty()
        : Optional.of(
            config.account()
                + " cannot trade: Alpaca says that the account is "
                + status
                + ", not ACTIVE");
  }

  private enum Remedy {
    ADDRESS,
    KEY
  }

  private static Optional<String> judged(
      AlpacaConfig config, boolean isPaper, String what, Remedy remedy) {
    return judged(config.account(), config.environment(), isPaper, what, remedy);
  }

  private static Optional<String> judged(
      BrokerAccount account, Environment configured, boolean isPaper, String what, Remedy remedy) {
    Environment found = isPaper ? Environment.PAPER : Environment.LIVE;
    return found == configured
        ? Optional.empty()
        : Optional.of(
            account
                + " is configured as "
                + configured
                + ", but "
                + what
                + " is "
                + found
                + ": "
                + cure(account, configured, remedy));
  }

  private static String cure(BrokerAccount account, Environment configured, Remedy remedy) {
    String right =
        switch (remedy) {
          case ADDRESS -> "use " + configured.trading();
          case KEY -> "use a " + configured + " key";
        };
    return switch (configured) {
      case PAPER -> right + ", or allow it to trade with money by `live: " + account + "`";
      case LIVE -> right + ", or take `live: " + account + "` back";
    };
  }
}
