// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.OrderQuery.Status;
import dev.fairlead.wire.Query;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the query of {@code GET /v2/orders}. */
final class OrderFilters {
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 50;
  private static final Map<String, Status> STATUSES =
      Map.of("open", Status.OPEN, "closed", Status.CLOSED, "all", Status.ALL);
  private static final Map<String, Boolean> NEWEST_FIRST = Map.of("asc", false, "desc", true);
  private static final Map<String, Side> SIDES = Map.of("buy", Side.BUY, "sell", Side.SELL);

  /** Classes that Alpaca has and we do not trade are legal to ask for, and match nothing. */
  static final Map<String, Set<AssetClass>> ASSET_CLASSES =
      Map.of(
          "us_equity", EnumSet.of(AssetClass.EQUITY),
          "crypto", EnumSet.of(AssetClass.CRYPTO),
          "us_option", EnumSet.noneOf(AssetClass.class),
          "all", EnumSet.allOf(AssetClass.class));

  private OrderFilters() {}

  /** Empty where no order can match. */
  static Optional<OrderQuery> of(Principal principal, Query query, Assets assets) {
    Instant after = query.instant("after").orElse(null);
    Instant until = query.instant("until").orElse(null);
    OrderId afterOrder = query.orderId("after_order_id").orElse(null);
    OrderId beforeOrder = query.orderId("before_order_id").orElse(null);
    if (afterOrder != null && beforeOrder != null) {
      throw Query.exclusive("before_order_id", "after_order_id");
    }
    if ((after != null || until != null) && (afterOrder != null || beforeOrder != null)) {
      throw Query.exclusive(
          afterOrder != null ? "after_order_id" : "before_order_id", "after or until");
    }
    Set<AssetClass> classes = assetClasses(query);
    OrderQuery wanted =
        new OrderQuery(
            principal,
            query.word("status", Status.OPEN, STATUSES),
            after,
            until,
            symbols(query, assets),
            classes,
            query.text("side").map(side -> Query.meaning("side", side, SIDES)).orElse(null),
            beforeOrder,
            afterOrder,
            query.word("direction", true, NEWEST_FIRST),
            query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
    return classes.isEmpty() ? Optional.empty() : Optional.of(wanted);
  }

  /** A symbol that nobody has heard of is no mistake: there are no orders of it. */
  private static Set<Symbol> symbols(Query query, Assets assets) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    for (String text : query.list("symbols")) {
      symbols.add(
          assets
              .find(text)
              .map(found -> found.symbol())
              .or(() ->
                  Symbol.isWellFormed(text) ? Optional.of(new Symbol(text)) : Optional.empty())
              .orElseThrow(() ->
                  Query.bad("symbols", text, "symbol", "must be symbols such as AAPL,BTC/USD")));
    }
    return symbols;
  }

  private static Set<AssetClass> assetClasses(Query query) {
    List<String> words = query.list("asset_class");
    if (words.isEmpty()) {
      return EnumSet.allOf(AssetClass.class);
    }
    Set<AssetClass> classes = EnumSet.noneOf(AssetClass.class);
    words.forEach(word -> classes.addAll(Query.meaning("asset_class", word, ASSET_CLASSES)));
    return classes;
  }
}
