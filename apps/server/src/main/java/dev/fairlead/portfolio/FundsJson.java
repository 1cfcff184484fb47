// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.onebook.Consolidated;
import dev.fairlead.onebook.Consolidated.InBase;
import dev.fairlead.onebook.Consolidated.OfAccount;
import dev.fairlead.onebook.Funds;
import dev.fairlead.onebook.Rate;
import dev.fairlead.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Money, as JSON. */
final class FundsJson {
  private FundsJson() {}

  static ObjectNode of(Consolidated all, Instant now) {
    ObjectNode json = Json.object();
    json.put("at", Json.instant(now));
    ArrayNode accounts = json.putArray("accounts");
    for (OfAccount each : all.accounts()) {
      ObjectNode one = accounts.addObject();
      one.put("account", each.account().toString());
      putAll(one.putArray("funds"), each.funds());
    }
    putAll(json.putArray("currencies"), all.byCurrency());
    json.set("base", all.base().map(base -> of(base, now)).orElse(null));
    return json;
  }

  private static ObjectNode of(InBase base, Instant now) {
    ObjectNode json = Json.object();
    json.put("currency", base.currency().code());
    json.set("total", of(base.total()));
    ArrayNode rates = json.putArray("rates");
    base.rates().forEach(rate -> rates.add(of(rate, now)));
    putAll(json.putArray("apart"), base.apart());
    return json;
  }

  private static ObjectNode of(Rate rate, Instant now) {
    ObjectNode json = Json.object();
    json.put("from", rate.from().code());
    json.put("to", rate.to().code());
    json.put("rate", rate.value().toPlainString());
    json.put("source", rate.source());
    Json.putInstant(json, "at", rate.at().orElse(null));
    json.put("age_seconds", rate.at().map(at -> age(at, now)).orElse(null));
    return json;
  }

  private static long age(Instant at, Instant now) {
    return Math.max(0, Duration.between(at, now).toSeconds());
  }

  private static void putAll(ArrayNode array, List<Funds> all) {
    all.forEach(funds -> array.add(of(funds)));
  }

  private static ObjectNode of(Funds funds) {
    ObjectNode json = Json.object();
    json.put("currency", funds.currency().code());
    json.put("equity", funds.equity().amount());
    json.put("cash", funds.cash().amount());
    json.put("long_value", funds.longValue().amount());
    json.put("short_value", funds.shortValue().amount());
    json.put("reserved", funds.reserved().amount());
    json.put("buying_power", funds.buyingPower().amount());
    json.put("most_for_one_order", funds.mostForOneOrder().amount());
    json.put("unpriced", funds.unpriced());
    return json;
  }
}
