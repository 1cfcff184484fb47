// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.desk.Inside.Traded;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Executions as CSV (RFC 4180): the fields of the JSON, a column each, under a line of headings. A
 * text that a spreadsheet would take for a formula begins with an apostrophe, and is none (S-54).
 */
final class FillCsv {
  private static final List<String> COLUMNS =
      List.of(
          "at",
          "account",
          "symbol",
          "side",
          "quantity",
          "price",
          "value",
          "fee",
          "currency",
          "execution_id",
          "revision",
          "order_id",
          "client_order_id",
          "placement_id",
          "key",
          "sequence",
          "strategy",
          "reason");

  private static final String END = "\r\n";

  private FillCsv() {}

  static String of(List<Traded> fills) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append(END);
    for (Traded fill : fills) {
      ObjectNode json = FillJson.of(fill);
      csv.append(
              COLUMNS.stream().map(name -> cell(json.get(name))).collect(Collectors.joining(",")))
          .append(END);
    }
    return csv.toString();
  }

  private static String cell(JsonNode value) {
    return value.isNull() ? "" : cell(value.asString());
  }

  static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String inert = formula ? "'" + text : text;
    boolean quoted = inert.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
  }
}
