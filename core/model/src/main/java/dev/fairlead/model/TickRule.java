// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Price;

/**
 * The smallest price steps: {@code fine} below {@code threshold}, {@code coarse} from it on. US
 * equities take cents from one dollar and hundredths of a cent below (SEC rule 612).
 */
public record TickRule(Price threshold, Price fine, Price coarse) {
  public static final TickRule US_EQUITY =
      new TickRule(Price.parse("1"), Price.parse("0.0001"), Price.parse("0.01"));

  /** One step at every price. */
  public static TickRule of(Price increment) {
    return new TickRule(Price.ZERO, increment, increment);
  }

  public Price incrementAt(Price price) {
    return price.compareTo(threshold) < 0 ? fine : coarse;
  }

  public boolean allows(Price price) {
    return price.isMultipleOf(incrementAt(price));
  }
}
