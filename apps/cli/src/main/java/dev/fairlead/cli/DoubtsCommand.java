// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.DoubtTables;
import dev.fairlead.terminal.Listings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what is in doubt, has the broker asked, and says what became of it. What is typed goes to
 * the gateway as it is; what changes something needs a key with the scope admin.
 */
@Command(
    name = "doubts",
    description = "Show what is in doubt, look again, and say what became of it.",
    synopsisSubcommandLabel = "[COMMAND]")
final class DoubtsCommand implements Callable<Integer> {
  private static final String PATH = "/fairlead/v1/doubts";
  private static final String IDS = "The id of the placement, or of its order.";

  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @Spec private @Nullable CommandSpec spec;

  DoubtsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .show(gateway.get(PATH), all -> DoubtTables.open(all, root.surroundings().paint()));
    }
  }

  @Command(name = "look", description = "Have the broker asked at once what became of it.")
  int look(@Parameters(paramLabel = "ID", description = IDS) String id, @Mixin JsonFlag wanted) {
    return post(PATH + "/" + GatewayClient.encoded(id) + "/look", "{}", wanted, "asked");
  }

  /** What became of it: one of these. */
  static final class What {
    @Option(names = "--never-placed", description = "The broker never got it.")
    private boolean neverPlaced;

    @Option(
        names = "--placed",
        paramLabel = "BROKER_ID",
        description = "The broker has it, by this id.")
    private @Nullable String placed;

    @Option(
        names = "--filled",
        paramLabel = "QTY@PRICE",
        description = "So much of it executed in all, at this average price, and no more will.")
    private @Nullable String filled;

    @Option(names = "--ended", description = "Nothing more of it will execute.")
    private boolean ended;
  }

  @Command(
      name = "resolve",
      description = "Say what became of it. The broker's word stands above it, now and later.")
  int resolve(
      @Parameters(paramLabel = "ID", description = IDS) String id,
      @ArgGroup(multiplicity = "1") What what,
      @Option(
              names = "--proof",
              required = true,
              paramLabel = "TEXT",
              description = "What shows it, in words; it is kept with your key's id.")
          String proof,
      @Mixin JsonFlag wanted) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    put(body, what);
    body.put("proof", proof);
    String path = PATH + "/" + GatewayClient.encoded(id) + "/resolve";
    return post(path, body.toString(), wanted, "resolved");
  }

  private void put(ObjectNode body, What what) {
    String placed = what.placed;
    String filled = what.filled;
    if (placed != null) {
      body.put("verdict", "placed").put("broker_order_id", placed);
    } else if (filled != null) {
      int at = filled.indexOf('@');
      if (at < 0) {
        throw usage("--filled is QTY@PRICE, such as 10@190.2, and not '" + filled + "'");
      }
      body.put("verdict", "filled")
          .put("quantity", filled.substring(0, at))
          .put("price", filled.substring(at + 1));
    } else if (what.neverPlaced) {
      body.put("verdict", "never_placed");
    } else if (what.ended) {
      body.put("verdict", "ended");
    }
  }

  private RuntimeException usage(String message) {
    CommandSpec asked = spec;
    return asked == null
        ? new CommandFailure(ExitCode.USAGE, message)
        : new ParameterException(asked.commandLine(), message);
  }

  @Command(
      name = "restore",
      description = "Believe an account again that was caught, and let it take orders.")
  int restore(
      @Parameters(paramLabel = "BROKER:NAME", description = "The broker account.") String account,
      @Option(
              names = "--proof",
              required = true,
              paramLabel = "TEXT",
              description = "Why it may be believed, in words.")
          String proof,
      @Mixin JsonFlag wanted) {
    String path = "/fairlead/v1/brokers/" + GatewayClient.encoded(account) + "/restore";
    String body = JsonNodeFactory.instance.objectNode().put("proof", proof).toString();
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, wanted.isWanted())
          .show(
              gateway.post(path, body),
              trust -> List.of("restored: " + Listings.text(trust, "account")));
    }
  }

  private int post(String path, String body, JsonFlag wanted, String done) {
    try (GatewayClient gateway = root.connect()) {
      Answer answer = gateway.post(path, body);
      return new Answers(root, wanted.isWanted()).show(answer, told -> lines(told, done));
    }
  }

  private static List<String> lines(JsonNode told, String done) {
    List<String> lines = new ArrayList<>();
    lines.add(
        done
            + ": order "
            + Listings.text(told, "order_id")
            + " is "
            + Listings.text(told, "order_status"));
    lines.add("id " + Listings.text(told, "id"));
    return lines;
  }
}
