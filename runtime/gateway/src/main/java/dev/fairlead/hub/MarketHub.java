// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The market data of all links as those of one. A symbol is read and heard at the first link that
 * lists it, the primary one first; one that is down stands back for one that is up. However many
 * listen to a symbol, there is one subscription to it; it is made anew when its link comes back,
 * and moves to another link when its own goes down or a better one comes up. Thread-safe.
 */
public final class MarketHub implements MarketData, AutoCloseable {
  private final Collection<? extends MarketSource> links;
  private final Listings listings;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what its channels are subscribed to. */
  private final Map<Symbol, MarketChannel> channels = new LinkedHashMap<>();

  private final Seating seating = new Seating();
  private final References references = new References();
  private volatile @Nullable HeldPrices held;
  private boolean closed;

  /** Of those links, the primary one first; the collection is read later. */
  public MarketHub(Collection<? extends MarketSource> links) {
    this.links = links;
    listings = new Listings(links);
  }

  /** What the accounts list, as one list. */
  public Listings listings() {
    return listings;
  }

  /** Keeps the prices of what {@code positions} has known from now on. Once. */
  public void keepKnown(Supplier<List<Position>> positions) {
    var keeper = new HeldPrices(this, positions);
    held = keeper;
    keeper.start();
  }

  /** What every order brings along of them for its routing. */
  public Places places() {
    return new Places(links);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    // Not as a stream: every order asks.
    for (MarketSource link : links) {
      Optional<Quote> quote = link.quote(symbol);
      if (quote.isPresent()) {
        return quote;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    for (MarketSource link : links) {
      Optional<Price> price = link.reference(symbol, side);
      if (price.isPresent()) {
        return price;
      }
    }
    return Optional.empty();
  }

  /**
   * The same, asked for where it is not known. Waits for no longer than {@code limit}, on the
   * caller's thread.
   */
  public Reference awaitReference(Symbol symbol, Side side, Duration limit) {
    return references.await(all(link -> link.isUp() && link.lists(symbol)), symbol, side, limit);
  }

  private List<MarketSource> all(Predicate<MarketSource> wanted) {
    return links.stream().map(MarketSource.class::cast).filter(wanted).toList();
  }

  @Override
  public void refresh(Set<Symbol> symbols, Duration limit) {
    Map<MarketData, Set<Symbol>> asked = new LinkedHashMap<>();
    for (Symbol symbol : symbols) {
      asked.computeIfAbsent(reads(symbol), _ -> new LinkedHashSet<>()).add(symbol);
    }
    long end = System.nanoTime() + limit.toNanos();
    asked.forEach((market, some) ->
        market.refresh(some, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }

  /** As the primary account tells it. */
  @Override
  public TradingCalendar usEquities() {
    return first(_ -> true).map(MarketSource::marketData).orElse(MarketData.none()).usEquities();
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return reads(symbol).trade(symbol);
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return reads(symbol).quotes(symbol, range);
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return reads(symbol).trades(symbol, range);
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return reads(symbol).bars(symbol, span, range);
  }

  /** A link that is down may still answer, so it is better than none. */
  private MarketData reads(Symbol symbol) {
    return first(link -> link.isUp() && link.lists(symbol))
        .or(() -> first(link -> link.lists(symbol)))
        .map(MarketSource::marketData)
        .orElse(MarketData.none());
  }

  private Optional<MarketSource> first(Predicate<MarketSource> wanted) {
    return links.stream().map(MarketSource.class::cast).filter(wanted).findFirst();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    Set<Symbol> heard = new TreeSet<>(symbols);
    GuardedListener ear = new GuardedListener(listener);
    List<Future<?>> begun = new ArrayList<>();
    lock.lock();
    try {
      if (closed) {
        return () -> {};
      }
      for (Symbol symbol : heard) {
        MarketChannel channel =
            channels.computeIfAbsent(symbol, one -> new MarketChannel(one, seating));
        channel.add(ear);
        seat(channel).ifPresent(begun::add);
      }
    } finally {
      lock.unlock();
    }
    Seating.await(begun);
    return () -> leave(heard, ear);
  }

  private void leave(Set<Symbol> symbols, GuardedListener ear) {
    ear.end();
    List<Future<?>> begun = new ArrayList<>();
    lock.lock();
    try {
      for (Symbol symbol : symbols) {
        @Nullable MarketChannel channel = channels.get(symbol);
        if (channel != null && channel.remove(ear)) {
          channels.remove(symbol);
          channel.leave().ifPresent(begun::add);
        }
      }
    } finally {
      lock.unlock();
    }
    Seating.await(begun);
  }

  /** A link has come up or gone down: every symbol is heard where it now is best heard. */
  public void linksChanged() {
    List<Future<?>> begun = new ArrayList<>();
    lock.lock();
    try {
      channels.values().forEach(channel -> seat(channel).ifPresent(begun::add));
    } finally {
      lock.unlock();
    }
    Seating.await(begun);
    HeldPrices keeper = held;
    if (keeper != null) {
      keeper.wake();
    }
  }

  /** Where nobody is up that lists the symbol it stays where it is, and silent. */
  private Optional<Future<?>> seat(MarketChannel channel) {
    return first(link -> link.isUp() && link.lists(channel.symbol())).flatMap(channel::moveTo);
  }

  /** Ends every subscription. */
  @Override
  public void close() {
    references.close();
    HeldPrices keeper = held;
    if (keeper != null) {
      keeper.close();
    }
    lock.lock();
    try {
      closed = true;
      channels.values().forEach(MarketChannel::leave);
      channels.clear();
    } finally {
      lock.unlock();
    }
    seating.close();
  }

  /** How many subscriptions there are to links. */
  public int subscriptions() {
    lock.lock();
    try {
      return (int) channels.values().stream().filter(MarketChannel::isHeard).count();
    } finally {
      lock.unlock();
    }
  }
}
