// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.engine.ChangesDraft;
import dev.fairlead.engine.OrderDraft;
import dev.fairlead.wire.Body;
import dev.fairlead.wire.BodyFields;
import java.util.List;
import java.util.Map;

/** The fields of Alpaca's order requests, and what the engine makes of them. */
final class OrderDrafts {
  private static final String ROUTED_BY_US = "orders are routed by the gateway; leave it out";

  /** Ours: which routing strategy the client wants for this order. */
  static final String STRATEGY = "routing_strategy";

  static final BodyFields ORDER =
      BodyFields.of(
              List.of(
                  "symbol",
                  "qty",
                  "notional",
                  "side",
                  "type",
                  "time_in_force",
                  "limit_price",
                  "stop_price",
                  "trail_price",
                  "trail_percent",
                  "extended_hours",
                  "client_order_id",
                  "order_class",
                  STRATEGY),
              Map.of(
                  "legs", "only options have such legs, which are not taken yet; leave it out",
                  "position_intent", "options are not taken yet; leave it out",
                  "advanced_instructions", ROUTED_BY_US))
          .with("take_profit", List.of("limit_price"))
          .with("stop_loss", List.of("stop_price", "limit_price"));

  /** The order is named by the path; Alpaca's TypeScript SDK says it once more, in the body. */
  static final BodyFields CHANGES =
      BodyFields.of(
          List.of(
              "qty",
              "time_in_force",
              "limit_price",
              "stop_price",
              "trail",
              "client_order_id",
              "order_id"),
          Map.of(
              "notional",
              "an order's value cannot be changed; cancel it and place another",
              "advanced_instructions",
              ROUTED_BY_US));

  private OrderDrafts() {}

  static OrderDraft order(Body body, Assets assets) {
    String symbol = body.get("symbol");
    return new OrderDraft(
        symbol == null ? null : assets.find(symbol).map(a -> a.symbol().text()).orElse(symbol),
        body.get("qty"),
        body.get("notional"),
        body.get("side"),
        body.get("type"),
        body.get("time_in_force"),
        body.get("limit_price"),
        body.get("stop_price"),
        body.get("trail_price"),
        body.get("trail_percent"),
        body.get("extended_hours"),
        body.get("client_order_id"),
        body.get("order_class"),
        body.get("take_profit.limit_price"),
        body.get("stop_loss.stop_price"),
        body.get("stop_loss.limit_price"));
  }

  static ChangesDraft changes(Body body) {
    return new ChangesDraft(
        body.get("qty"),
        body.get("time_in_force"),
        body.get("limit_price"),
        body.get("stop_price"),
        body.get("trail"),
        body.get("client_order_id"));
  }
}
