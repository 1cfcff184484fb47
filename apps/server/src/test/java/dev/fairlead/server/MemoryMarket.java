// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketDataException;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** A market of what a test has put into it. What is put in is told to those who listen. */
final class MemoryMarket implements MarketData {
  private final List<Quote> quotes = new CopyOnWriteArrayList<>();
  private final List<Trade> trades = new CopyOnWriteArrayList<>();
  private final Map<BarSpan, List<Bar>> bars = new ConcurrentHashMap<>();
  private final Map<Symbol, List<MarketListener>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger trade = new AtomicInteger();

  volatile TradingCalendar hours = TradingCalendar.US_EQUITIES;

  /** Of which symbols the newest was asked for, before it was looked at. */
  final List<String> refreshed = new CopyOnWriteArrayList<>();

  /** Its quotes cannot be read as long as this says why. */
  volatile Optional<String> outage = Optional.empty();

  /** Adds a trade at {@code at}, numbered as they come. */
  Trade trade(String symbol, String price, String size, String at) {
    Trade made =
        new Trade(
            new Symbol(symbol),
            trade.incrementAndGet(),
            Price.parse(price),
            Quantity.parse(size),
            Side.BUY,
            Instant.parse(at));
    trades.add(made);
    listeners(made.symbol()).forEach(listener -> listener.onTrade(made));
    return made;
  }

  Quote quote(String symbol, String bid, String ask, String at) {
    Quantity size = Quantity.of(200);
    Quote made =
        new Quote(
            new Symbol(symbol), Price.parse(bid), size, Price.parse(ask), size, Instant.parse(at));
    quotes.add(made);
    listeners(made.symbol()).forEach(listener -> listener.onQuote(made));
    return made;
  }

  Bar bar(String symbol, BarSpan span, String close, String start) {
    Price price = Price.parse(close);
    Bar made =
        new Bar(
            new Symbol(symbol),
            Instant.parse(start),
            price,
            price,
            price,
            price,
            Quantity.of(1_000),
            7,
            Price.parse(close + "123"));
    bars.computeIfAbsent(span, _ -> new CopyOnWriteArrayList<>()).add(made);
    if (span.equals(BarSpan.MINUTE)) {
      listeners(made.symbol()).forEach(listener -> listener.onBar(made));
    }
    return made;
  }

  /** How many subscriptions there are to a symbol. */
  int subscriptions(String symbol) {
    return listeners(new Symbol(symbol)).size();
  }

  private List<MarketListener> listeners(Symbol symbol) {
    return listeners.computeIfAbsent(symbol, _ -> new CopyOnWriteArrayList<>());
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return quotes.reversed().stream().filter(quote -> quote.symbol().equals(symbol)).findFirst();
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return trades.reversed().stream().filter(trade -> trade.symbol().equals(symbol)).findFirst();
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    outage.ifPresent(why -> {
      throw new MarketDataException(why);
    });
    return in(range, quotes.stream().filter(item -> item.symbol().equals(symbol)), Quote::at);
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return in(range, trades.stream().filter(item -> item.symbol().equals(symbol)), Trade::at);
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    Stream<Bar> all = bars.getOrDefault(span, List.of()).stream();
    return in(range, all.filter(item -> item.symbol().equals(symbol)), Bar::start);
  }

  /** In the order in which they were put in, which is that of time. */
  private static <T> List<T> in(Range range, Stream<T> items, Function<T, Instant> at) {
    List<T> found =
        items
            .filter(item -> !at.apply(item).isBefore(range.from()))
            .filter(item -> !at.apply(item).isAfter(range.to()))
            .toList();
    List<T> ordered = range.newestFirst() ? found.reversed() : found;
    return ordered.stream().limit(range.limit()).toList();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    symbols.forEach(symbol -> listeners(symbol).add(listener));
    return () -> symbols.forEach(symbol -> listeners(symbol).remove(listener));
  }

  @Override
  public TradingCalendar usEquities() {
    return hours;
  }

  @Override
  public void refresh(Set<Symbol> symbols, Duration limit) {
    refreshed.add(symbols.toString());
  }
}
