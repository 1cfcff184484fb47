// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One made-up instrument: its quotes, and the trades at or between their prices. Both lie in {@link
 * Slots} of their own; a trade looks at the quote in force, so its price is one that could be had.
 * Thread-safe.
 */
final class SyntheticPath {
  /** Streams of draws beside those of the path, whose octaves count from 0. */
  private static final long CHANGES = 100;

  private static final long SPREADS = 101;
  private static final long BID_SIZES = 102;
  private static final long ASK_SIZES = 103;
  private static final long SLOTS = 104;
  private static final long TRADES = 105;

  private static final long SHORTEST_SLOT_MILLIS = 200;
  private static final long SLOT_SPAN_MILLIS = 300;
  private static final long NANOS_PER_MICRO = 1000;

  private final Listing listing;
  private final Symbol symbol;
  private final Noise noise;
  private final Slots changes;
  private final Slots prints;
  private final long baseMicros;

  /**
   * The last one asked for, mostly the next too. Whichever a thread sees, it looks at its number.
   */
  private @Nullable Change last;

  /** A change of the quote, and the quote since. */
  private record Change(long number, Quote quote) {}

  /** The prices of a quote. */
  record Touch(Price bid, Price ask) {}

  SyntheticPath(long seed, Listing listing, OpenHours hours) {
    this.listing = listing;
    this.symbol = listing.instrument().symbol();
    this.noise = new Noise(seed, symbol, listing.dailyVolatility());
    long slotMillis = SHORTEST_SLOT_MILLIS + noise.draw(SLOTS, 0, SLOT_SPAN_MILLIS);
    this.changes = new Slots(noise, CHANGES, slotMillis, hours);
    this.prints = new Slots(noise, TRADES, listing.tradeMillis(), hours);
    this.baseMicros = listing.base().nanos() / NANOS_PER_MICRO;
  }

  Quote quote(long millis) {
    long number = changes.latest(millis);
    Change known = last;
    if (known == null || known.number() != number) {
      known = new Change(number, quoteOf(number, noise::deviation));
      last = known;
    }
    return known.quote();
  }

  long nextChange(long millis) {
    return changes.millis(changes.after(changes.latest(millis)));
  }

  Series<Quote> quotes() {
    LongUnaryOperator walk = noise.walk();
    return new SlotSeries<>(changes.forReader(), number -> quoteOf(number, walk));
  }

  /** None of what is delisted: its quote is what it was last worth. */
  Series<Trade> trades() {
    if (!listing.instrument().tradable()) {
      return Series.empty();
    }
    LongUnaryOperator walk = noise.walk();
    Slots mine = changes.forReader();
    return new SyntheticTrades(
        listing, noise, prints.forReader(), millis -> touchOf(mine.latest(millis), walk));
  }

  private Quote quoteOf(long change, LongUnaryOperator walk) {
    Touch touch = touchOf(change, walk);
    return new Quote(
        symbol,
        touch.bid(),
        size(BID_SIZES, change),
        touch.ask(),
        size(ASK_SIZES, change),
        Instant.ofEpochMilli(changes.millis(change)));
  }

  private Touch touchOf(long change, LongUnaryOperator walk) {
    TickRule ticks = listing.instrument().ticks();
    Price mid = mid(walk.applyAsLong(changes.millis(change)));
    long tick = ticks.incrementAt(mid).nanos();
    // Half a spread below the middle, but never under one tick.
    long spreadTicks = spreadTicks(change);
    long below = Math.max(tick, mid.nanos() - spreadTicks * tick / 2);
    long bid = below - below % ticks.incrementAt(new Price(below)).nanos();
    long above = bid + spreadTicks * tick;
    long step = ticks.incrementAt(new Price(above)).nanos();
    return new Touch(new Price(bid), new Price((above + step - 1) / step * step));
  }

  private Price mid(long deviation) {
    long micros = baseMicros + baseMicros * deviation / Noise.DEVIATION_UNIT;
    return new Price(micros * NANOS_PER_MICRO);
  }

  /** Mostly the usual spread; now and then up to twice as wide. */
  private long spreadTicks(long change) {
    long usual = listing.spreadTicks();
    return noise.draw(SPREADS, change, 4) == 0
        ? usual + noise.draw(SPREADS, ~change, usual + 1)
        : usual;
  }

  /** Small sizes are more common than large ones: the smaller of two draws. */
  private Quantity size(long stream, long change) {
    long first = noise.draw(stream, change, listing.sizeSteps());
    long second = noise.draw(stream, ~change, listing.sizeSteps());
    return new Quantity(listing.sizeStep().nanos() * (1 + Math.min(first, second)));
  }
}
