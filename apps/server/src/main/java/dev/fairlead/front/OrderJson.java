// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order as Alpaca writes it: every key, always, in Alpaca's order. */
public final class OrderJson {
  private static final int KEYS = 40;

  private OrderJson() {}

  /**
   * The order as it stands.
   *
   * @param instrument what the order is for; empty where the gateway has forgotten it
   */
  public static ObjectNode of(Order order, Optional<Instrument> instrument) {
    ObjectNode json = Json.object(KEYS);
    putNamesAndTimes(json, order);
    json.put("asset_id", instrument.map(found -> found.assetId().toString()).orElse(""));
    json.put("symbol", order.request().symbol().text());
    json.put(
        "asset_class", instrument.map(found -> Words.assetClass(found.assetClass())).orElse(""));
    putSize(json, order);
    putTerms(json, order);
    json.put("subtag", (String) null);
    json.put("source", (String) null);
    return json;
  }

  /**
   * The same with its legs, as {@code nested=true} asks for; null where it brought none along.
   *
   * @param legs those that count by now
   */
  public static ObjectNode of(Order order, List<Order> legs, Optional<Instrument> instrument) {
    ObjectNode json = of(order, instrument);
    if (!legs.isEmpty()) {
      ArrayNode nested = json.putArray("legs");
      legs.forEach(leg -> nested.add(of(leg, instrument)));
    }
    return json;
  }

  private static void putNamesAndTimes(ObjectNode json, Order order) {
    json.put("id", order.id().toString());
    json.put("client_order_id", order.clientOrderId());
    Json.putInstant(json, "created_at", order.submittedAt());
    Json.putInstant(json, "updated_at", order.updatedAt());
    Json.putInstant(json, "submitted_at", order.submittedAt());
    Json.putInstant(
        json, "filled_at", order.status() == OrderStatus.FILLED ? order.lastFillAt() : null);
    Json.putInstant(json, "expired_at", closedAs(order, OrderStatus.EXPIRED));
    Json.putInstant(json, "canceled_at", closedAs(order, OrderStatus.CANCELED));
    Json.putInstant(json, "failed_at", closedAs(order, OrderStatus.REJECTED));
    Json.putInstant(json, "replaced_at", closedAs(order, OrderStatus.REPLACED));
    Json.putText(json, "replaced_by", order.replacedBy());
    Json.putText(json, "replaces", order.replaces());
  }

  private static @Nullable Instant closedAs(Order order, OrderStatus status) {
    return order.status() == status ? order.closedAt() : null;
  }

  private static void putSize(ObjectNode json, Order order) {
    switch (order.size()) {
      case OrderSize.Units(var quantity) -> {
        json.put("notional", (String) null);
        json.put("qty", quantity.toString());
      }
      case OrderSize.Value(var money) -> {
        json.put("notional", money.amount());
        json.put("qty", (String) null);
      }
    }
    json.put("filled_qty", order.filled().toString());
    Json.putText(json, "filled_avg_price", order.averageFillPrice().orElse(null));
  }

  private static void putTerms(ObjectNode json, Order order) {
    OrderTerms terms = order.request().terms();
    String type = Words.type(terms.type());
    json.put("order_class", Words.orderClass(order.group()));
    json.put("order_type", type);
    json.put("type", type);
    json.put("side", Words.side(order.request().side()));
    json.put("time_in_force", Words.timeInForce(order.request().timeInForce()));
    Json.putText(json, "limit_price", terms.limitPrice().orElse(null));
    Json.putText(json, "stop_price", order.stopPrice().orElse(null));
    json.put("status", Words.status(order.status(), order.filled()));
    json.put("extended_hours", order.request().extendedHours());
    json.put("legs", (String) null);
    json.put(
        "trail_percent",
        terms instanceof OrderTerms.TrailingPercent(var percent) ? percent.toString() : null);
    json.put(
        "trail_price",
        terms instanceof OrderTerms.TrailingAmount(var amount) ? amount.toString() : null);
    Json.putText(json, "hwm", order.watermark());
  }
}
