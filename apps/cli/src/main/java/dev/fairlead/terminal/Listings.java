// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The gateway's JSON as tables. */
public final class Listings {
  private Listings() {}

  public static Table orders(JsonNode orders) {
    Table table =
        new Table()
            .words("SUBMITTED (UTC)")
            .words("SYMBOL")
            .words("SIDE")
            .words("TYPE")
            .numbers("QTY")
            .numbers("FILLED")
            .numbers("LIMIT")
            .numbers("STOP")
            .numbers("AVG PRICE")
            .words("TIF")
            .words("STATUS")
            .words("ID");
    for (JsonNode order : orders) {
      table.row(
          time(order, "submitted_at"),
          text(order, "symbol"),
          text(order, "side"),
          text(order, "type"),
          size(order),
          text(order, "filled_qty"),
          text(order, "limit_price"),
          text(order, "stop_price"),
          text(order, "filled_avg_price"),
          text(order, "time_in_force"),
          text(order, "status"),
          text(order, "id"));
    }
    return table;
  }

  public static Table positions(JsonNode positions) {
    Table table =
        new Table()
            .words("SYMBOL")
            .words("SIDE")
            .numbers("QTY")
            .numbers("AVAILABLE")
            .numbers("AVG ENTRY")
            .numbers("PRICE")
            .numbers("VALUE")
            .numbers("UNREALIZED P/L");
    for (JsonNode position : positions) {
      table.row(
          text(position, "symbol"),
          text(position, "side"),
          text(position, "qty"),
          text(position, "qty_available"),
          text(position, "avg_entry_price"),
          text(position, "current_price"),
          text(position, "market_value"),
          text(position, "unrealized_pl"));
    }
    return table;
  }

  public static Table fills(JsonNode fills) {
    Table table =
        new Table()
            .words("TIME (UTC)")
            .words("SYMBOL")
            .words("SIDE")
            .numbers("QTY")
            .numbers("PRICE")
            .numbers("LEAVES")
            .words("ORDER");
    for (JsonNode fill : fills) {
      table.row(
          time(fill, "transaction_time"),
          text(fill, "symbol"),
          text(fill, "side"),
          text(fill, "qty"),
          text(fill, "price"),
          text(fill, "leaves_qty"),
          text(fill, "order_id"));
    }
    return table;
  }

  /** One thing, a line for each field that says something. */
  public static List<String> details(JsonNode thing, List<String> fields) {
    int width = fields.stream().mapToInt(String::length).max().orElse(0);
    return fields.stream()
        .map(field -> Map.entry(field, text(thing, field)))
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry ->
            entry.getKey()
                + " ".repeat(width - entry.getKey().length() + 2)
                + Table.printable(entry.getValue()))
        .toList();
  }

  /** {@code buy 5 AAPL limit 190.25 day: new}. */
  public static String sentence(JsonNode order) {
    var sentence = new StringBuilder();
    append(sentence, "", text(order, "side"));
    append(sentence, " ", size(order));
    append(sentence, " ", text(order, "symbol"));
    append(sentence, " ", terms(order));
    append(sentence, " ", text(order, "time_in_force"));
    append(sentence, ": ", text(order, "status"));
    return sentence.toString();
  }

  private static String terms(JsonNode order) {
    String limit = text(order, "limit_price");
    String stop = text(order, "stop_price");
    String percent = text(order, "trail_percent");
    return switch (text(order, "type")) {
      case "limit" -> "limit " + limit;
      case "stop" -> "stop " + stop;
      case "stop_limit" -> "stop " + stop + " limit " + limit;
      case "trailing_stop" ->
          "trailing " + (percent.isEmpty() ? text(order, "trail_price") : percent + "%");
      default -> text(order, "type");
    };
  }

  /** A field's text; empty for null and for what is not there. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : value.asString("");
  }

  private static void append(StringBuilder sentence, String before, String text) {
    if (!text.isEmpty()) {
      sentence.append(before).append(Table.printable(text));
    }
  }

  private static String size(JsonNode order) {
    String quantity = text(order, "qty");
    return quantity.isEmpty() ? "$" + text(order, "notional") : quantity;
  }

  /** {@code 2026-11-22 13:43:53} of {@code 2026-11-22T13:43:53.123456Z}. */
  static String time(JsonNode node, String field) {
    String text = text(node, field);
    return text.length() < 19 ? text : text.substring(0, 19).replace('T', ' ');
  }
}
