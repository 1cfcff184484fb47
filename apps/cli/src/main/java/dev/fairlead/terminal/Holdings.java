// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The one book of all accounts as tables. */
public final class Holdings {
  private Holdings() {}

  /** What each account holds. */
  public static Table accounts(JsonNode answer) {
    Table table = new Table().words("ACCOUNT");
    worth(table.words("SYMBOL").words("SIDE").numbers("QTY"));
    for (JsonNode each : answer.path("positions")) {
      table.row(
          text(each, "account"),
          text(each, "symbol"),
          text(each, "side"),
          text(each, "quantity"),
          text(each, "average_entry"),
          text(each, "price"),
          text(each, "value"),
          text(each, "unrealized"),
          text(each, "realized"),
          text(each, "currency"));
    }
    return table;
  }

  /** What all hold together. */
  public static Table net(JsonNode answer) {
    Table table = new Table();
    worth(table.words("SYMBOL").words("SIDE").numbers("QTY").numbers("OFFSET"));
    table.words("ACCOUNTS");
    for (JsonNode each : answer.path("positions")) {
      List<String> accounts = new ArrayList<>();
      each.path("accounts")
          .forEach(one -> accounts.add(text(one, "account") + " " + text(one, "quantity")));
      table.row(
          text(each, "symbol"),
          text(each, "side"),
          text(each, "quantity"),
          text(each, "offset"),
          text(each, "average_entry"),
          text(each, "price"),
          text(each, "value"),
          text(each, "unrealized"),
          text(each, "realized"),
          text(each, "currency"),
          String.join(", ", accounts));
    }
    return table;
  }

  private static void worth(Table table) {
    table
        .numbers("AVG ENTRY")
        .numbers("PRICE")
        .numbers("VALUE")
        .numbers("UNREALIZED P/L")
        .numbers("REALIZED P/L")
        .words("CURRENCY");
  }

  /** The money of each account and of all, and what it was reckoned with. */
  public static List<String> money(JsonNode answer, Paint paint) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("CURRENCY")
            .numbers("EQUITY")
            .numbers("CASH")
            .numbers("LONG")
            .numbers("SHORT")
            .numbers("RESERVED")
            .numbers("BUYING POWER")
            .numbers("FOR ONE ORDER");
    for (JsonNode account : answer.path("accounts")) {
      account.path("funds").forEach(funds -> row(table, text(account, "account"), funds));
    }
    answer.path("currencies").forEach(funds -> row(table, "all", funds));
    JsonNode base = answer.path("base");
    if (base.isObject()) {
      row(table, "all, in base", base.path("total"));
    }
    List<String> lines = new ArrayList<>(table.lines(paint));
    base.path("rates").forEach(rate -> lines.add(rate(rate)));
    base.path("apart")
        .forEach(funds -> lines.add("not in base: " + text(funds, "currency") + " has no rate"));
    return lines;
  }

  private static void row(Table table, String name, JsonNode funds) {
    table.row(
        name,
        text(funds, "currency"),
        text(funds, "equity"),
        text(funds, "cash"),
        text(funds, "long_value"),
        text(funds, "short_value"),
        text(funds, "reserved"),
        text(funds, "buying_power"),
        text(funds, "most_for_one_order"));
  }

  private static String rate(JsonNode rate) {
    String at = text(rate, "at");
    return Table.printable(
        "1 %s = %s %s (%s, %s)"
            .formatted(
                text(rate, "from"),
                text(rate, "rate"),
                text(rate, "to"),
                text(rate, "source"),
                at.isEmpty() ? "without a date" : Listings.time(rate, "at") + " UTC"));
  }

  /** Executions, with where they were. */
  public static Table fills(JsonNode answer) {
    Table table =
        new Table()
            .words("TIME (UTC)")
            .words("ACCOUNT")
            .words("SYMBOL")
            .words("SIDE")
            .numbers("QTY")
            .numbers("PRICE")
            .numbers("VALUE")
            .numbers("FEE")
            .words("ORDER");
    for (JsonNode fill : answer.path("fills")) {
      table.row(
          Listings.time(fill, "at"),
          text(fill, "account"),
          text(fill, "symbol"),
          text(fill, "side"),
          text(fill, "quantity"),
          text(fill, "price"),
          text(fill, "value"),
          text(fill, "fee"),
          text(fill, "order_id"));
    }
    return table;
  }

  /** What executions come to. */
  public static Table totals(JsonNode answer) {
    Table table =
        new Table()
            .words("DAY")
            .words("ACCOUNT")
            .words("SYMBOL")
            .numbers("FILLS")
            .numbers("BOUGHT")
            .numbers("SOLD")
            .numbers("BOUGHT FOR")
            .numbers("SOLD FOR")
            .numbers("FEES")
            .words("CURRENCY");
    for (JsonNode total : answer.path("totals")) {
      table.row(
          text(total, "day"),
          text(total, "account"),
          text(total, "symbol"),
          text(total, "fills"),
          text(total, "bought"),
          text(total, "sold"),
          text(total, "bought_value"),
          text(total, "sold_value"),
          text(total, "fees"),
          text(total, "currency"));
    }
    return table;
  }
}
