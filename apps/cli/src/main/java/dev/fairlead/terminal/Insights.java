// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static dev.fairlead.terminal.Listings.text;
import static dev.fairlead.terminal.Listings.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The JSON of Fairlead's own API as tables. */
public final class Insights {
  private static final List<String> JOURNAL =
      List.of("sequence", "durable", "head", "snapshot", "store");

  private Insights() {}

  /** Broker accounts, a line each. */
  public static Table brokers(JsonNode answer) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("LINK")
            .words("SINCE (UTC)")
            .numbers("HEALTH")
            .words("BREAKER")
            .words("BY")
            .words("REQUESTS LEFT")
            .words("ERROR AT (UTC)")
            .words("LAST ERROR");
    for (JsonNode broker : answer.path("brokers")) {
      JsonNode error = broker.path("last_error");
      table.row(
          text(broker, "account") + remarks(broker, text(answer.path("acting"), "account")),
          text(broker.path("link"), "state"),
          time(broker.path("link"), "since"),
          text(broker.path("health"), "score"),
          text(broker.path("health"), "breaker"),
          causes(broker.path("health")),
          left(broker.path("budgets")),
          time(error, "at"),
          text(error, "error"));
    }
    return table;
  }

  private static String remarks(JsonNode broker, String acting) {
    boolean primary = broker.path("primary").asBoolean(false);
    boolean acts = text(broker, "account").equals(acting);
    return primary && acts ? " (primary, acts)" : primary ? " (primary)" : acts ? " (acts)" : "";
  }

  /** Which accounts acted, a line each. */
  public static Table failovers(JsonNode answer) {
    Table table =
        new Table()
            .words("SINCE (UTC)")
            .words("ACTS")
            .words("BEFORE")
            .words("TURN")
            .words("BY")
            .words("CAUSE");
    for (JsonNode turn : answer.path("history")) {
      table.row(
          time(turn, "since"),
          text(turn, "account"),
          text(turn, "from"),
          text(turn, "turn"),
          text(turn, "by"),
          text(turn, "cause"));
    }
    return table;
  }

  /** What differs between the book and the brokers, a line each. */
  public static Table drifts(JsonNode answer) {
    Table table =
        new Table()
            .words("ACCOUNT")
            .words("SUBJECT")
            .words("BOOK")
            .words("BROKER")
            .words("SINCE (UTC)")
            .numbers("AT STAKE")
            .words("");
    for (JsonNode account : answer.path("accounts")) {
      for (JsonNode drift : account.path("drifts")) {
        JsonNode stake = drift.path("at_stake");
        table.row(
            text(account, "account"),
            text(drift, "subject"),
            text(drift, "ours"),
            text(drift, "theirs"),
            time(drift, "since"),
            (text(stake, "amount") + " " + text(stake, "currency")).strip(),
            drift.path("confirmed").asBoolean(false) ? "confirmed" : "seen once");
      }
    }
    return table;
  }

  /** {@code trading 62 %, data 100 %}: what orders may still have, and other requests. */
  private static String left(JsonNode budgets) {
    List<String> left = new ArrayList<>();
    for (JsonNode budget : budgets) {
      boolean paused = budget.path("paused_millis").isNumber();
      left.add(
          text(budget, "group") + " " + (paused ? "paused" : text(budget, "percent_left") + " %"));
    }
    return String.join(", ", left);
  }

  /** {@code errors 40 %, feed 45000 ms}: what a score lost points by. */
  private static String causes(JsonNode health) {
    List<String> causes = new ArrayList<>();
    for (JsonNode cause : health.path("causes")) {
      String what = text(cause, "kind") + " " + text(cause, "observed");
      causes.add((what + " " + text(cause, "unit")).strip());
    }
    return String.join(", ", causes);
  }

  /** Where an order went and why, and every request about it that is kept. */
  public static List<String> trail(JsonNode order, Paint paint) {
    List<String> lines =
        new ArrayList<>(Listings.details(order, List.of("id", "client_order_id", "status")));
    lines.addAll(Listings.details(order.path("route"), List.of("account", "strategy", "reason")));
    addCandidates(lines, order.path("route"), paint);
    JsonNode doubt = order.path("in_doubt");
    if (doubt.isObject()) {
      lines.add(
          Table.printable(
              "in doubt: the %s since %s, %s"
                  .formatted(text(doubt, "kind"), time(doubt, "since"), text(doubt, "cause"))));
    }
    lines.addAll(attempts(order).lines(paint));
    return lines;
  }

  /** Where an order would go, or why nowhere. */
  public static List<String> route(JsonNode route, Paint paint) {
    JsonNode denied = route.path("denied");
    List<String> lines =
        new ArrayList<>(
            denied.isObject()
                ? List.of(Table.printable("denied: " + text(denied, "reason")))
                : Listings.details(route, List.of("account", "strategy", "reason")));
    addCandidates(lines, route, paint);
    return lines;
  }

  private static void addCandidates(List<String> lines, JsonNode route, Paint paint) {
    Table candidates = candidates(route);
    if (!candidates.isEmpty()) {
      lines.addAll(candidates.lines(paint));
    }
  }

  private static Table candidates(JsonNode route) {
    Table table =
        new Table()
            .words("CANDIDATE")
            .numbers("EXPECTED")
            .numbers("FILLED %")
            .numbers("REJECTED %")
            .numbers("LATENCY MS")
            .numbers("OPEN")
            .numbers("WEIGHT")
            .numbers("HEALTH")
            .words("PASSED OVER");
    for (JsonNode candidate : route.path("candidates")) {
      JsonNode figures = candidate.path("figures");
      table.row(
          text(candidate, "account"),
          text(figures, "expected_price"),
          scaled(figures, "filled_ppm", 4),
          scaled(figures, "rejected_ppm", 4),
          scaled(figures, "latency_micros", 3),
          text(figures, "outstanding"),
          text(figures, "weight"),
          text(figures, "health"),
          text(candidate, "passed_over"));
    }
    return table;
  }

  /** A whole number of small parts, in the unit that people know. */
  private static String scaled(JsonNode figures, String key, int decimals) {
    return figures.path(key).isNumber()
        ? BigDecimal.valueOf(figures.path(key).asLong(), decimals)
            .setScale(1, RoundingMode.HALF_UP)
            .toPlainString()
        : "";
  }

  private static Table attempts(JsonNode order) {
    Table table =
        new Table()
            .words("PLACEMENT")
            .words("STATUS")
            .numbers("ATTEMPT")
            .words("KIND")
            .words("AT (UTC)")
            .words("RESULT")
            .words("DETAIL");
    for (JsonNode placement : order.path("placements")) {
      for (JsonNode attempt : placement.path("attempts")) {
        JsonNode result = attempt.path("result");
        String reason = text(result, "reason");
        table.row(
            text(placement, "id"),
            text(placement, "status"),
            text(attempt, "number"),
            text(attempt, "kind"),
            time(attempt, "at"),
            text(result, "outcome"),
            reason.isEmpty() ? text(result, "broker_order_id") : reason);
      }
    }
    return table;
  }

  /** How far the journal has come. */
  public static List<String> journal(JsonNode position) {
    return Listings.details(position, JOURNAL);
  }
}
