// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.Moment.Move;
import dev.fairlead.store.StoredFill;
import dev.fairlead.wire.ActivityType;
import dev.fairlead.wire.Json;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/** An account's activities as Alpaca writes them. */
final class ActivityJson {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private ActivityJson() {}

  static ObjectNode of(StoredFill stored) {
    ObjectNode json = Json.object();
    Quantity leaves = stored.leaves();
    json.put("activity_type", ActivityType.FILL);
    json.put("id", ActivityId.of(stored.fill().at(), stored.place()));
    json.put("transaction_time", Json.instant(stored.fill().at()));
    json.put("type", stored.orderStatus() == OrderStatus.FILLED ? "fill" : "partial_fill");
    json.put("price", stored.fill().price().toString());
    json.put("qty", stored.fill().quantity().toString());
    json.put("side", Words.side(stored.fill().side()));
    json.put("symbol", stored.fill().symbol().text());
    json.put("leaves_qty", leaves == null ? "0" : leaves.toString());
    json.put("order_id", stored.order().toString());
    json.put("cum_qty", stored.cumulative().toString());
    json.put("order_status", Words.status(stored.orderStatus(), stored.cumulative()));
    return json;
  }

  static ObjectNode of(Flow flow) {
    ObjectNode json = moved(ActivityType.of(flow.kind()), flow.at(), flow.place());
    json.put("net_amount", flow.amount().amount());
    json.put("currency", flow.amount().currency().code());
    json.put("description", flow.cause());
    json.put("status", "executed");
    if (flow.symbol() != null) {
      json.put("symbol", flow.symbol().text());
    }
    return json;
  }

  /** Units that came or went; no money did. */
  static ObjectNode of(Move move) {
    Moved moved = move.move();
    ObjectNode json = moved(ActivityType.of(moved.kind()), move.at(), move.place());
    json.put("net_amount", "0");
    json.put("description", moved.cause());
    json.put("status", "executed");
    json.put("symbol", moved.symbol().text());
    json.put("qty", moved.quantity().toString());
    if (moved.cost().atto().signum() != 0) {
      json.put("price", moved.cost().average(moved.quantity(), RoundingMode.HALF_EVEN).toString());
    }
    return json;
  }

  /** The date is a plain one, which Go insists on (facts 7.3); an amount has its sign. */
  private static ObjectNode moved(String type, Instant at, EventPlace place) {
    ObjectNode json = Json.object();
    json.put("activity_type", type);
    json.put("activity_sub_type", "");
    json.put("id", ActivityId.of(at, place));
    json.put("date", LocalDate.ofInstant(at, NEW_YORK).toString());
    Json.putInstant(json, "created_at", at);
    return json;
  }
}
