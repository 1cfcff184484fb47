// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import java.net.URI;
import java.nio.charset.StandardCharsets;
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
