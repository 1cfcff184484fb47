// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.OrderId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;

/**
 * A price that the market may reach: the one that an order of {@code side} would meet, at {@code
 * price} or beyond.
 *
 * @param order whom it is watched for; one order has one target at most
 * @param direction from where the market would come
 */
public record PriceTarget(
    OrderId order, Symbol symbol, Side side, Price price, Direction direction) {
  /** From where a price is reached. */
  public enum Direction {
    FROM_BELOW,
    FROM_ABOVE
  }

  /** Whether this quote shows it; one without a price on that side shows nothing. */
  public boolean isReachedBy(Quote quote) {
    Price touch = quote.touch(side);
    return quote.symbol().equals(symbol)
        && touch.isPositive()
        && switch (direction) {
          case FROM_BELOW -> touch.compareTo(price) >= 0;
          case FROM_ABOVE -> touch.compareTo(price) <= 0;
        };
  }
}
