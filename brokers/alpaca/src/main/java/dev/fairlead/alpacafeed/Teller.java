// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what a stream brings. Where more comes than they take, what waits gets older and
 * older; so once it is late, of each symbol only the newest is told, from time to time and when
 * nothing waits any more, and the rest is counted. A quote is thinned out sooner than a trade,
 * because the next one replaces it; a bar is always told. On the stream's thread only.
 */
final class Teller {
  /** From this age on, until all has been caught up with, only the newest quote is told. */
  static final Duration QUOTES_LATE = Duration.ofSeconds(1);

  /** The same of trades. */
  static final Duration TRADES_LATE = Duration.ofSeconds(5);

  /** What waited for less has not waited. */
  static final Duration CAUGHT_UP = Duration.ofMillis(50);

  /** So often the newest is told meanwhile, as far as somebody listens quickly enough. */
  static final Duration TELL_EVERY = Duration.ofMillis(250);

  private final Tickers tickers;
  private final Consumer<LinkSignal> signals;
  private final Set<Ticker> owing = new LinkedHashSet<>();
  private boolean quotesLate;
  private boolean tradesLate;
  private long toldNanos;
  private long quotes;
  private long trades;

  /**
   * One that is not late.
   *
   * @param signals hears what was passed over; must not wait
   */
  Teller(Tickers tickers, Consumer<LinkSignal> signals) {
    this.tickers = tickers;
    this.signals = signals;
  }

  /**
   * Another message is about to be read.
   *
   * @param now nanoseconds, as {@link System#nanoTime} has them
   * @param waitedNanos since it came
   */
  void begin(long now, long waitedNanos) {
    if (waitedNanos < CAUGHT_UP.toNanos()) {
      caughtUp();
      return;
    }
    if (!quotesLate && waitedNanos >= QUOTES_LATE.toNanos()) {
      quotesLate = true;
      toldNanos = now;
    }
    tradesLate |= waitedNanos >= TRADES_LATE.toNanos();
    if (quotesLate && now - toldNanos >= TELL_EVERY.toNanos()) {
      tellOwed();
      toldNanos = now;
    }
  }

  /** Nothing waits any more, so nothing newer is about to come. */
  void caughtUp() {
    if (quotesLate) {
      quotesLate = false;
      tradesLate = false;
      tellOwed();
    }
  }

  /** Tells what is newest, and what was passed over for it. */
  private void tellOwed() {
    owing.forEach(Ticker::tellOwed);
    owing.clear();
    if (quotes > 0 || trades > 0) {
      signals.accept(new LinkSignal.Skipped(LinkSignal.Channel.MARKET_STREAM, quotes, trades));
      quotes = 0;
      trades = 0;
    }
  }

  void quote(Quote quote) {
    Ticker ticker = tickers.of(quote.symbol());
    if (!quotesLate) {
      ticker.take(quote);
    } else {
      boolean owed = ticker.owes();
      if (ticker.owe(quote)) {
        quotes++;
      }
      note(ticker, owed);
    }
  }

  void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
    Ticker ticker = tickers.of(symbol);
    if (!tradesLate) {
      ticker.take(price, size, at, taker);
    } else {
      boolean owed = ticker.owes();
      if (ticker.owe(price, size, at, taker)) {
        trades++;
      }
      note(ticker, owed);
    }
  }

  private void note(Ticker ticker, boolean owed) {
    if (!owed && ticker.owes()) {
      owing.add(ticker);
    }
  }

  void bar(Bar bar) {
    tickers.of(bar.symbol()).take(bar);
  }
}
