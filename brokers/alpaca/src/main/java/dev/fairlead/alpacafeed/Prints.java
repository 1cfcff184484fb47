// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes trades of one symbol's prints, which come in the order of time. What Alpaca does not give:
 *
 * <p>An id that grows: each exchange has numbers of its own. It is the microsecond of the trade, or
 * one more than the id before where several are of one.
 *
 * <p>Who came to the other: of shares nobody says. It is taken from the price, as usual: a buyer
 * where it rose, a seller where it fell, the same as before where it stayed. Not thread-safe.
 */
final class Prints {
  private long lastId;
  private long lastNanos;
  private Side lastTaker = Side.BUY;

  Trade next(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
    lastId = Math.max(lastId + 1, micros(at));
    Side guessed =
        price.nanos() == lastNanos ? lastTaker : price.nanos() > lastNanos ? Side.BUY : Side.SELL;
    lastTaker = taker == null ? guessed : taker;
    lastNanos = price.nanos();
    return new Trade(symbol, lastId, price, size, lastTaker, at);
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
