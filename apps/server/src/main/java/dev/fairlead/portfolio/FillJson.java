// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.desk.Inside.Traded;
import dev.fairlead.inside.Forms;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.model.Fill;
import dev.fairlead.money.Money;
import dev.fairlead.store.StoredFill;
import dev.fairlead.wire.Json;
import java.math.RoundingMode;
import tools.jackson.databind.node.ObjectNode;

/** Executions, as JSON. */
final class FillJson {
  private FillJson() {}

  static ObjectNode of(Traded traded) {
    StoredFill stored = traded.fill();
    Fill fill = stored.fill();
    ObjectNode json = Json.object();
    json.put("at", Json.instant(fill.at()));
    json.put("account", stored.account().toString());
    json.put("symbol", fill.symbol().text());
    json.put("side", Forms.word(fill.side()));
    json.put("quantity", fill.quantity().toString());
    json.put("price", fill.price().toString());
    json.put("value", value(fill).amount());
    json.put("fee", fill.fee().amount());
    json.put("currency", fill.fee().currency().code());
    json.put("execution_id", fill.executionId());
    json.put("revision", fill.revision());
    json.put("order_id", stored.order().toString());
    json.put("client_order_id", traded.clientOrderId());
    json.put("placement_id", stored.placement().text());
    json.put("key", stored.principal().keyId());
    json.put("sequence", stored.place().sequence());
    Routed route = traded.route();
    json.put("strategy", route == null ? null : route.strategy());
    json.put("reason", route == null ? null : route.reason());
    return json;
  }

  /** Price times quantity, rounded half to even. */
  static Money value(Fill fill) {
    return fill.value().toMoney(fill.fee().currency(), RoundingMode.HALF_EVEN);
  }

  static ObjectNode of(FillTotals.Total total) {
    ObjectNode json = Json.object();
    json.put("day", total.day());
    json.put("account", total.account());
    json.put("symbol", total.symbol());
    json.put("currency", total.currency().code());
    json.put("fills", total.fills());
    Json.putText(json, "bought", total.bought());
    Json.putText(json, "sold", total.sold());
    json.put("bought_value", total.boughtValue().amount());
    json.put("sold_value", total.soldValue().amount());
    json.put("fees", total.fees().amount());
    return json;
  }
}
