// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.StoredFill;
import dev.fairlead.wire.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/** An account's activities as Alpaca writes them. */
final class ActivityJson {
  static final String FILL = "FILL";
  static final String DEPOSIT = "CSD";
  static final String WITHDRAWAL = "CSW";

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private ActivityJson() {}

  static ObjectNode of(StoredFill stored) {
    ObjectNode json = Json.object();
    Quantity leaves = stored.leaves();
    json.put("activity_type", FILL);
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

  /** The date is a plain one, which Go insists on (facts 7.3); the amount has its sign. */
  static ObjectNode of(Flow flow) {
    ObjectNode json = Json.object();
    json.put("activity_type", flow.amount().isNegative() ? WITHDRAWAL : DEPOSIT);
    json.put("activity_sub_type", "");
    json.put("id", ActivityId.of(flow.at(), flow.place()));
    json.put("date", LocalDate.ofInstant(flow.at(), NEW_YORK).toString());
    Json.putInstant(json, "created_at", flow.at());
    json.put("net_amount", flow.amount().amount());
    json.put("currency", flow.amount().currency().code());
    json.put("description", flow.cause());
    json.put("status", "executed");
    return json;
  }
}
