// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One symbol: its newest quote and trade, and who listens to it. News comes on the stream's thread
 * and, of what is newest, from requests; anybody may read.
 */
final class Ticker {
  /** How long the answer to a request counts as the newest, while no stream tells. */
  static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final Symbol symbol;

  private volatile List<GuardedListener> ears = List.of();
  private volatile @Nullable Quote quote;
  private volatile @Nullable Trade trade;

  /** When somebody looked last; nanoseconds of one clock. */
  private final AtomicLong quoteLooked;

  private final AtomicLong tradeLooked;
  private final Prints prints = new Prints();

  /** On the stream's thread: the newest that is still to be told. */
  private @Nullable Quote owedQuote;

  private @Nullable Trade owedTrade;

  /** Whether all is known from when the stream began to tell the symbol. */
  private volatile boolean quoteFollowed;

  private volatile boolean tradeFollowed;
  private volatile long followedSince;

  /** When the answered requests for the newest were begun; nanoseconds of the same clock. */
  private volatile long quoteAnswered;

  private volatile long tradeAnswered;

  /** Who waits for a price; guarded by this. */
  private final List<Waiting> waiting = new ArrayList<>();

  /** One who waits for what an order is valued by, or without a side for quote and trade. */
  private static final class Waiting {
    private final @Nullable Side side;
    private final Consumer<Optional<Price>> told;

    Waiting(@Nullable Side side, Consumer<Optional<Price>> told) {
      this.side = side;
      this.told = told;
    }
  }

  /** What to ask for next, for those who wait. */
  enum Wanted {
    QUOTE,
    TRADE,
    NOTHING
  }

  Ticker(Symbol symbol, long now) {
    this.symbol = symbol;
    long never = now - Long.MAX_VALUE / 2;
    quoteLooked = new AtomicLong(never);
    tradeLooked = new AtomicLong(never);
    followedSince = never;
    quoteAnswered = never;
    tradeAnswered = never;
  }

  /** The stream begins to tell it: what was known before may have been overtaken meanwhile. */
  synchronized void beginToFollow(long now) {
    followedSince = now;
    quoteFollowed = false;
    tradeFollowed = false;
  }

  /** A request for the newest quote, begun then, was answered: what is kept is the newest. */
  synchronized void quoteAnswered(long begun) {
    quoteAnswered = begun;
    quoteFollowed |= begun - followedSince >= 0;
  }

  /** The same of the trade. */
  synchronized void tradeAnswered(long begun) {
    tradeAnswered = begun;
    tradeFollowed |= begun - followedSince >= 0;
  }

  /**
   * What an order of {@code side} is valued by: the touch of the newest quote, or where nobody
   * quotes that side, as is usual at night, the newest trade. Empty where neither is known to be
   * the newest.
   *
   * @param told whether the stream tells the symbol
   */
  Optional<Price> reference(Side side, boolean told, long now) {
    if (!isNewest(quoteFollowed && told, quoteAnswered, now)) {
      return Optional.empty();
    }
    Quote known = quote;
    if (known != null && known.touch(side).isPositive()) {
      return Optional.of(known.touch(side));
    }
    Trade last = trade;
    return last != null && isNewest(tradeFollowed && told, tradeAnswered, now)
        ? Optional.of(last.price())
        : Optional.empty();
  }

  private static boolean isNewest(boolean followed, long answered, long now) {
    return followed || now - answered < FRESH_NANOS;
  }

  /** Notes one who waits; {@link #serve} tells it. */
  Runnable await(Side side, Consumer<Optional<Price>> told) {
    return await(new Waiting(side, told));
  }

  /** The same of one who waits until both quote and trade are the newest. */
  Runnable await(Runnable told) {
    return await(new Waiting(null, _ -> told.run()));
  }

  private Runnable await(Waiting entry) {
    synchronized (this) {
      waiting.add(entry);
    }
    return () -> {
      synchronized (this) {
        waiting.remove(entry);
      }
    };
  }

