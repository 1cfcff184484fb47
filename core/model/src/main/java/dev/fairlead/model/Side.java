// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Quantity;

/** Which way an order moves the position. */
public enum Side {
  BUY,
  SELL;

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  /** {@code quantity} as a change of position: positive for a buy, negative for a sell. */
  public Quantity signed(Quantity quantity) {
    return this == BUY ? quantity : quantity.negate();
  }
}
