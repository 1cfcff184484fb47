// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Holdings;
import dev.fairlead.terminal.Listings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists what is held. */
@Command(
    name = "positions",
    description = "List what is held, for each account where there are several.")
final class PositionsCommand implements Callable<Integer> {
  private static final String NONE = "no positions";

  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @ArgGroup private final View view = new View();

  /** Which positions; one of them at most. */
  static final class View {
    @Option(names = "--net", description = "What all accounts hold together.")
    private boolean net;

    @Option(names = "--accounts", description = "What each account holds.")
    private boolean accounts;
  }

  PositionsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      Answers answers = new Answers(root, json.isWanted());
      if (view.net) {
        return answers.listing(ask(gateway, "net"), Holdings::net, NONE);
      }
      // Programs that read its JSON have read Alpaca's from the first day on.
      if (!view.accounts && json.isWanted()) {
        return answers.listing(gateway.get("/v2/positions"), Listings::positions, NONE);
      }
      Answer each = ask(gateway, "accounts");
      return view.accounts || hasSeveral(each)
          ? answers.listing(each, Holdings::accounts, NONE)
          : answers.listing(gateway.get("/v2/positions"), Listings::positions, NONE);
    }
  }

  private static Answer ask(GatewayClient gateway, String view) {
    return gateway.get("/fairlead/v1/positions", Map.of("view", view));
  }

  private static boolean hasSeveral(Answer answer) {
    JsonNode accounts = Answers.parse(answer.isDone() ? answer.body() : "").path("accounts");
    return accounts.size() > 1;
  }
}
