// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.Optional;

/** How much an order is for: a number of units, or an amount of money to spend or raise. */
public sealed interface OrderSize {
  /** So many units: Alpaca's {@code qty}. */
  record Units(Quantity quantity) implements OrderSize {}

  /** So much money, whatever number of units it buys: Alpaca's {@code notional}. */
  record Value(Money money) implements OrderSize {}

  /** The number of units, where the order names one. */
  default Optional<Quantity> units() {
    return switch (this) {
      case Units(Quantity quantity) -> Optional.of(quantity);
      case Value _ -> Optional.empty();
    };
  }
}
