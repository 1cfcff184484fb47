// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;

/**
 * What an open placement binds of its account: units of the position that it closes, or else money
 * for the position that it opens.
 *
 * @param worst the price that the money was reckoned with; zero when this closes
 */
record Claim(boolean closes, Price worst, Quantity units, Money money) {
  static Claim closing(Quantity units, Money none) {
    return new Claim(true, Price.ZERO, units, none);
  }

  static Claim opening(Price worst, Money money) {
    return new Claim(false, worst, Quantity.ZERO, money);
  }
}
