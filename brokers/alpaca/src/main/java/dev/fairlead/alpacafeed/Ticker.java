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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One symbol: its newest quote and trade, and who listens to it. News comes on the stream's thread
 * and, of what is newest, from requests; anybody may read.
 */
final class Ticker {
  private final Symbol symbol;

  private volatile List<GuardedListener> ears = List.of();
  private volatile @Nullable Quote quote;
  private volatile @Nullable Trade trade;

  /** When somebody looked last; nanoseconds of one clock. */
  private final AtomicLong quoteLooked;

  private final AtomicLong tradeLooked;
  private final Prints prints = new Prints();

  Ticker(Symbol symbol, long now) {
    this.symbol = symbol;
    long never = now - Long.MAX_VALUE / 2;
    quoteLooked = new AtomicLong(never);
    tradeLooked = new AtomicLong(never);
  }

  synchronized void add(GuardedListener ear) {
    ears = Stream.concat(ears.stream(), Stream.of(ear)).toList();
  }

  synchronized void remove(GuardedListener ear) {
    ears = ears.stream().filter(each -> !each.equals(ear)).toList();
  }

  boolean isHeard() {
    return !ears.isEmpty();
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

  /**
   * Takes a quote of the stream, and tells it if it is not older than the one before.
   *
   * @param tell whether it is still news
   */
  void take(Quote news, boolean tell) {
    if (keep(news) && tell) {
      for (GuardedListener ear : ears) {
        ear.onQuote(news);
      }
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

  /** The same with a trade. */
  void take(Price price, Quantity size, Instant at, @Nullable Side taker, boolean tell) {
    Trade kept = keep(price, size, at, taker);
    if (kept != null && tell) {
      for (GuardedListener ear : ears) {
        ear.onTrade(kept);
      }
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

  void take(Bar bar, boolean tell) {
    if (tell) {
      for (GuardedListener ear : ears) {
        ear.onBar(bar);
      }
    }
  }
}
