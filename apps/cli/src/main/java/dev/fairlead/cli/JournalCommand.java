// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.journal.Verification;
import dev.fairlead.terminal.Insights;
import dev.fairlead.terminal.Listings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the journal of a data folder, whether a gateway runs on it or not. */
@Command(
    name = "journal",
    description = "Verify and read the journal.",
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable {
  private static final List<String> SHOWN =
      List.of(
          "file",
          "instance",
          "created",
          "rows",
          "last_sequence",
          "head",
          "newest_snapshot",
          "sound");

  private final Root root;
  private final JsonMapper json = new JsonMapper();

  @Spec private @Nullable CommandSpec spec;

  JournalCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null) {
      throw new ParameterException(
          asked.commandLine(), "say what to do: position, verify, cat or info");
    }
  }

  @Command(name = "position", description = "Ask the running gateway how far it has come.")
  int position(@Mixin JsonFlag flag) {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, flag.isWanted())
          .show(gateway.get("/fairlead/v1/journal"), Insights::journal);
    }
  }

  @Command(
      name = "verify",
      description = "Walk over every row, hash and snapshot; ends with 15 if any was changed.")
  int verify(@Mixin JsonFlag flag) {
    Verification found = Verification.of(root.data());
    if (flag.isWanted()) {
      root.print(List.of(facts(found).toString()));
    } else if (found.isSound()) {
      root.print(List.of("sound: " + span(found), "head " + found.head()));
    }
    if (!found.isSound()) {
      throw new CommandFailure(ExitCode.DAMAGED, String.join("\n", found.faults()));
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "info", description = "Show what the journal holds.")
  int info(@Mixin JsonFlag flag) {
    ObjectNode facts = facts(Verification.of(root.data()));
    root.print(flag.isWanted() ? List.of(facts.toString()) : Listings.details(facts, SHOWN));
    return ExitCode.DONE.number();
  }

  @Command(name = "cat", description = "Print the inputs, one a line: sequence, instant, cause.")
  int cat(
      @Option(
              names = "--from",
              paramLabel = "N",
              defaultValue = "1",
              description = "The first sequence to print. Default: 1.")
          long from,
      @Mixin JsonFlag flag) {
    SqliteJournal.transcribe(
        root.data(),
        Math.max(0, from - 1),
        line -> root.out().println(flag.isWanted() ? object(line) : line));
    root.out().flush();
    return ExitCode.DONE.number();
  }

  private static String span(Verification found) {
    return found.lastSequence() + " inputs in " + found.rows() + " rows";
  }

  private ObjectNode facts(Verification found) {
    ObjectNode facts =
        json.createObjectNode()
            .put("file", found.file().toString())
            .put("instance", found.instance())
            .put("created", found.created().toString())
            .put("rows", found.rows())
            .put("last_sequence", found.lastSequence())
            .put("head", found.head())
            .put("sound", found.isSound());
    if (!found.snapshots().isEmpty()) {
      facts.put("newest_snapshot", found.snapshots().getFirst());
    }
    ArrayNode snapshots = facts.putArray("snapshots");
    found.snapshots().forEach(snapshots::add);
    ArrayNode faults = facts.putArray("faults");
    found.faults().forEach(faults::add);
    return facts;
  }

  private String object(String line) {
    String[] parts = line.split("\t", 3);
    return json.createObjectNode()
        .put("sequence", Long.parseLong(parts[0]))
        .put("at", parts[1])
        .put("cause", parts[2])
        .toString();
  }
}
