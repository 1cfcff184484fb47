// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A living market that is made up: each quote is a function of seed, symbol and instant, so it
 * needs no state, is the same on every machine, and goes on after a restart as if nothing had
 * happened. Each instrument has its price, volatility, spread and sizes; its quote changes two to
 * five times a second, at irregular instants. Immutable.
 */
public final class SyntheticMarket implements Market {
  /** Streams of draws beside those of the path, whose octaves count from 0. */
  private static final long CHANGES = 100;

  private static final long SPREADS = 101;
  private static final long BID_SIZES = 102;
  private static final long ASK_SIZES = 103;
  private static final long SLOTS = 104;

  private static final long SHORTEST_SLOT_MILLIS = 200;
  private static final long SLOT_SPAN_MILLIS = 300;
  private static final long NANOS_PER_MICRO = 1000;

  private final Map<Symbol, Path> paths = new LinkedHashMap<>();

  /** The market of that seed, with the usual listings. */
  public SyntheticMarket(long seed) {
    for (Listing listing : Listings.ALL) {
      paths.put(listing.instrument().symbol(), new Path(seed, listing));
    }
  }

  @Override
  public List<Instrument> instruments() {
    return Listings.ALL.stream().map(Listing::instrument).toList();
  }

  @Override
  public Optional<Quote> quote(Symbol symbol, Instant at) {
    @Nullable Path path = paths.get(symbol);
    return path == null ? Optional.empty() : Optional.of(path.quote(at.toEpochMilli()));
  }

  @Override
  public Optional<Instant> nextChange(Symbol symbol, Instant at) {
    @Nullable Path path = paths.get(symbol);
    return path == null
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(path.nextChange(at.toEpochMilli())));
  }

  /** A change of a quote, and the quote since. */
  private record Change(long number, Quote quote) {}

  /** One instrument's quotes. Time is cut into slots; in each the quote changes once. */
  private static final class Path {
    private final Listing listing;
    private final Noise noise;
    private final long slotMillis;
    private final long baseMicros;

    /**
     * The last one asked for, mostly the next too. Whichever a thread sees, it looks at its number.
     */
    private @Nullable Change last;

    Path(long seed, Listing listing) {
      this.listing = listing;
      this.noise = new Noise(seed, listing.instrument().symbol(), listing.dailyVolatility());
      this.slotMillis = SHORTEST_SLOT_MILLIS + noise.draw(SLOTS, 0, SLOT_SPAN_MILLIS);
      this.baseMicros = listing.base().nanos() / NANOS_PER_MICRO;
    }

    Quote quote(long millis) {
      long number = latestChange(millis);
      Change known = last;
      if (known == null || known.number() != number) {
        known = new Change(number, quoteOf(number));
        last = known;
      }
      return known.quote();
    }

    long nextChange(long millis) {
      return changeMillis(latestChange(millis) + 1);
    }

    /** The number of the newest change at or before {@code millis}. */
    private long latestChange(long millis) {
      long slot = Math.floorDiv(millis, slotMillis);
      return changeMillis(slot) <= millis ? slot : slot - 1;
    }

    private long changeMillis(long change) {
      return change * slotMillis + noise.draw(CHANGES, change, slotMillis);
    }

    private Quote quoteOf(long change) {
      long millis = changeMillis(change);
      TickRule ticks = listing.instrument().ticks();
      Price mid = mid(millis);
      long tick = ticks.incrementAt(mid).nanos();
      // Half a spread below the middle, but never under one tick.
      long spreadTicks = spreadTicks(change);
      Price below = new Price(Math.max(tick, mid.nanos() - spreadTicks * tick / 2));
      Price bid = below.roundTo(ticks.incrementAt(below), RoundingMode.FLOOR);
      Price above = new Price(bid.nanos() + spreadTicks * tick);
      Price ask = above.roundTo(ticks.incrementAt(above), RoundingMode.CEILING);
      return new Quote(
          listing.instrument().symbol(),
          bid,
          size(BID_SIZES, change),
          ask,
          size(ASK_SIZES, change),
          Instant.ofEpochMilli(millis));
    }

    private Price mid(long millis) {
      long micros = baseMicros + baseMicros * noise.deviation(millis) / Noise.DEVIATION_UNIT;
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
}
