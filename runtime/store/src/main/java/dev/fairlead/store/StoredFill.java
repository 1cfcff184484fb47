// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * An execution that counts, and the order after it.
 *
 * @param place of its first booking; it stays when the fill is corrected, so it serves as a cursor
 * @param account the broker account that it was booked for
 * @param cumulative what of the order was filled after it
 * @param leaves what of the order could still fill after it; null for an order by value
 * @param orderStatus the order's after it
 */
public record StoredFill(
    EventPlace place,
    BrokerAccount account,
    OrderId order,
    PlacementId placement,
    Principal principal,
    Fill fill,
    Quantity cumulative,
    @Nullable Quantity leaves,
    OrderStatus orderStatus) {

  static StoredFill of(
      EventPlace place, BrokerAccount account, PlacementId placement, Fill fill, Order after) {
    return new StoredFill(
        place,
        account,
        after.id(),
        placement,
        after.principal(),
        fill,
        after.filled(),
        after.size().units().map(units -> leaves(after, units)).orElse(null),
        after.status());
  }

  private static Quantity leaves(Order after, Quantity units) {
    return after.status().isOpen()
        ? Quantity.max(Quantity.ZERO, units.minus(after.filled()))
        : Quantity.ZERO;
  }

  StoredFill firstSeen(EventPlace earlier) {
    return new StoredFill(
        earlier, account, order, placement, principal, fill, cumulative, leaves, orderStatus);
  }
}
