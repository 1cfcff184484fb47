// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import dev.fairlead.model.Symbol;
import dev.fairlead.money.Int128;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Trades summed up, exactly: what a {@link Bar} is made of, and bars of bars. Trades and tallies
 * are added in the order of time. Not thread-safe.
 */
public final class Tally {
  private long trades;
  private long open;
  private long high;
  private long low;
  private long close;
  private long volume;
  private Int128 value = Int128.ZERO;

  /** One of no trades yet. */
  public Tally() {}

  /** Adds the next trade; throws {@link ArithmeticException} beyond what a quantity holds. */
  public void add(Trade trade) {
    long price = trade.price().nanos();
    long size = trade.size().nanos();
    add(price, price, price, price, 1, size, Int128.product(price, size));
  }

  /** Adds what {@code later} has summed up, and leaves it as it is. */
  public void add(Tally later) {
    if (later.trades > 0) {
      add(later.open, later.high, later.low, later.close, later.trades, later.volume, later.value);
    }
  }

  private void add(
      long first, long highest, long lowest, long last, long count, long size, Int128 paid) {
    volume = Math.addExact(volume, size);
    value = value.plus(paid);
    open = trades == 0 ? first : open;
    high = trades == 0 ? highest : Math.max(high, highest);
    low = trades == 0 ? lowest : Math.min(low, lowest);
    close = last;
    trades += count;
  }

  /** How many trades there were. */
  public long trades() {
    return trades;
  }

  /** The bar that begins at {@code start}; empty if nothing was traded. */
  public Optional<Bar> bar(Symbol symbol, Instant start) {
    if (trades == 0) {
      return Optional.empty();
    }
    Quantity traded = new Quantity(volume);
    return Optional.of(
        new Bar(
            symbol,
            start,
            new Price(open),
            new Price(high),
            new Price(low),
            new Price(close),
            traded,
            trades,
            new Notional(value).average(traded, RoundingMode.HALF_EVEN)));
  }
}
