// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;
import static dev.fairlead.terminal.Listings.time;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is in doubt, as tables. */
public final class DoubtTables {
  private DoubtTables() {}

  /** What is in doubt, a line each, what would settle it below; and who is not believed. */
  public static List<String> open(JsonNode answer, Paint paint) {
    List<String> lines = new ArrayList<>();
    Table doubts = doubts(answer);
    if (doubts.isEmpty()) {
      lines.add("no doubts");
    } else {
      lines.addAll(doubts.lines(paint));
      for (JsonNode doubt : answer.path("doubts")) {
        lines.add(Table.printable(text(doubt, "id") + " needs: " + text(doubt, "needs")));
      }
    }
    for (JsonNode trust : answer.path("trusts")) {
      lines.add(Table.printable(sentence(trust)));
    }
    return lines;
  }

  private static Table doubts(JsonNode answer) {
    Table table =
        new Table()
            .words("ID")
            .words("ORDER")
            .words("ACCOUNT")
            .words("CLASS")
            .words("SYMBOL")
            .words("SIDE")
            .numbers("QTY")
            .words("DOUBT")
            .words("LEVEL")
            .words("SINCE (UTC)")
            .words("LAST LOOK (UTC)")
            .words("SHOWN")
            .numbers("AT STAKE");
    for (JsonNode doubt : answer.path("doubts")) {
      JsonNode look = doubt.path("last_look");
      JsonNode stake = doubt.path("at_stake");
      String shown = text(look, "heard");
      table.row(
          text(doubt, "id"),
          text(doubt, "order_id"),
          text(doubt, "account"),
          text(doubt, "class"),
          text(doubt, "symbol"),
          text(doubt, "side"),
          text(doubt, "quantity"),
          text(doubt, "kind"),
          text(doubt, "level"),
          time(doubt, "since"),
          time(look, "asked_at"),
          shown.isEmpty() ? text(look, "answer") : shown,
          (text(stake, "amount") + " " + text(stake, "currency")).strip());
    }
    return table;
  }

  private static String sentence(JsonNode trust) {
    JsonNode breach = trust.path("breach");
    String account = text(trust, "account");
    return breach.isObject()
        ? account
            + " is not believed, and takes only orders that make a position smaller: "
            + text(breach, "id")
            + " was proven absent and came to light at "
            + text(breach, "at")
        : account
            + (trust.path("releases_on_absence").asBoolean(true)
                ? " closes what is not found after " + text(trust, "close_absent_after")
                : " is never believed when it has not got an order");
  }
}
