// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Listings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the money. */
@Command(name = "account", description = "Show cash, equity and buying power.")
final class AccountCommand implements Callable<Integer> {
  private static final List<String> SHOWN =
      List.of(
          "account_number",
          "status",
          "currency",
          "cash",
          "equity",
          "buying_power",
          "non_marginable_buying_power",
          "long_market_value",
          "short_market_value",
          "initial_margin",
          "multiplier",
          "shorting_enabled",
          "trading_blocked",
          "created_at");

  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  AccountCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .show(gateway.get("/v2/account"), account -> Listings.details(account, SHOWN));
    }
  }
}
