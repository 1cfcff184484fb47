// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a {@link FakeAlpaca} lists, and accounts that may answer there. */
final class FakeReplies {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FakeReplies() {}

  static ObjectNode account(String number, String id) {
    return NODES
        .objectNode()
        .put("id", id)
        .put("account_number", number)
        .put("status", "ACTIVE")
        .put("currency", "USD")
        .put("cash", "100000")
        .put("equity", "100480.25")
        .put("buying_power", "200000")
        .put("multiplier", "2");
  }

  static ArrayNode assets(String assetClass) {
    ArrayNode assets = NODES.arrayNode();
    if (assetClass.equals("us_equity")) {
      for (String symbol : List.of("AAPL", "MSFT", "OTCX")) {
        share(assets.addObject(), symbol);
      }
    } else {
      for (String symbol : List.of("BTC/USD", "ETH/BTC", "BTC/USDC", "BTC/USDT")) {
        pair(assets.addObject(), symbol);
      }
    }
    return assets;
  }

  private static void pair(ObjectNode asset, String symbol) {
    asset
        .put("id", UUID.nameUUIDFromBytes(symbol.getBytes(StandardCharsets.UTF_8)).toString())
        .put("class", "crypto")
        .put("exchange", "CRYPTO")
        .put("symbol", symbol)
        .put("name", "Coins")
        .put("status", "active")
        .put("tradable", true)
        .put("min_order_size", "0.0001")
        .put("min_trade_increment", "0.000000001")
        .put("price_increment", "0.01");
  }

  /** An order to buy at a limit for the day. */
  static ObjectNode limit(String clientOrderId, String symbol, String quantity) {
    return NODES
        .objectNode()
        .put("client_order_id", clientOrderId)
        .put("symbol", symbol)
        .put("qty", quantity)
        .put("side", "buy")
        .put("type", "limit")
        .put("limit_price", "99")
        .put("time_in_force", "day");
  }

  /** The legs that an order class brings along, the take-profit first, as they are asked for. */
  static List<ObjectNode> legs(ObjectNode asked) {
    List<ObjectNode> legs = new ArrayList<>();
    boolean oco = asked.path("order_class").asString("").equals("oco");
    if (oco) {
      asked.put("limit_price", asked.path("take_profit").path("limit_price").asString());
    } else if (asked.has("take_profit")) {
      legs.add(leg(asked, "limit").setAll((ObjectNode) asked.path("take_profit")));
    }
    if (asked.path("stop_loss") instanceof ObjectNode loss) {
      String type = loss.has("limit_price") ? "stop_limit" : "stop";
      legs.add(leg(asked, type).setAll(loss));
    }
    return legs;
  }

  private static ObjectNode leg(ObjectNode asked, String type) {
    boolean oco = asked.path("order_class").asString().equals("oco");
    boolean buys = asked.path("side").asString().equals("buy");
    return NODES
        .objectNode()
        .put("client_order_id", UUID.randomUUID().toString())
        .put("symbol", asked.path("symbol").asString())
        .put("qty", asked.path("qty").asString())
        .put("side", buys == oco ? "buy" : "sell")
        .put("type", type)
        .put("time_in_force", asked.path("time_in_force").asString());
  }

  static ObjectNode delisted(String symbol) {
    return share(NODES.objectNode(), symbol).put("status", "inactive").put("tradable", false);
  }

  static ObjectNode share(ObjectNode asset, String symbol) {
    return asset
        .put("id", new UUID(1, symbol.hashCode()).toString())
        .put("class", "us_equity")
        .put("exchange", symbol.equals("OTCX") ? "OTC" : "NASDAQ")
        .put("symbol", symbol)
        .put("name", symbol)
        .put("status", "active")
        .put("tradable", true)
        .put("marginable", true)
        .put("shortable", true)
        .put("fractionable", true);
  }

  static Map<String, String> query(URI uri) {
    Map<String, String> query = new LinkedHashMap<>();
    String text = uri.getQuery() == null ? "" : uri.getQuery();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return query;
  }
}
