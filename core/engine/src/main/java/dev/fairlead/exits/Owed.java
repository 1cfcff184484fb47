// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.exits;

import dev.fairlead.model.Order;
import dev.fairlead.model.OrderSize;
import dev.fairlead.money.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many units a group has to leave, and has left.
 *
 * @param covered what is to be left by now: what the entry has filled, or the whole position
 * @param planned what is to be left in the end, as far as anybody can say
 * @param exited what the exits have filled
 */
public record Owed(Quantity covered, Quantity planned, Quantity exited) {
  /** What a group of these orders owes; {@code entry} is null for a position that was there. */
  public static Owed of(@Nullable Order entry, List<Order> exits) {
    Quantity exited = exits.stream().map(Order::filled).reduce(Quantity.ZERO, Quantity::plus);
    if (entry == null) {
      Quantity position =
          exits.isEmpty() ? Quantity.ZERO : units(exits.getFirst().request().size());
      return new Owed(position, position, exited);
    }
    Quantity filled = entry.filled();
    boolean open = entry.status().isOpen();
    Quantity planned = open ? Quantity.max(filled, units(entry.request().size())) : filled;
    return new Owed(filled, planned, exited);
  }

  private static Quantity units(OrderSize size) {
    return size.units().orElse(Quantity.ZERO);
  }

  /** What is still to be left; negative where more was left than there was. */
  public Quantity left() {
    return covered.minus(exited);
  }

  /** What an exit would be for if it left all the rest, with what it has filled. */
  public Quantity size(Order exit) {
    return exit.filled().plus(Quantity.max(Quantity.ZERO, planned.minus(exited)));
  }
}
