// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.Order;
import dev.fairlead.model.PlacementId;
import dev.fairlead.trace.OrderTrace;
import dev.fairlead.trace.OrderTrace.Step;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/orders/{id}/trace}: where an order spent its time. */
final class TraceRoutes {
  private static final int SHARE_DIGITS = 2;

  private final Desk desk;

  TraceRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/orders/{id}/trace", this::show, Access.READ);
  }

  /** What no order could be called is as unknown as what none is called (S-11). */
  private void show(Context request) {
    String id = request.pathParam("id");
    OrderTrace trace =
        Ids.order(id)
            .flatMap(order -> desk.inside().trace(Http.principal(request), order))
            .orElseThrow(() ->
                ApiError.notFound("order not found for " + ApiError.shown(id))
                    .named("UNKNOWN_ORDER")
                    .asException());
    Http.answer(request, 200, json(trace));
  }

  private static ObjectNode json(OrderTrace trace) {
    Order order = trace.order();
    ObjectNode json = Json.object();
    json.put("order_id", order.id().toString());
    json.put("client_order_id", order.clientOrderId());
    json.put("account", order.account().toString());
    json.put("symbol", order.request().symbol().text());
    json.put("status", Forms.word(order.status()));
    json.put("from", Json.instant(trace.from()));
    json.put("until", Json.instant(trace.until()));
    json.put("micros", micros(trace.total()));
    ArrayNode steps = json.putArray("steps");
    trace.steps().forEach(step -> steps.add(json(step, trace.total())));
    return json;
  }

  private static ObjectNode json(Step step, Duration total) {
    ObjectNode json = Json.object();
    json.put("hop", step.hop());
    json.put("at", Json.instant(step.at()));
    json.put("micros", micros(step.took()));
    json.put("share_percent", share(step.took(), total));
    json.put("source", Forms.word(step.source()));
    json.put("input", step.input().orElse(null));
    json.put("placement_id", step.placement().map(PlacementId::text).orElse(null));
    Forms.putSaid(json, "detail", step.detail());
    return json;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private static String share(Duration took, Duration total) {
    BigDecimal whole = BigDecimal.valueOf(Math.max(1, total.toNanos()));
    return BigDecimal.valueOf(took.toNanos())
        .movePointRight(2)
        .divide(whole, SHARE_DIGITS, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
