// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A market in which a trade happens every millisecond, by turns in the symbols that are subscribed
 * to. A trade's id is the microsecond, of {@link System#nanoTime}, at which it was to happen, so
 * that whoever hears it knows how long that took, in another process too (one machine has one such
 * clock).
 */
final class Metronome implements MarketData, AutoCloseable {
  private static final long BEAT_NANOS = 1_000_000;
  private static final long LOOK_NANOS = 10_000_000;
  private static final Price PRICE = Price.parse("246.08");
  private static final Quantity SIZE = Quantity.of(100);

  private final Map<Symbol, MarketListener> listeners = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("metronome").unstarted(this::run);
  private volatile boolean closed;

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      List<Map.Entry<Symbol, MarketListener>> symbols = List.copyOf(listeners.entrySet());
      if (symbols.isEmpty()) {
        LockSupport.parkNanos(LOOK_NANOS);
      } else {
        beat(symbols);
      }
    }
  }

  /** As long as the same symbols are listened to, on a grid of time that nothing shifts. */
  private void beat(List<Map.Entry<Symbol, MarketListener>> symbols) {
    long start = System.nanoTime();
    for (int i = 1; !closed && symbols.size() == listeners.size(); i++) {
      long due = start + i * BEAT_NANOS;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Map.Entry<Symbol, MarketListener> next = symbols.get(i % symbols.size());
      next.getValue()
          .onTrade(new Trade(next.getKey(), due / 1_000, PRICE, SIZE, Side.BUY, Instant.EPOCH));
    }
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    symbols.forEach(symbol -> listeners.put(symbol, listener));
    return () -> symbols.forEach(listeners::remove);
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
  public List<Quote> quotes(Symbol symbol, Range range) {
    return List.of();
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return List.of();
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
  }
}
