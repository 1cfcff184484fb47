// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.exits.Owed;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.GroupRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does in one group what is missing: one exit at the broker, or none. */
final class Leaving {
  private final Book book;
  private final Outbox outbox;

  Leaving(Book book, Outbox outbox) {
    this.book = book;
    this.outbox = outbox;
  }

  private boolean isEntryOpen(ExitGroup group) {
    return Groups.isEntryOpen(book, group);
  }

  private Owed owed(ExitGroup group) {
    return Groups.owed(book, group, null);
  }

  /** Does what is missing; done again, does nothing. */
  void settle(Step step, ExitGroup found) {
    ExitGroup group = found;
    if (!group.ending() && isOver(group)) {
      group = group.ended();
      book.put(group);
    }
    if (group.ending()) {
      wind(step, group, false);
    } else {
      keep(step, group);
    }
    watch(step, book.requireGroup(group.id()));
    // Also where only its orders have changed: a restored book reads it off them (I-04).
    book.noteOpen(book.requireGroup(group.id()));
  }

  /**
   * Nothing is left to leave and nothing more will come; or an exit was cancelled or has expired at
   * the broker, which ends the group as at Alpaca.
   */
  private boolean isOver(ExitGroup group) {
    List<Order> exits = group.exits().stream().map(book::requireOrder).toList();
    boolean lost =
        exits.stream()
            .map(Order::status)
            .anyMatch(each -> each == OrderStatus.CANCELED || each == OrderStatus.EXPIRED);
    boolean left = owed(group).left().isPositive();
    return lost
        || (!left && !isEntryOpen(group))
        || exits.stream().noneMatch(exit -> exit.status().isOpen());
  }

  /**
   * Leaves nothing of the group: what was never sent goes at once, the rest when the broker says
   * so.
   *
   * @param asked whether a client asks now: then it is tried, whatever the broker did before
   */
  void wind(Step step, ExitGroup group, boolean asked) {
    boolean may = asked || !group.isSetBack(step.at());
    group
        .member(Role.ENTRY)
        .map(book::requireOrder)
        .filter(entry -> may && entry.status().isOpen())
        .ifPresent(entry -> cancel(step, entry));
    for (Placement placement : book.liveExits(group.id())) {
      if (may) {
        outbox.requestCancel(step, placement);
      }
    }
    for (OrderId id : group.exits()) {
      Order exit = book.requireOrder(id);
      if (exit.status() == OrderStatus.HELD) {
        boolean done = exit.filled().isPositive() && !owed(group).left().isPositive();
        if (isComplete(exit, done)) {
          complete(step, exit);
        } else {
          step.tell(
              OrderEdit.of(exit, step.at()).status(OrderStatus.CANCELED).done(),
              new Happened.Canceled());
        }
      }
    }
  }

  /** Of its executions each was told as a part: that there is no more to come is news. */
  private void complete(Step step, Order exit) {
    Position position =
        book.ledger().position(exit.account(), exit.request().symbol()).orElseThrow();
    step.tell(
        OrderEdit.of(exit, step.at()).status(OrderStatus.FILLED).sizedTo(exit.filled()).done(),
        new Happened.Completed(position));
  }

  /** Held only for what the entry might have filled more, and did not. */
  private boolean isComplete(Order exit, boolean nothingLeft) {
    return nothingLeft
        && book.placement(exit.placement())
            .filter(placement -> placement.status() == PlacementStatus.FILLED)
            .isPresent();
  }

  private void cancel(Step step, Order entry) {
    outbox.requestCancel(step, book.placement(entry.placement()).orElseThrow());
  }

  /** Keeps the active exit at the broker, for what there is to leave, and no other. */
  private void keep(Step step, ExitGroup found) {
    Owed owed = owed(found);
    Order entry = found.member(Role.ENTRY).map(book::requireOrder).orElse(null);
    if (entry != null && entry.status().isOpen() && owed.exited().isPositive()) {
      // The trade is being left: nothing more is to be entered.
      cancel(step, entry);
    }
    ExitGroup group = withOpenActive(found);
    Order active = book.requireOrder(group.member(group.active()).orElseThrow());
    List<Placement> live = book.liveExits(group.id());
    boolean may = isUp(active) && !group.isSetBack(step.at());
    for (Placement placement : live) {
      if (!placement.id().equals(active.placement()) && may) {
        outbox.requestCancel(step, placement);
      }
    }
    Quantity target = Quantity.min(owed.left(), free(active, live));
    if (live.isEmpty() && may && active.status() == OrderStatus.HELD) {
      if (target.isPositive()) {
        release(step, active, target);
      } else if (owed.left().isPositive() && !isEntryOpen(group)) {
        String held = "nothing is held that group " + group.id() + " could leave";
        step.alarm("nothing-to-leave", active.account(), active.placement().text(), held);
        book.put(group.ended());
        wind(step, group.ended(), false);
        return;
      }
    } else if (live.size() == 1 && may && live.getFirst().id().equals(active.placement())) {
      resize(step, active, live.getFirst(), target);
    }
    sizeHeld(step, group, owed);
  }

