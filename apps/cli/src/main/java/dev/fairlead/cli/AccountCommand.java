// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Abilities;
import dev.fairlead.terminal.Figures;
import dev.fairlead.terminal.Holdings;
import dev.fairlead.terminal.Insights;
import dev.fairlead.terminal.Listings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  private static final List<String> ACTING = List.of("account", "since", "turn", "cause", "by");

  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  AccountCommand(Root root) {
    this.root = root;
  }

  @Option(
      names = "--accounts",
      description = "The money of each account and of all; the default where there are several.")
  private boolean accounts;

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      Answers answers = new Answers(root, json.isWanted());
      // Programs that read its JSON have read Alpaca's from the first day on.
      if (accounts || !json.isWanted()) {
        Answer all = gateway.get("/fairlead/v1/account");
        if (accounts || hasSeveral(all)) {
          return answers.show(all, each -> Holdings.money(each, root.surroundings().paint()));
        }
      }
      return answers.show(gateway.get("/v2/account"), one -> Listings.details(one, SHOWN));
    }
  }

  private static boolean hasSeveral(Answer answer) {
    JsonNode all = Answers.parse(answer.isDone() ? answer.body() : "");
    return all.path("accounts").size() > 1 || all.path("base").isObject();
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

  /** Shows which accounts acted. */
  @Command(
      name = "failovers",
      description = "Show which accounts new orders went to first, the newest change first.")
  static final class Failovers implements Callable<Integer> {
    private final Root root;

    @Mixin private final JsonFlag json = new JsonFlag();

    Failovers(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      try (GatewayClient gateway = root.connect()) {
        return new Answers(root, json.isWanted())
            .listing(gateway.get("/fairlead/v1/failovers"), Insights::failovers, "no failovers");
      }
    }
  }

  /** Makes an account the acting one. */
  @Command(
      name = "promote",
      description = "Send new orders to an account first (needs a key with the scope admin).")
  static final class Promote implements Callable<Integer> {
    private final Root root;

    @Parameters(paramLabel = "BROKER:NAME", description = "The account.")
    private String account = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "WHY",
        description = "Kept with the change, for those who read it later.")
    private String reason = "";

    @Mixin private final JsonFlag json = new JsonFlag();

    Promote(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      String path = "/fairlead/v1/brokers/" + GatewayClient.encoded(account) + "/promote";
      return ask(root, json, path, reason);
    }
  }

  /** Lets the first account act again. */
  @Command(
      name = "failback",
      description = "Send new orders to the first account again (needs the scope admin).")
  static final class Failback implements Callable<Integer> {
    private final Root root;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "WHY",
        description = "Kept with the change, for those who read it later.")
    private String reason = "";

    @Mixin private final JsonFlag json = new JsonFlag();

    Failback(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      return ask(root, json, "/fairlead/v1/failback", reason);
    }
  }

  private static int ask(Root root, JsonFlag json, String path, String reason) {
    try (GatewayClient gateway = root.connectAsAdmin()) {
      String body = new JsonMapper().createObjectNode().put("reason", reason).toString();
      return new Answers(root, json.isWanted())
          .show(gateway.post(path, body), acting -> Listings.details(acting, ACTING));
    }
  }
}
