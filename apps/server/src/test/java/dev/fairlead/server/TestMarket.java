// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A market whose past is what a test says: each price holds until the next. */
final class TestMarket implements MarketData {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Quantity SIZE = Quantity.of(100);

  private final Map<Symbol, NavigableMap<Instant, Price>> prices = new ConcurrentHashMap<>();

  void price(String symbol, String at, String price) {
    prices
        .computeIfAbsent(new Symbol(symbol), _ -> new ConcurrentSkipListMap<>())
        .put(Instant.parse(at), Price.parse(price));
  }

  private NavigableMap<Instant, Price> of(Symbol symbol) {
    return prices.getOrDefault(symbol, new ConcurrentSkipListMap<>());
  }

  private Optional<Price> at(Symbol symbol, Instant at) {
    return Optional.ofNullable(of(symbol).floorEntry(at)).map(Map.Entry::getValue);
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    NavigableMap<Instant, Price> within = of(symbol).subMap(range.from(), true, range.to(), true);
    NavigableMap<Instant, Price> ordered = range.newestFirst() ? within.descendingMap() : within;
    return ordered.entrySet().stream()
        .limit(range.limit())
        .map(e -> new Quote(symbol, e.getValue(), SIZE, e.getValue(), SIZE, e.getKey()))
        .toList();
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    List<Bar> bars = new ArrayList<>();
    Instant start = span.startOf(range.from(), NEW_YORK);
    while (!start.isAfter(range.to()) && bars.size() < range.limit()) {
      Instant first = start;
      Instant end = span.endOf(first, NEW_YORK);
      at(symbol, end.minusNanos(1))
          .filter(_ -> !first.isBefore(range.from()))
          .ifPresent(price -> bars.add(bar(symbol, first, price)));
      start = end;
    }
    return bars;
  }

  private static Bar bar(Symbol symbol, Instant start, Price price) {
    return new Bar(symbol, start, price, price, price, price, SIZE, 1, price);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return Optional.empty();
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return Optional.empty();
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return List.of();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    return () -> {};
  }
}
