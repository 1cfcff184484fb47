// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.money.Price;

/** What came of waiting for a price to value an order by. */
public sealed interface Reference {
  /** The touch of the newest quote, or the newest trade. */
  record Known(Price price) implements Reference {}

  /** The brokers say that there is none, nobody could be asked, or the time is over. */
  record Nothing() implements Reference {}

  /** As many orders wait as may; nobody was asked for this one. */
  record Crowded(int waiting) implements Reference {}
}
