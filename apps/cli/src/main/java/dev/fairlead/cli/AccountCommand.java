// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Abilities;
import dev.fairlead.terminal.Figures;
import dev.fairlead.terminal.Insights;
import dev.fairlead.terminal.Listings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

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

  /** Shows what differs between the book and the brokers. */
  @Command(name = "drift", description = "Show in what the book and the brokers do not agree.")
  static final class Drift implements Callable<Integer> {
    private final Root root;

    @Mixin private final JsonFlag json = new JsonFlag();

    Drift(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      try (GatewayClient gateway = root.connect()) {
        return new Answers(root, json.isWanted())
            .listing(gateway.get("/fairlead/v1/drift"), Insights::drifts, "no drift");
      }
    }
  }

  /** Shows each broker account that there is, and how its link stands. */
  @Command(name = "brokers", description = "Show the broker accounts and how their links stand.")
  static final class Brokers implements Callable<Integer> {
    private final Root root;

    @Option(names = "--capabilities", description = "Show all that each account can do.")
    private boolean capabilities;

    @Mixin private final JsonFlag json = new JsonFlag();

    @Option(
        names = "--metrics",
        description = "What each account has done, in numbers: orders, trades, latencies, errors.")
    private boolean metrics;

    Brokers(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      try (GatewayClient gateway = root.connect()) {
        Answers answers = new Answers(root, json.isWanted());
        if (metrics) {
          return answers.show(gateway.get("/fairlead/v1/brokers/metrics"), this::numbers);
        }
        Answer brokers = gateway.get("/fairlead/v1/brokers");
        return capabilities
            ? answers.show(brokers, all -> Abilities.lines(all, root.surroundings().paint()))
            : answers.listing(brokers, Insights::brokers, "no broker accounts");
      }
    }

    private List<String> numbers(JsonNode answer) {
      return Figures.lines(answer, root.surroundings().paint());
    }
  }
}
