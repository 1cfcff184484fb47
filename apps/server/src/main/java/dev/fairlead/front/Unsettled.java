// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.gateway.GatewayUnavailable.OutcomeUnknown;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Orders whose client was answered before anybody knew what became of them. An error would have its
 * SDK send the order again, so it was told that the order is pending (facts 4.4). What follows is
 * on the stream: the order's own events where it was taken, and from here where it was refused
 * after all, because a refused order is none and has no events.
 *
 * <p>The newest are kept until they are settled, refused ones longer, so that a client which looks
 * for its order finds what it was told. Thread-safe.
 */
final class Unsettled {
  private static final int LIMIT = 1_024;

  // An order that was not routed has neither yet, and no client is shown them.
  private static final BrokerAccount NOWHERE = new BrokerAccount("none", "none");
  private static final PlacementId NOTHING = PlacementId.of(0, 0, 0);

  private final InstantSource clock;
  private final Consumer<Order> refused;
  private final Map<OrderId, Order> orders = new LinkedHashMap<>();

  /** Tells {@code refused} of each order that was refused after all; must not wait. */
  Unsettled(InstantSource clock, Consumer<Order> refused) {
    this.clock = clock;
    this.refused = refused;
  }

  /**
   * What a client is told of a placing that may have been done. Under a client order id that this
   * was said of before, it is the order that was named then.
   */
  Order pending(ClientCommand.Place place, OutcomeUnknown unknown) {
    Order pending =
        orderByClientId(place.principal(), place.clientOrderId())
            .filter(known -> known.status().isOpen())
            .filter(known -> known.request().equals(place.request()))
            .orElseGet(() -> pending(place));
    keep(pending);
    unknown.whenKnown(reply -> settle(place, pending, reply));
    return pending;
  }

  private void settle(ClientCommand.Place place, Order pending, Reply reply) {
    switch (reply) {
      case Reply.Denied(var denial) -> {
        Order rejected = rejected(pending, denial.sentence());
        keep(rejected);
        refused.accept(rejected);
      }
      case Reply.Done _,
          Reply.Repeated _,
          Reply.DoneAll _,
          Reply.Configured _,
          Reply.Acts _,
          Reply.Trusted _ ->
          forget(place.order(), pending.id());
    }
  }

  private Order pending(ClientCommand.Place place) {
    Instant now = clock.instant();
    return order(
        place.order(),
        place.principal(),
        place.clientOrderId(),
        place.request(),
        OrderStatus.ACCEPTED,
        "",
        now,
        now,
        null);
  }

  private Order rejected(Order pending, String reason) {
    Instant now = clock.instant();
    return order(
        pending.id(),
        pending.principal(),
        pending.clientOrderId(),
        pending.request(),
        OrderStatus.REJECTED,
        reason,
        pending.submittedAt(),
        now,
        now);
  }

  private static Order order(
      OrderId id,
      Principal principal,
      String clientOrderId,
      OrderRequest request,
      OrderStatus status,
      String reason,
      Instant submittedAt,
      Instant updatedAt,
      @Nullable Instant closedAt) {
    return new Order(
        id,
        principal,
        clientOrderId,
        request,
        NOWHERE,
        status,
        Quantity.ZERO,
        Notional.ZERO,
        NOTHING,
        null,
        null,
        null,
        reason,
        submittedAt,
        updatedAt,
        null,
        closedAt);
  }

  private synchronized void keep(Order order) {
    orders.put(order.id(), order);
    if (orders.size() > LIMIT) {
      orders.remove(orders.keySet().iterator().next());
    }
  }

  private synchronized void forget(OrderId placed, OrderId named) {
    orders.remove(placed);
    orders.remove(named);
  }

  /** The order under this id, if it is the principal's and not settled otherwise. */
  Optional<Order> order(Principal principal, OrderId id) {
    return find(order -> order.id().equals(id) && order.principal().equals(principal));
  }

  /** The order under the client's own id, likewise. */
  Optional<Order> orderByClientId(Principal principal, String clientOrderId) {
    return find(order ->
        order.clientOrderId().equals(clientOrderId) && order.principal().equals(principal));
  }

  private synchronized Optional<Order> find(Predicate<Order> wanted) {
    return orders.values().stream().filter(wanted).findFirst();
  }
}
