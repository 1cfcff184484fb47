// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;
import static dev.fairlead.terminal.Listings.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Broker accounts' metrics as tables: what came of orders, of requests, and of connections. */
public final class Figures {
  private Figures() {}

  /** All accounts, a table for each of the three. */
  public static List<String> lines(JsonNode answer, Paint paint) {
    JsonNode all = answer.path("metrics");
    List<String> lines = new ArrayList<>(orders(all).lines(paint));
    lines.add("");
    lines.addAll(requests(all).lines(paint));
    lines.add("");
    lines.addAll(links(all).lines(paint));
    Table channels = channels(all);
    if (!channels.isEmpty()) {
      lines.add("");
      lines.addAll(channels.lines(paint));
    }
    Table budgets = budgets(all);
    if (!budgets.isEmpty()) {
      lines.add("");
      lines.addAll(budgets.lines(paint));
    }
    return lines;
  }

  private static Table orders(JsonNode all) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .numbers("ORDERS")
            .numbers("OPEN")
            .numbers("FILLED")
            .numbers("FAILED")
            .numbers("CANCELED")
            .numbers("REPLACED")
            .numbers("TRADES")
            .words("VOLUME")
            .words("COMMISSION");
    for (JsonNode account : all) {
      JsonNode orders = account.path("orders");
      table.row(
          text(account, "account"),
          text(orders, "total"),
          text(orders, "open"),
          text(orders, "successful"),
          text(orders, "failed"),
          text(orders, "canceled"),
          text(orders, "replaced"),
          text(account, "trades"),
          amounts(account, "volume"),
          amounts(account, "commission"));
    }
    return table;
  }

  private static String amounts(JsonNode account, String field) {
    return StreamSupport.stream(account.path("traded").spliterator(), false)
        .map(each -> text(each, field) + " " + text(each, "currency"))
        .collect(Collectors.joining(", "));
  }

  private static Table requests(JsonNode all) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("REQUEST")
            .numbers("SENT")
            .numbers("ACCEPTED")
            .numbers("REFUSED")
            .numbers("NOT SENT")
            .numbers("IN DOUBT")
            .numbers("SUCCESS")
            .numbers("AVG MS")
            .numbers("P50 MS")
            .numbers("P95 MS")
            .numbers("P99 MS");
    for (JsonNode account : all) {
      for (JsonNode kind : account.path("requests")) {
        JsonNode latency = kind.path("latency");
        table.row(
            text(account, "account"),
            text(kind, "kind"),
            text(kind, "sent"),
            text(kind, "accepted"),
            text(kind, "refused"),
            text(kind, "not_sent"),
            text(kind, "in_doubt"),
            percent(text(kind, "success_rate")),
            millis(text(latency, "average_micros")),
            millis(text(latency, "p50_micros")),
            millis(text(latency, "p95_micros")),
            millis(text(latency, "p99_micros")));
      }
    }
    return table;
  }

  private static Table links(JsonNode all) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("LINK")
            .words("SINCE (UTC)")
            .numbers("UP S")
            .numbers("RECONNECTS")
            .numbers("CONNECTION ERRORS")
            .numbers("API ERRORS")
            .words("HEARD (UTC)");
    for (JsonNode account : all) {
      JsonNode link = account.path("link");
      table.row(
          text(account, "account"),
          link.path("up").asBoolean(false) ? "up" : "not up",
          time(link, "up_since"),
          text(link, "uptime_seconds"),
          text(link, "reconnects"),
          text(account, "connection_errors"),
          text(account, "api_errors"),
          time(account, "last_heard"));
    }
    return table;
  }

  private static Table channels(JsonNode all) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("CHANNEL")
            .words("STATE")
            .numbers("RECONNECTS")
            .numbers("ERRORS")
            .words("HEARD (UTC)")
            .words("REQUESTS LEFT")
            .words("LAST ERROR");
    for (JsonNode account : all) {
      for (JsonNode channel : account.path("channels")) {
        JsonNode budget = channel.path("budget");
        table.row(
            text(account, "account"),
            text(channel, "channel"),
            channel.path("connected").asBoolean(false) ? "connected" : "not connected",
            text(channel, "reconnects"),
            Long.toString(
                channel.path("connection_errors").asLong(0) + channel.path("api_errors").asLong(0)),
            time(channel, "last_heard"),
            budget.isObject() ? text(budget, "left") + " of " + text(budget, "limit") : "",
            text(channel.path("last_error"), "error"));
      }
    }
    return table;
  }

  private static Table budgets(JsonNode all) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("REQUESTS")
            .words("LIMIT")
            .numbers("AT MOST")
            .numbers("SENT")
            .numbers("LEFT FOR ORDERS")
            .numbers("WAITING")
            .numbers("TURNED AWAY")
            .numbers("PAUSED MS");
    for (JsonNode account : all) {
      for (JsonNode budget : account.path("budgets")) {
        for (JsonNode limit : budget.path("limits")) {
          table.row(
              text(account, "account"),
              text(budget, "group"),
              "%s %s in %s"
                  .formatted(text(limit, "requests"), text(limit, "lane"), text(limit, "per")),
              text(limit, "most"),
              text(limit, "sent"),
              text(limit, "left_for_orders"),
              text(budget, "waiting"),
              text(budget, "turned_away"),
              text(budget, "paused_millis"));
        }
      }
    }
    return table;
  }

  /** {@code 12.345} of 12345 microseconds. */
  private static String millis(String micros) {
    return micros.isEmpty() ? "" : new BigDecimal(micros).movePointLeft(3).toPlainString();
  }

  /** {@code 99.95%} of {@code 0.999500}. */
  private static String percent(String rate) {
    return rate.isEmpty()
        ? ""
        : new BigDecimal(rate).movePointRight(2).setScale(2, RoundingMode.DOWN) + "%";
  }
}
