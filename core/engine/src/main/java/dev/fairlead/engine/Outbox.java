// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.Effect;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.rules.Waits;
import java.util.List;
import java.util.Objects;

/** The only place from which anything goes to a broker; what may not go out is stopped here. */
final class Outbox {
  private final Book book;

  Outbox(Book book) {
    this.book = book;
  }

  /** Places the order under a new id; the caller has made sure that {@code id} is fresh. */
  void place(Step step, Order order, PlacementId id, Price reservePrice) {
    Invariant.check(
        book.placement(order.placement()).map(p -> !p.status().isLive()).orElse(true),
        "I-14",
        () -> order.id() + " has a live placement already, " + order.placement());
    place(step, order, order.request().alone(), id, reservePrice);
  }

  /**
   * Places an order with its legs as one request, for a broker that keeps the group itself. Nothing
   * of a leg can execute before the broker lets it.
   */
  void placeGroup(Step step, Order parent, List<Order> legs, Price reservePrice) {
    Invariant.check(
        book.placement(parent.placement()).isEmpty()
            && legs.stream().allMatch(leg -> book.placement(leg.placement()).isEmpty()),
        "I-14",
        () -> "the group of " + parent.id() + " was placed before, " + parent.placement());
    List<Leg> brought =
        legs.stream()
            .map(leg -> new Leg(Objects.requireNonNull(leg.group()).role(), leg.placement()))
            .toList();
    Placement placement = Placement.of(parent.placement(), parent, parent.account(), reservePrice);
    Ask ask = new Ask.PlaceGroup(parent.request(), brought);
    send(step, PlacementEdit.of(placement), Attempt.Kind.PLACE, ask);
    for (Order leg : legs) {
      Placement held = Placement.of(leg.placement(), leg, leg.account(), Price.ZERO);
      book.keep(step, PlacementEdit.of(held).held(true).done());
    }
  }

  /** Places an exit for as many units as are to be left; it closes, so nothing is reserved. */
  void placeExit(Step step, Order exit, Quantity units) {
    Order.Group group = Objects.requireNonNull(exit.group());
    Invariant.check(
        book.liveExits(group.id()).isEmpty(),
        "I-15",
        () -> exit.id() + " would be a second live exit of group " + group.id());
    OrderRequest request = exit.request().alone().with(new OrderSize.Units(units));
    place(step, exit, request, exit.placement(), Price.ZERO);
  }

  private void place(
      Step step, Order order, OrderRequest request, PlacementId id, Price reservePrice) {
    Placement placement = Placement.of(id, order, request, order.account(), reservePrice);
    Quantity most = order.size().units().orElse(placement.exposure());
    Invariant.check(
        order.filled().plus(placement.exposure()).compareTo(most) <= 0,
        "I-13",
        () -> order.id() + " would be placed beyond its quantity");
    send(step, PlacementEdit.of(placement), Attempt.Kind.PLACE, new Ask.Place(request));
  }

  /**
   * Asks for a cancel, or leaves it to be asked for when the link is up; may be repeated, because
   * it is idempotent in effect (reliability 3.4).
   */
  void cancel(Step step, Placement placement) {
    PlacementEdit pending =
        PlacementEdit.of(placement).cancelWanted(true).status(PlacementStatus.PENDING_CANCEL);
    if (book.capabilities(placement.account()).isPresent()) {
      watch(step, send(step, pending, Attempt.Kind.CANCEL, new Ask.Cancel()));
    } else {
      book.keep(step, pending.done());
    }
  }

  /**
   * Sends the cancel, or remembers it where it cannot go out yet: a replace must settle first
   * (F-B16), a placing in doubt must be found first. It concerns the placement, so that of a
   * replace under way neither the old order nor the new one stays.
   */
  void requestCancel(Step step, Placement placement) {
    if (placement.cancelWanted()) {
      return;
    }
    switch (placement.status()) {
      case SENT, WORKING, PARTIALLY_FILLED -> cancel(step, placement);
      case IN_DOUBT, PENDING_REPLACE -> {
        book.keep(step, PlacementEdit.of(placement).cancelWanted(true).done());
      }
      case PENDING_CANCEL, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED ->
          throw new InvariantViolation(
              "an open order has the placement " + placement.id() + ", " + placement.status());
    }
    for (Order order : waitingFor(placement)) {
      // One that has come to life again beside a later placing is cancelled without a word.
      if (order.placement().equals(placement.id()) && order.status().isOpen()) {
        step.tell(
            OrderEdit.of(order, step.at()).status(OrderStatus.PENDING_CANCEL).done(),
            new Happened.CancelRequested());
      }
    }
  }

  /** The order that a placement works for, and the one that is to take over. */
  List<Order> waitingFor(Placement placement) {
    Order order = book.requireOrder(placement.order());
    Replacement pending = placement.replacement();
    return pending == null || pending.successor().equals(order.id())
        ? List.of(order)
        : List.of(order, book.requireOrder(pending.successor()));
  }

  void replace(Step step, Placement placement, Replacement replacement) {
    PlacementEdit pending =
        PlacementEdit.of(placement).replacing(replacement).status(PlacementStatus.PENDING_REPLACE);
    Ask ask = new Ask.Replace(replacement.request());
    watch(step, send(step, pending, Attempt.Kind.REPLACE, ask));
  }

  /** Asks what the broker knows of the placement, and no more than that. */
  Placement query(Step step, Placement placement) {
    return send(step, PlacementEdit.of(placement), Attempt.Kind.QUERY, new Ask.Query());
  }

  /** Comes back to the placement if nothing has settled it by then (I-24). */
  void watch(Step step, Placement placement) {
    step.effect(new Effect.StartTimer(placement.id(), Waits.nextLook(placement)));
  }

  private Placement send(Step step, PlacementEdit edit, Attempt.Kind kind, Ask ask) {
    Placement trying = edit.attempting(kind, step.at()).done();
    book.keep(step, trying);
    step.effect(
        new Effect.Send(
            new BrokerCommand(
                trying.account(),
                trying.id(),
                trying.lastAttempt(),
                trying.brokerOrderId(),
                ask,
                // Nothing is reserved for what closes.
                !trying.reservePrice().isPositive())));
    return trying;
  }
}
