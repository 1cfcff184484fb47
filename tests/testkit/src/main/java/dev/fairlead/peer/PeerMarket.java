// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Market data as the peer has it: the newest quote of each symbol, and no past (facts 6.1). */
final class PeerMarket {
  private final Map<String, ObjectNode> quotes = new ConcurrentHashMap<>();
  private final InstantSource clock;

  PeerMarket(InstantSource clock) {
    this.clock = clock;
    for (String symbol : List.of("AAPL", "MSFT", "SPY", "BTC/USD", "ETH/USD")) {
      show(symbol, "99.99", "1000", "100.01", "1000");
    }
  }

  /** The newest quote from now on; answers it as an item (facts 6.1). */
  ObjectNode show(String symbol, String bid, String bidSize, String ask, String askSize) {
    Instant now = clock.instant();
    ObjectNode quote = PeerJson.object().put("t", PeerJson.instant(now));
    quote.put("bp", new BigDecimal(bid)).put("bs", new BigDecimal(bidSize));
    quote.put("ap", new BigDecimal(ask)).put("as", new BigDecimal(askSize));
    if (!PeerAssets.isCrypto(symbol)) {
      quote.put("bx", "V").put("ax", "V").put("z", "C");
      quote.set("c", PeerJson.array().add("R"));
    }
    quotes.put(symbol, quote);
    return quote;
  }

  Optional<ObjectNode> quote(String symbol) {
    return Optional.ofNullable(quotes.get(symbol));
  }

  /** The data API's reads; what is no such path is answered as Alpaca answers those. */
  PeerReply answer(PeerRequest request) {
    String path = request.path();
    boolean crypto = path.startsWith("/v1beta3/crypto/us");
    if (!crypto && !path.startsWith("/v2/stocks")) {
      return PeerReply.error(404, 40410000, "endpoint not found");
    }
    String what = what(path);
    ObjectNode rows = PeerJson.object();
    for (String symbol : request.parameter("symbols").orElse("").split(",", -1)) {
      if (path.contains("latest") && what.equals("quotes")) {
        quote(symbol).ifPresent(quote -> rows.set(symbol, quote));
      }
    }
    ObjectNode body = PeerJson.object();
    body.set(what, rows);
    if (!path.contains("latest")) {
      body.putNull("next_page_token");
    }
    return PeerReply.json(200, body);
  }

  private static String what(String path) {
    if (path.contains("quotes")) {
      return "quotes";
    }
    return path.contains("trades") ? "trades" : "bars";
  }
}
