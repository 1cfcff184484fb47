// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.exits;

import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The orders that a request brings along, held until there is something to leave. */
public final class Legs {
  private record Leg(Role role, OrderTerms terms) {}

  private Legs() {}

  /** The place of the order that brings such exits; null for one that brings none. */
  public static @Nullable Group parent(OrderId order, Exits exits) {
    OrderClass orderClass = exits.orderClass();
    return switch (orderClass) {
      case SIMPLE -> null;
      case BRACKET, OTO -> new Group(order, orderClass, Role.ENTRY);
      case OCO -> new Group(order, orderClass, Role.TAKE_PROFIT);
    };
  }

  /**
   * The legs of {@code parent}, the take-profit first.
   *
   * @param ids as many as there are legs
   * @param placements gives ids for their first placements
   */
  public static List<Order> of(Order parent, List<OrderId> ids, Supplier<PlacementId> placements) {
    List<Order> legs = new ArrayList<>();
    for (Leg leg : legs(parent.request().exits())) {
      legs.add(order(parent, leg, ids.get(legs.size()), placements.get()));
    }
    return legs;
  }

  private static List<Leg> legs(Exits exits) {
    return switch (exits) {
      case Exits.None() -> List.of();
      case Exits.Bracket(OrderTerms.Limit profit, OrderTerms loss) ->
          List.of(new Leg(Role.TAKE_PROFIT, profit), new Leg(Role.STOP_LOSS, loss));
      case Exits.Oco(OrderTerms loss) -> List.of(new Leg(Role.STOP_LOSS, loss));
      case Exits.Oto(OrderTerms.Limit profit) -> List.of(new Leg(Role.TAKE_PROFIT, profit));
      case Exits.Oto(OrderTerms loss) -> List.of(new Leg(Role.STOP_LOSS, loss));
    };
  }

  private static Order order(Order parent, Leg leg, OrderId id, PlacementId placement) {
    OrderRequest asked = parent.request();
    Side side = parent.isExit() ? asked.side() : asked.side().opposite();
    return new Order(
        id,
        parent.principal(),
        id.toString(),
        new OrderRequest(
            asked.symbol(), side, asked.size(), leg.terms(), asked.timeInForce(), false),
        parent.account(),
        OrderStatus.HELD,
        Quantity.ZERO,
        Notional.ZERO,
        placement,
        null,
        null,
        null,
        "",
        parent.submittedAt(),
        parent.submittedAt(),
        null,
        null,
        new Group(parent.id(), asked.exits().orderClass(), leg.role()),
        null);
  }

  /** The group of {@code parent} and its legs. */
  public static ExitGroup group(Order parent, List<Order> legs) {
    return ExitGroup.of(
        parent.id(),
        parent.request().exits().orderClass(),
        parent.isExit() ? null : parent.id(),
        parent.isExit() ? parent.id() : id(legs, Role.TAKE_PROFIT),
        id(legs, Role.STOP_LOSS));
  }

  private static @Nullable OrderId id(List<Order> legs, Role role) {
    for (Order leg : legs) {
      Group group = leg.group();
      if (group != null && group.role() == role) {
        return leg.id();
      }
    }
    return null;
  }
}
