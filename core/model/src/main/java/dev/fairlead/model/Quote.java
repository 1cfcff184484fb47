// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;

/** The top of an instrument's book: the best prices and how much is there at each. */
public record Quote(
    Symbol symbol, Price bid, Quantity bidSize, Price ask, Quantity askSize, Instant at) {

  /** The price that an order of {@code side} would meet: a buy the ask, a sell the bid. */
  public Price touch(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  public Quantity touchSize(Side side) {
    return side == Side.BUY ? askSize : bidSize;
  }

  /** Half way between bid and ask, rounded down to 10⁻⁹. */
  public Price mid() {
    return new Price(bid.nanos() + (ask.nanos() - bid.nanos()) / 2);
  }
}
