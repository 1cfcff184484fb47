// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Arrays;

/**
 * The recorded quotes of one instrument, oldest first, packed: a day of ticks is a million quotes.
 * Immutable.
 */
public final class QuoteTape implements Timeline {
  private final Symbol symbol;
  private final long[] millis;
  private final long[] rows;

  private QuoteTape(Symbol symbol, long[] millis, long[] rows) {
    this.symbol = symbol;
    this.millis = millis;
    this.rows = rows;
  }

  public Symbol symbol() {
    return symbol;
  }

  /** How many quotes there are. */
  @Override
  public int size() {
    return millis.length;
  }

  @Override
  public Instant at(int index) {
    return Instant.ofEpochMilli(millis[index]);
  }

  @Override
  public int latest(Instant at) {
    int found = Arrays.binarySearch(millis, at.toEpochMilli());
    return found >= 0 ? found : -found - 2;
  }

  /** The quote of that index, said to have come at {@code at}. */
  Quote quote(int index, Instant at) {
    int row = index * Builder.COLUMNS;
    return new Quote(
        symbol,
        new Price(rows[row]),
        new Quantity(rows[row + 1]),
        new Price(rows[row + 2]),
        new Quantity(rows[row + 3]),
        at);
  }

  /** Collects quotes in the order of time. */
  public static final class Builder {
    private static final int COLUMNS = 4;

    private final Symbol symbol;
    private long[] millis = new long[1024];
    private long[] rows = new long[1024 * COLUMNS];
    private int size;

    public Builder(Symbol symbol) {
      this.symbol = symbol;
    }

    /**
     * Adds the quote that holds from {@code epochMillis} on. Of several in one millisecond the last
     * counts. A quote that no market shows (bid not under ask, or a price or size that is not
     * positive) is left out, and so is one that changes nothing.
     *
     * @throws IllegalArgumentException if it is older than the one before
     */
    public Builder add(long epochMillis, Price bid, Quantity bidSize, Price ask, Quantity askSize) {
      if (size > 0 && epochMillis < millis[size - 1]) {
        throw new IllegalArgumentException("older than the row before");
      }
      boolean sound =
          bid.isPositive()
              && bid.compareTo(ask) < 0
              && bidSize.isPositive()
              && askSize.isPositive();
      if (sound && !repeats(bid, bidSize, ask, askSize)) {
        put(epochMillis, bid, bidSize, ask, askSize);
      }
      return this;
    }

    private boolean repeats(Price bid, Quantity bidSize, Price ask, Quantity askSize) {
      int row = (size - 1) * COLUMNS;
      return size > 0
          && rows[row] == bid.nanos()
          && rows[row + 1] == bidSize.nanos()
          && rows[row + 2] == ask.nanos()
          && rows[row + 3] == askSize.nanos();
    }

    private void put(long epochMillis, Price bid, Quantity bidSize, Price ask, Quantity askSize) {
      if (size == 0 || millis[size - 1] != epochMillis) {
        if (size == millis.length) {
          millis = Arrays.copyOf(millis, 2 * size);
          rows = Arrays.copyOf(rows, 2 * size * COLUMNS);
        }
        millis[size] = epochMillis;
        size++;
      }
      int row = (size - 1) * COLUMNS;
      rows[row] = bid.nanos();
      rows[row + 1] = bidSize.nanos();
      rows[row + 2] = ask.nanos();
      rows[row + 3] = askSize.nanos();
    }

    /** How many quotes there are so far. */
    public int size() {
      return size;
    }

    public QuoteTape build() {
      return new QuoteTape(
          symbol, Arrays.copyOf(millis, size), Arrays.copyOf(rows, size * COLUMNS));
    }
  }
}
