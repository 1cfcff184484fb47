// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.terminal.Listings;
import dev.fairlead.terminal.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what the gateway said: its own JSON, or lines for a person. */
final class Answers {
  private final Root root;
  private final boolean json;

  Answers(Root root, boolean json) {
    this.root = root;
    this.json = json;
  }

  /** A listing as a table; {@code none} where there is nothing in it. */
  int listing(Answer answer, Function<JsonNode, Table> table, String none) {
    return show(
        answer,
        listed -> {
          Table filled = table.apply(listed);
          return filled.isEmpty() ? List.of(none) : filled.lines(root.surroundings().paint());
        });
  }

  /** What was done, or why it was not: every fault on a line of its own. */
  int show(Answer answer, Function<JsonNode, List<String>> lines) {
    if (json && !answer.body().isBlank()) {
      root.print(List.of(answer.body().strip()));
    } else if (answer.isDone()) {
      root.print(lines.apply(parse(answer.body())));
    }
    if (answer.isDone()) {
      return ExitCode.DONE.number();
    }
    refusal(answer).forEach(line -> root.err().println("fairlead: " + line));
    root.err().flush();
    return ExitCode.REFUSED.number();
  }

  /** Why the gateway refused; never empty. */
  static List<String> refusal(Answer answer) {
    JsonNode body = parseOrMissing(answer.body());
    // Fairlead's own API refuses with problem details, and they call it so.
    String own = Listings.text(body, "detail");
    String message = own.isBlank() ? Listings.text(body, "message") : own;
    return message.isBlank()
        ? List.of("the gateway answered " + answer.status())
        : Arrays.stream(message.split("; ", -1)).map(Table::printable).toList();
  }

  static JsonNode parse(String body) {
    return new JsonMapper().readTree(body.isBlank() ? "null" : body);
  }

  private static JsonNode parseOrMissing(String body) {
    try {
      return parse(body);
    } catch (JacksonException notJson) {
      return parse("");
    }
  }
}
