// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Inside.OrderTrail;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order in our own words, with its placements, their attempts, and why it is where it is. */
final class TrailJson {
  private TrailJson() {}

  static ObjectNode of(OrderTrail trail) {
    Order order = trail.order();
    ObjectNode json = Json.object();
    json.put("id", order.id().toString());
    json.put("client_order_id", order.clientOrderId());
    json.put("account", order.account().toString());
    putRequest(json, order.request());
    json.put("status", Forms.word(order.status()));
    json.put("filled", order.filled().toString());
    Json.putText(json, "average_price", order.averageFillPrice().orElse(null));
    Forms.putSaid(json, "reason", order.reason());
    Json.putText(json, "replaces", order.replaces());
    Json.putText(json, "replaced_by", order.replacedBy());
    json.put("submitted_at", Json.instant(order.submittedAt()));
    json.put("updated_at", Json.instant(order.updatedAt()));
    Json.putInstant(json, "last_fill_at", order.lastFillAt());
    Json.putInstant(json, "closed_at", order.closedAt());
    json.set("in_doubt", doubt(trail));
    json.set("route", trail.routes().isEmpty() ? null : route(trail.routes().getLast()));
    ArrayNode placements = json.putArray("placements");
    trail.placements().forEach(placement -> placements.add(placement(placement)));
    return json;
  }

  private static void putRequest(ObjectNode json, OrderRequest request) {
    json.put("symbol", request.symbol().text());
    json.put("side", Forms.word(request.side()));
    switch (request.size()) {
      case OrderSize.Units(var quantity) ->
          json.put("quantity", quantity.toString()).putNull("value").putNull("currency");
      case OrderSize.Value(var money) ->
          json.putNull("quantity")
              .put("value", money.amount())
              .put("currency", money.currency().toString());
    }
    OrderTerms terms = request.terms();
    json.put("type", Forms.word(terms.type()));
    Json.putText(json, "limit_price", terms.limitPrice().orElse(null));
    Json.putText(json, "stop_price", terms.stopPrice().orElse(null));
    json.put(
        "trail_price",
        terms instanceof OrderTerms.TrailingAmount(var trail) ? trail.toString() : null);
    json.put(
        "trail_percent",
        terms instanceof OrderTerms.TrailingPercent(var trail) ? trail.toString() : null);
    json.put("time_in_force", Forms.word(request.timeInForce()));
    json.put("extended_hours", request.extendedHours());
  }

  /** The request about the order that has no certain answer, while that matters. */
  private static @Nullable ObjectNode doubt(OrderTrail trail) {
    return trail.placements().stream()
        .filter(placement -> placement.id().equals(trail.order().placement()))
        .findFirst()
        .flatMap(TrailJson::openDoubt)
        .map(attempt -> {
          ObjectNode json = Json.object();
          json.put("attempt", attempt.number());
          json.put("kind", Forms.word(attempt.kind()));
          json.put("since", Json.instant(attempt.at()));
          json.put(
              "cause", attempt.result() instanceof SendResult.InDoubt(String cause) ? cause : null);
          return json;
        })
        .orElse(null);
  }

  private static Optional<Attempt> openDoubt(Placement placement) {
    return switch (placement.status()) {
      case IN_DOUBT -> placement.latest(Attempt.Kind.PLACE);
      case PENDING_CANCEL -> doubted(placement, Attempt.Kind.CANCEL);
      case PENDING_REPLACE -> doubted(placement, Attempt.Kind.REPLACE);
      case SENT, WORKING, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED ->
          Optional.empty();
    };
  }

  private static Optional<Attempt> doubted(Placement placement, Attempt.Kind kind) {
    return placement.latest(kind).filter(made -> made.result() instanceof SendResult.InDoubt);
  }

  private static ObjectNode route(StoredEvent<Routed> decided) {
    ObjectNode json =
        Json.object()
            .put("account", decided.event().account().toString())
            .put("strategy", decided.event().strategy())
            .put("reason", decided.event().reason())
            .put("placement_id", decided.event().placement().text())
            .put("at", Json.instant(decided.at()));
    json.set("candidates", RouteJson.candidates(decided.event().candidates()));
    return json;
  }

  private static ObjectNode placement(Placement placement) {
    ObjectNode json = Json.object();
    json.put("id", placement.id().text());
    json.put("account", placement.account().toString());
    json.put("status", Forms.word(placement.status()));
    Forms.putSaid(json, "broker_order_id", placement.brokerOrderId());
    json.put("filled", placement.filled().toString());
    Json.putText(json, "leaves", placement.leaves().orElse(null));
    json.put("cancel_wanted", placement.cancelWanted());
    json.put("held", placement.held());
    Placement.Replacement replacement = placement.replacement();
    Json.putText(json, "replacing_with", replacement == null ? null : replacement.successor());
    ArrayNode attempts = json.putArray("attempts");
    placement.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    return json;
  }

  private static ObjectNode attempt(Attempt attempt) {
    ObjectNode json = Json.object();
    json.put("number", attempt.number());
    json.put("kind", Forms.word(attempt.kind()));
    json.put("at", Json.instant(attempt.at()));
    json.set("result", result(attempt.result()));
    return json;
  }

  private static @Nullable ObjectNode result(@Nullable SendResult result) {
    return switch (result) {
      case null -> null;
      case SendResult.Accepted(String brokerOrderId) -> {
        ObjectNode json = result("accepted");
        Forms.putSaid(json, "broker_order_id", brokerOrderId);
        yield json;
      }
      case SendResult.Refused(String code, String reason) ->
          result("refused").put("code", code).put("reason", reason);
      case SendResult.NotSent(String cause) -> result("not_sent").put("reason", cause);
      case SendResult.InDoubt(String cause) -> result("in_doubt").put("reason", cause);
    };
  }

  /** All keys, always; null where this result says nothing. */
  private static ObjectNode result(String outcome) {
    return Json.object()
        .put("outcome", outcome)
        .putNull("broker_order_id")
        .putNull("code")
        .putNull("reason");
  }
}
