// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The recorded trades of one instrument, oldest first, packed. Immutable. */
public final class TradeTape implements Timeline {
  private final Symbol symbol;
  private final long[] millis;
  private final long[] prices;
  private final long[] sizes;

  private TradeTape(Symbol symbol, long[] millis, long[] prices, long[] sizes) {
    this.symbol = symbol;
    this.millis = millis;
    this.prices = prices;
    this.sizes = sizes;
  }

  public Symbol symbol() {
    return symbol;
  }

  /** How many trades there are. */
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
    // By hand: of several in one millisecond it is the last.
    int low = 0;
    int high = millis.length;
    long until = at.toEpochMilli();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millis[middle] <= until) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The trade of that index, said to have happened at {@code at}, beside those quotes. */
  Trade trade(int index, Instant at, QuoteTape quotes) {
    return new Trade(
        symbol,
        index + 1L,
        new Price(prices[index]),
        new Quantity(sizes[index]),
        taker(index, quotes),
        at);
  }

  private Side taker(int index, QuoteTape quotes) {
    int quote = quotes.latest(at(index));
    long before = index == 0 ? 0 : prices[index - 1];
    long middle = quote < 0 ? prices[index] : quotes.quote(quote, at(index)).mid().nanos();
    int way = Long.compare(prices[index], middle);
    return (way == 0 ? Long.compare(prices[index], before) : way) >= 0 ? Side.BUY : Side.SELL;
  }

  /** Those of the trades whose instants are {@code played}. */
  TradeTape playing(Predicate<Instant> played) {
    int[] kept = IntStream.range(0, size()).filter(index -> played.test(at(index))).toArray();
    return new TradeTape(symbol, pick(millis, kept), pick(prices, kept), pick(sizes, kept));
  }

  private static long[] pick(long[] values, int[] indices) {
    return Arrays.stream(indices).mapToLong(index -> values[index]).toArray();
  }

  /** Collects trades in the order of time. */
  public static final class Builder {
    private final Symbol symbol;
    private long[] millis = new long[1024];
    private long[] prices = new long[1024];
    private long[] sizes = new long[1024];
    private int size;

    public Builder(Symbol symbol) {
      this.symbol = symbol;
    }

    /**
     * Adds a trade; one without a positive price and size is left out.
     *
     * @throws IllegalArgumentException if it is older than the one before
     */
    public Builder add(long epochMillis, Price price, Quantity traded) {
      if (size > 0 && epochMillis < millis[size - 1]) {
        throw new IllegalArgumentException("older than the row before");
      }
      if (price.isPositive() && traded.isPositive()) {
        if (size == millis.length) {
          millis = Arrays.copyOf(millis, 2 * size);
          prices = Arrays.copyOf(prices, 2 * size);
          sizes = Arrays.copyOf(sizes, 2 * size);
        }
        millis[size] = epochMillis;
        prices[size] = price.nanos();
        sizes[size] = traded.nanos();
        size++;
      }
      return this;
    }

    /** How many trades there are so far. */
    public int size() {
      return size;
    }

    public TradeTape build() {
      return new TradeTape(
          symbol,
          Arrays.copyOf(millis, size),
          Arrays.copyOf(prices, size),
          Arrays.copyOf(sizes, size));
    }
  }
}
