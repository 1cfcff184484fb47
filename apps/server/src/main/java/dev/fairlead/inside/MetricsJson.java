// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.metrics.ChannelMetrics;
import dev.fairlead.metrics.ChannelMetrics.Budget;
import dev.fairlead.metrics.Latency;
import dev.fairlead.metrics.LinkMetrics;
import dev.fairlead.metrics.RequestMetrics;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.state.AccountTotals.Traded;
import dev.fairlead.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A broker account's metrics as JSON. Times that something took are whole microseconds. */
final class MetricsJson {
  private static final int RATE_DIGITS = 6;

  private MetricsJson() {}

  static ObjectNode json(BrokerMetrics metrics) {
    ObjectNode json = Json.object();
    json.put("account", metrics.account().toString());
    json.put("since", Json.instant(metrics.since()));
    json.put("at", Json.instant(metrics.at()));
    json.set("orders", orders(metrics));
    json.put("trades", metrics.trades());
    ArrayNode traded = json.putArray("traded");
    metrics.traded().forEach(each -> traded.add(json(each)));
    putRate(json, "success_rate", metrics.successRate());
    ArrayNode requests = json.putArray("requests");
    metrics.requests().forEach((kind, each) -> requests.add(json(kind, each)));
    json.set("waiting", json(metrics.waiting()));
    json.set("link", link(metrics));
    json.put("connection_errors", metrics.connectionErrors());
    json.put("api_errors", metrics.apiErrors());
    ArrayNode channels = json.putArray("channels");
    for (Map.Entry<Channel, ChannelMetrics> each : metrics.channels().entrySet()) {
      channels.add(json(each.getKey(), each.getValue()));
    }
    json.set("budgets", BudgetJson.of(metrics.budgets()));
    Json.putInstant(json, "last_heard", metrics.lastHeard().orElse(null));
    return json;
  }

  private static ObjectNode orders(BrokerMetrics metrics) {
    ObjectNode json = Json.object();
    json.put("total", metrics.ordersTotal());
    json.put("open", metrics.ordersOpen());
    json.put("successful", metrics.ordersSuccessful());
    json.put("failed", metrics.ordersFailed());
    json.put("canceled", metrics.ordersCanceled());
    json.put("replaced", metrics.ordersReplaced());
    ObjectNode byStatus = json.putObject("by_status");
    metrics.book().orders().forEach((status, count) -> byStatus.put(Forms.word(status), count));
    json.put("as_of", Json.instant(metrics.bookAt()));
    return json;
  }

  private static ObjectNode json(Traded traded) {
    return Json.object()
        .put("currency", traded.currency().code())
        .put("volume", traded.volume().toString())
        .put("commission", traded.commission().toString());
  }

  private static ObjectNode json(Attempt.Kind kind, RequestMetrics requests) {
    ObjectNode json = Json.object();
    json.put("kind", Forms.word(kind));
    json.put("sent", requests.sent());
    json.put("accepted", requests.accepted());
    json.put("refused", requests.refused());
    json.put("not_sent", requests.notSent());
    json.put("in_doubt", requests.inDoubt());
    json.put("waiting", requests.waiting());
    putRate(json, "success_rate", requests.successRate());
    json.set("latency", json(requests.latency()));
    return json;
  }

  /** Null, not zero, where nothing was measured: a zero would look like a very good one. */
  private static ObjectNode json(Latency latency) {
    ObjectNode json = Json.object();
    json.put("count", latency.count());
    boolean some = latency.count() > 0;
    json.put("average_micros", some ? micros(latency.average()) : null);
    json.put("max_micros", some ? micros(latency.longest()) : null);
    Latency.Percentiles newest = latency.newest();
    boolean ranked = newest.of() > 0;
    json.put("p50_micros", ranked ? micros(newest.p50()) : null);
    json.put("p95_micros", ranked ? micros(newest.p95()) : null);
    json.put("p99_micros", ranked ? micros(newest.p99()) : null);
    json.put("percentiles_of", newest.of());
    return json;
  }

  private static Long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private static void putRate(ObjectNode json, String key, OptionalDouble rate) {
    json.put(
        key,
        rate.isEmpty()
            ? null
            : BigDecimal.valueOf(rate.getAsDouble())
                .setScale(RATE_DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString());
  }

  private static ObjectNode link(BrokerMetrics metrics) {
    LinkMetrics link = metrics.link();
    ObjectNode json = Json.object();
    json.put("up", link.isUp());
    Json.putInstant(json, "up_since", link.upSince().orElse(null));
    json.put("uptime_seconds", metrics.uptime().toSeconds());
    json.put("total_uptime_seconds", link.upTime().toSeconds());
    json.put("ups", link.ups());
    json.put("downs", link.downs());
    json.put("reconnects", link.reconnects());
    return json;
  }

  private static ObjectNode json(Channel channel, ChannelMetrics told) {
    ObjectNode json = Json.object();
    json.put("channel", Forms.word(channel));
    json.put("connected", told.isConnected());
    Json.putInstant(json, "connected_since", told.connectedSince().orElse(null));
    json.put("connects", told.connects());
    json.put("reconnects", told.reconnects());
    json.put("disconnects", told.disconnects());
    json.put("connection_errors", told.connectionErrors());
    json.put("api_errors", told.apiErrors());
    ObjectNode codes = json.putObject("api_errors_by_code");
    told.apiErrorsByCode().forEach(codes::put);
    json.put("skipped_quotes", told.skippedQuotes());
    json.put("skipped_trades", told.skippedTrades());
    Json.putInstant(json, "last_heard", told.lastHeard().orElse(null));
    json.putNull("last_error");
    told.lastError()
        .ifPresent(error ->
            json.putObject("last_error")
                .put("at", Json.instant(error.at()))
                .put("error", error.what()));
    json.putNull("budget");
    told.budget().ifPresent(budget -> json.set("budget", json(budget)));
    return json;
  }

  private static ObjectNode json(Budget budget) {
    return Json.object()
        .put("left", budget.left())
        .put("limit", budget.limit())
        .put("at", Json.instant(budget.at()))
        .put("resets_at", Json.instant(budget.resetsAt()));
  }
}
