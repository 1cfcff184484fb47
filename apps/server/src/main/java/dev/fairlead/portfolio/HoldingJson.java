// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.onebook.Gain;
import dev.fairlead.onebook.Holding;
import dev.fairlead.onebook.Mark;
import dev.fairlead.onebook.NetHolding;
import dev.fairlead.wire.Json;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is held, as JSON. */
final class HoldingJson {
  private HoldingJson() {}

  static ObjectNode of(Holding holding) {
    ObjectNode json = Json.object();
    json.put("account", holding.account().toString());
    json.put("symbol", holding.symbol().text());
    json.put("currency", holding.currency().code());
    putUnits(json, holding.quantity());
    json.put("average_entry", holding.averageEntry().toString());
    json.put("cost", holding.cost().amount());
    putWorth(json, holding.mark(), holding.value(), holding.unrealized());
    json.put("realized", holding.realized().amount());
    return json;
  }

  static ObjectNode of(NetHolding net) {
    ObjectNode json = Json.object();
    json.put("symbol", net.symbol().text());
    json.put("currency", net.currency().code());
    putUnits(json, net.quantity());
    json.put("offset", net.offset().toString());
    json.put("average_entry", net.averageEntry().toString());
    json.put("cost", net.cost().amount());
    putWorth(json, net.mark(), net.value(), net.unrealized());
    json.put("realized", net.realized().amount());
    ArrayNode accounts = json.putArray("accounts");
    net.holdings().forEach(each -> accounts.add(of(each)));
    return json;
  }

  static ObjectNode of(Gain gain) {
    ObjectNode json = Json.object();
    json.put("currency", gain.currency().code());
    json.put("value", gain.value().amount());
    json.put("unrealized", gain.unrealized().amount());
    json.put("realized", gain.realized().amount());
    json.put("unpriced", gain.unpriced());
    return json;
  }

  private static void putUnits(ObjectNode json, Quantity quantity) {
    json.put("side", quantity.isZero() ? "flat" : quantity.isNegative() ? "short" : "long");
    json.put("quantity", quantity.toString());
  }

  private static void putWorth(
      ObjectNode json, Optional<Mark> mark, Optional<Money> value, Optional<Money> unrealized) {
    json.put("price", mark.map(now -> now.price().toString()).orElse(null));
    json.put("priced_at", mark.map(now -> Json.instant(now.at())).orElse(null));
    json.put("value", value.map(Money::amount).orElse(null));
    json.put("unrealized", unrealized.map(Money::amount).orElse(null));
  }
}
