// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import java.util.Optional;

/** At what price an order trades, with exactly the prices that its type has. */
public sealed interface OrderTerms {
  /** At the best price there is. */
  record Market() implements OrderTerms {}

  /** At {@code limit} or better. */
  record Limit(Price limit) implements OrderTerms {}

  /** A market order once the market trades at {@code stop} or beyond. */
  record Stop(Price stop) implements OrderTerms {}

  /** A limit order once the market trades at {@code stop} or beyond. */
  record StopLimit(Price stop, Price limit) implements OrderTerms {}

  /** A stop that follows the best price since submission at a distance of {@code trail}. */
  record TrailingAmount(Price trail) implements OrderTerms {}

  /** A stop that follows the best price since submission at {@code trail} per cent of it. */
  record TrailingPercent(Percent trail) implements OrderTerms {}

  default OrderType type() {
    return switch (this) {
      case Market() -> OrderType.MARKET;
      case Limit _ -> OrderType.LIMIT;
      case Stop _ -> OrderType.STOP;
      case StopLimit _ -> OrderType.STOP_LIMIT;
      case TrailingAmount _, TrailingPercent _ -> OrderType.TRAILING_STOP;
    };
  }

  default Optional<Price> limitPrice() {
    return switch (this) {
      case Limit(Price limit) -> Optional.of(limit);
      case StopLimit(Price _, Price limit) -> Optional.of(limit);
      case Market(), Stop _, TrailingAmount _, TrailingPercent _ -> Optional.empty();
    };
  }

  default Optional<Price> stopPrice() {
    return switch (this) {
      case Stop(Price stop) -> Optional.of(stop);
      case StopLimit(Price stop, Price _) -> Optional.of(stop);
      case Market(), Limit _, TrailingAmount _, TrailingPercent _ -> Optional.empty();
    };
  }
}
