// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a replace asks to change; null leaves a term as it is. {@code trail} is in the unit of the
 * order's own trail, money or per cent, both exact at 10⁻⁹.
 */
public record OrderChanges(
    @Nullable Quantity quantity,
    @Nullable TimeInForce timeInForce,
    @Nullable Price limitPrice,
    @Nullable Price stopPrice,
    @Nullable Price trail) {

  public static final OrderChanges NONE = new OrderChanges(null, null, null, null, null);

  public OrderChanges quantity(String changed) {
    return new OrderChanges(Quantity.parse(changed), timeInForce, limitPrice, stopPrice, trail);
  }

  public OrderChanges limit(String changed) {
    return new OrderChanges(quantity, timeInForce, Price.parse(changed), stopPrice, trail);
  }
}
