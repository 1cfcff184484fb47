// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Order;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import dev.fairlead.valuation.LastClose;
import dev.fairlead.valuation.LastCloses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is held now, one {@link Holding} an instrument, in the order of their symbols. */
final class Holdings {
  private final Desk desk;
  private final Assets assets;
  private final LastCloses closes;

  Holdings(Desk desk, Assets assets, LastCloses closes) {
    this.desk = desk;
    this.assets = assets;
    this.closes = closes;
  }

  /** The account at the last close, and what today has made of it; empty while nobody can tell. */
  Optional<LastClose> lastClose() {
    return closes.now();
  }

  List<Holding> now() {
    List<Order> openOrders = desk.openOrders();
    Map<Held, Position> all = new TreeMap<>();
    desk.positions().forEach(position -> all.merge(Held.of(position), position, Holding::merge));
    return all.values().stream()
        .filter(position -> !position.isFlat())
        .flatMap(position ->
            assets.of(position.symbol()).stream()
                .map(asset -> Holding.of(asset, position, openOrders, price(position.symbol()))))
        .toList();
  }

  /** What can be added up: the same symbol in another currency cannot. */
  private record Held(Symbol symbol, Currency currency) implements Comparable<Held> {
    static Held of(Position position) {
      return new Held(position.symbol(), position.currency());
    }

    @Override
    public int compareTo(Held other) {
      int bySymbol = symbol.compareTo(other.symbol);
      return bySymbol != 0 ? bySymbol : currency.compareTo(other.currency);
    }
  }

  /** Never the broker's own idea of what it is worth: that has no time, and no bid and ask. */
  private Optional<Price> price(Symbol symbol) {
    return desk.quote(symbol)
        .map(Quote::mid)
        .or(() -> desk.marketData().trade(symbol).map(Trade::price));
  }
}