  /** The active exit may be over while there is still something to leave: then it is the other. */
  private ExitGroup withOpenActive(ExitGroup group) {
    boolean open =
        group
            .member(group.active())
            .map(id -> book.requireOrder(id).status().isOpen())
            .orElse(false);
    if (open) {
      return group;
    }
    ExitGroup other = group.activating(group.active().other());
    book.put(other);
    return other;
  }

  private boolean isUp(Order order) {
    return book.capabilities(order.account()).isPresent();
  }

  /** Units that the exits may take from the position without opening another one. */
  private Quantity free(Order exit, List<Placement> live) {
    Side side = exit.request().side();
    Position held = book.ledger().position(exit.account(), exit.request().symbol()).orElse(null);
    if (held == null || !GroupRules.closes(held, side)) {
      return Quantity.ZERO;
    }
    Quantity own = live.stream().map(Placement::exposure).reduce(Quantity.ZERO, Quantity::plus);
    Quantity others =
        book.ledger().working(exit.account(), exit.request().symbol(), side).minus(own);
    return Quantity.max(Quantity.ZERO, held.quantity().abs().minus(others));
  }

  private void release(Step step, Order exit, Quantity units) {
    boolean fresh = book.placement(exit.placement()).isEmpty();
    Order released =
        OrderEdit.of(exit, step.at())
            .placedAs(fresh ? exit.placement() : book.nextPlacementId())
            .sizedTo(exit.filled().plus(units))
            .status(OrderStatus.ACCEPTED)
            .done();
    step.tell(released, new Happened.Released());
    outbox.placeExit(step, released, units);
    String reason = "the position that it leaves is held there";
    step.routed(
        released, released.placement(), new Route(released.account(), Event.Routed.PINNED, reason));
  }

  /** Where the broker cannot change an order, it is cancelled, and placed again as it should be. */
  private void resize(Step step, Order exit, Placement placement, Quantity target) {
    boolean rests =
        placement.status() == PlacementStatus.WORKING
            || placement.status() == PlacementStatus.PARTIALLY_FILLED;
    Quantity leaves = placement.leaves().orElseThrow();
    if (!rests || placement.cancelWanted() || leaves.equals(target)) {
      return;
    }
    boolean replaces =
        book.capabilities(exit.account()).map(Capabilities::canReplace).orElse(false);
    if (!target.isPositive() || !replaces) {
      outbox.requestCancel(step, placement);
      return;
    }
    OrderRequest request =
        placement.request().with(new OrderSize.Units(placement.filled().plus(target)));
    outbox.replace(step, placement, new Replacement(exit.id(), request, Price.ZERO));
    step.tell(
        OrderEdit.of(exit, step.at())
            .status(OrderStatus.PENDING_REPLACE)
            .sizedTo(exit.filled().plus(target))
            .done(),
        new Happened.Sized());
  }

  /** A held exit shows what it would be for. */
  private void sizeHeld(Step step, ExitGroup group, Owed owed) {
    for (OrderId id : group.exits()) {
      Order exit = book.requireOrder(id);
      Quantity size = owed.size(exit);
      boolean shown = exit.size().units().equals(Optional.of(size));
      if (exit.status() == OrderStatus.HELD && !shown && size.isPositive()) {
        step.tell(OrderEdit.of(exit, step.at()).sizedTo(size).done(), new Happened.Sized());
      }
    }
  }

  /** Has the market watched for the exit that waits, while the other one works. */
  private void watch(Step step, ExitGroup group) {
    PriceTarget wanted = group.ending() ? null : target(group);
    PriceTarget watched = group.watched();
    if (Objects.equals(wanted, watched)) {
      return;
    }
    if (watched != null) {
      step.effect(new Effect.UnwatchPrice(watched.order()));
    }
    if (wanted != null) {
      step.effect(new Effect.WatchPrice(wanted));
    }
    book.put(group.watching(wanted));
  }

  private @Nullable PriceTarget target(ExitGroup group) {
    Order waiting = group.member(group.active().other()).map(book::requireOrder).orElse(null);
    Order active = group.member(group.active()).map(book::requireOrder).orElse(null);
    if (waiting == null || active == null || waiting.status() != OrderStatus.HELD) {
      return null;
    }
    return switch (active.status()) {
      case WORKING, PARTIALLY_FILLED, PENDING_REPLACE -> ExitGroup.target(waiting);
      case ACCEPTED,
          IN_DOUBT,
          PENDING_CANCEL,
          FILLED,
          CANCELED,
          EXPIRED,
          REJECTED,
          REPLACED,
          HELD ->
          null;
    };
  }
}
