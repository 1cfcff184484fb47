// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What broker accounts can do, from the JSON of Fairlead's own API. */
public final class Abilities {
  private Abilities() {}

  /**
   * Each account with what it takes and what holds of it; of one that is not up, that it is not.
   */
  public static List<String> lines(JsonNode answer, Paint paint) {
    List<String> lines = new ArrayList<>();
    for (JsonNode broker : answer.path("brokers")) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(Table.printable(text(broker, "account")));
      JsonNode can = broker.path("capabilities");
      if (can.isObject()) {
        lines.addAll(offers(can).lines(paint));
        lines.addAll(details(can));
      } else {
        lines.add("is not up; what it takes is known when it is");
      }
    }
    return lines;
  }

  private static Table offers(JsonNode can) {
    Table table =
        new Table()
            .words("CLASS")
            .words("TYPE")
            .words("TIME IN FORCE")
            .words("FRACTIONS")
            .words("BY VALUE")
            .words("EXTENDED HOURS");
    for (JsonNode offer : can.path("offers")) {
      table.row(
          text(offer, "asset_class"),
          text(offer, "type"),
          words(offer, "time_in_force"),
          words(offer, "fractional"),
          words(offer, "by_value"),
          words(offer, "extended_hours"));
    }
    return table;
  }

  private static List<String> details(JsonNode can) {
    List<String> lines = new ArrayList<>();
    lines.add("classes   " + words(can, "groups"));
    lines.add("replaces  " + text(can, "replacing"));
    JsonNode identity = can.path("identity");
    lines.add(
        "our id    %s, refused again %s, finds %s, cancels %s"
            .formatted(
                text(identity, "kind"),
                forEver(identity, "dedupe"),
                yes(identity, "finds"),
                yes(identity, "cancels")));
    lines.add("doubts    class %s, %s".formatted(text(can, "doubt_class"), proof(can)));
    JsonNode reach = can.path("reach");
    lines.add(
        "past      ended orders %s %s, fills by order %s, stream replays %s"
            .formatted(
                yes(reach, "ended"),
                forEver(reach, "history"),
                yes(reach, "fills_by_order"),
                yes(reach, "replays")));
    for (JsonNode budget : can.path("budgets")) {
      lines.add(
          "limit     %s: %s in %s"
              .formatted(text(budget, "lane"), text(budget, "requests"), text(budget, "per")));
    }
    for (JsonNode pause : can.path("pauses")) {
      lines.add(
          "pause     %s to %s %s: %s"
              .formatted(
                  text(pause, "from"), text(pause, "to"), text(pause, "zone"), text(pause, "why")));
    }
    return lines.stream().map(Table::printable).toList();
  }

  private static String proof(JsonNode can) {
    JsonNode proof = can.path("absence");
    return switch (text(proof, "proof")) {
      case "look_ups" ->
          "absent after %s look-ups, %s after the placing"
              .formatted(text(proof, "answers"), text(proof, "settle"));
      case "lists" ->
          "absent when on no list %s times, %s apart"
              .formatted(text(proof, "times"), text(proof, "apart"));
      case "sequence" -> "absent by the session's own numbers";
      default -> "an absence proves nothing";
    };
  }

  private static String words(JsonNode node, String field) {
    return node.path(field)
        .valueStream()
        .map(value -> value.asString(""))
        .collect(Collectors.collectingAndThen(Collectors.joining(","), all -> or(all, "none")));
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String forEver(JsonNode node, String field) {
    return or(text(node, field), "for ever");
  }

  private static String yes(JsonNode node, String field) {
    return node.path(field).asBoolean(false) ? "yes" : "no";
  }
}