  /** Tells those who wait what is known now, or that there is nothing; says what to ask for. */
  Wanted serve(boolean told, long now) {
    boolean quoteKnown = isNewest(quoteFollowed && told, quoteAnswered, now);
    boolean tradeKnown = isNewest(tradeFollowed && told, tradeAnswered, now);
    List<Runnable> news = new ArrayList<>();
    Wanted wanted;
    synchronized (this) {
      for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
        Waiting one = each.next();
        Optional<Price> price =
            one.side == null ? Optional.empty() : reference(one.side, told, now);
        if (price.isPresent() || (quoteKnown && tradeKnown)) {
          news.add(() -> one.told.accept(price));
          each.remove();
        }
      }
      wanted = wanted(quoteKnown);
    }
    news.forEach(Runnable::run);
    return wanted;
  }

  private Wanted wanted(boolean quoteKnown) {
    if (waiting.isEmpty()) {
      return Wanted.NOTHING;
    }
    return quoteKnown ? Wanted.TRADE : Wanted.QUOTE;
  }

  synchronized void add(GuardedListener ear) {
    ears = Stream.concat(ears.stream(), Stream.of(ear)).toList();
  }

  synchronized void remove(GuardedListener ear) {
    ears = ears.stream().filter(each -> !each.equals(ear)).toList();
  }

  /** Whether anybody listens or waits. */
  synchronized boolean isHeard() {
    return !ears.isEmpty() || !waiting.isEmpty();
  }

  Optional<Quote> quote() {
    return Optional.ofNullable(quote);
  }

  Optional<Trade> trade() {
    return Optional.ofNullable(trade);
  }

  /** Notes that somebody looks at the quote; true where nobody did for that pause. */
  boolean lookAtQuote(long now, long pauseNanos) {
    return look(quoteLooked, now, pauseNanos);
  }

  /** The same of the trade. */
  boolean lookAtTrade(long now, long pauseNanos) {
    return look(tradeLooked, now, pauseNanos);
  }

  private static boolean look(AtomicLong looked, long now, long pauseNanos) {
    long before = looked.get();
    return now - before >= pauseNanos && looked.compareAndSet(before, now);
  }

  /** Takes a quote of the stream, and tells it if it is not older than the one before. */
  void take(Quote news) {
    if (follow(news)) {
      tell(news);
    }
  }

  /** Keeps a quote of the stream to be told later; true if another one is passed over for it. */
  boolean owe(Quote news) {
    if (!follow(news) || ears.isEmpty()) {
      return false;
    }
    boolean passed = owedQuote != null;
    owedQuote = news;
    return passed;
  }

  private boolean follow(Quote news) {
    if (!quoteFollowed) {
      quoteFollowed = true;
    }
    return keep(news);
  }

  private void tell(Quote news) {
    for (GuardedListener ear : ears) {
      ear.onQuote(news);
    }
  }

  /** Keeps a quote, wherever it came from; false if a newer one is known. */
  synchronized boolean keep(Quote news) {
    Quote before = quote;
    if (before != null && news.at().isBefore(before.at())) {
      return false;
    }
    quote = news;
    return true;
  }

  /** The same with a trade, after the quote that is owed. */
  void take(Price price, Quantity size, Instant at, @Nullable Side taker) {
    Trade kept = follow(price, size, at, taker);
    if (kept != null) {
      tellOwed();
      tell(kept);
    }
  }

  /** The same with a trade. */
  boolean owe(Price price, Quantity size, Instant at, @Nullable Side taker) {
    Trade kept = follow(price, size, at, taker);
    if (kept == null || ears.isEmpty()) {
      return false;
    }
    boolean passed = owedTrade != null;
    owedTrade = kept;
    return passed;
  }

  private @Nullable Trade follow(Price price, Quantity size, Instant at, @Nullable Side taker) {
    if (!tradeFollowed) {
      tradeFollowed = true;
    }
    return keep(price, size, at, taker);
  }

  private void tell(Trade news) {
    for (GuardedListener ear : ears) {
      ear.onTrade(news);
    }
  }

  /** Keeps a trade, wherever it came from; null if a newer one is known. */
  synchronized @Nullable Trade keep(Price price, Quantity size, Instant at, @Nullable Side taker) {
    Trade before = trade;
    if (before != null && at.isBefore(before.at())) {
      return null;
    }
    Trade kept = prints.next(symbol, price, size, at, taker);
    trade = kept;
    return kept;
  }

  /** Tells a bar, after what is owed: that was before the bar's end. */
  void take(Bar bar) {
    tellOwed();
    for (GuardedListener ear : ears) {
      ear.onBar(bar);
    }
  }

  /** Whether something was kept to be told later. */
  boolean owes() {
    return owedQuote != null || owedTrade != null;
  }

  /** Tells what was kept to be told later, in the order of time. */
  void tellOwed() {
    Quote quoted = owedQuote;
    Trade traded = owedTrade;
    owedQuote = null;
    owedTrade = null;
    boolean tradeFirst = quoted != null && traded != null && traded.at().isBefore(quoted.at());
    if (traded != null && tradeFirst) {
      tell(traded);
    }
    if (quoted != null) {
      tell(quoted);
    }
    if (traded != null && !tradeFirst) {
      tell(traded);
    }
  }
}
