// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.exits.Legs;
import dev.fairlead.exits.Owed;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Effect;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.GroupRules;
import dev.fairlead.rules.Waits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the groups that a broker keeps itself: they go there as one request, and what becomes of
 * each order is what the broker tells of it. Nothing is placed, sized or switched here. What the
 * broker owes news of is looked up: the names of the legs after the placing, and their ends after
 * that of another one. Only what is still there when the broker had time to end it is cancelled.
 *
 * <p>Like {@link Leaving} it reads what is, and not how it came about.
 */
final class Carried {
  /** So often a broker has to show an order of a group that is over before it is cancelled. */
  private static final int LOOKS = 3;

  private final Book book;
  private final Outbox outbox;

  Carried(Book book, Outbox outbox) {
    this.book = book;
    this.outbox = outbox;
  }

  /** Whether the account takes such an order with its exits, and keeps them. */
  boolean takes(OrderRequest request, Instrument instrument, BrokerAccount account) {
    return !(request.exits() instanceof Exits.None)
        && book.capabilities(account)
            .filter(can -> GroupRules.isCarried(request, instrument.assetClass(), can))
            .isPresent();
  }

  /** Whether the order's group is one of these. */
  boolean isOf(Order order) {
    return order.group() != null && book.group(order).filter(ExitGroup::carried).isPresent();
  }

  /** Sends an order with its exits, and opens their group. */
  void place(Step step, Order parent, List<OrderId> ids, Price reservePrice, Route route) {
    List<Order> legs = Legs.of(parent, ids, book::nextPlacementId);
    step.tell(parent, new Happened.Accepted());
    legs.forEach(leg -> step.tell(leg, new Happened.Held()));
    book.put(Legs.group(parent, legs).atBroker());
    // Exits close, so nothing is reserved for them.
    outbox.placeGroup(step, parent, legs, parent.isExit() ? Price.ZERO : reservePrice);
    step.routed(parent, parent.placement(), route);
  }

  /** The placing of {@code parent} never arrived, and nothing of its legs; all goes again (D-07). */
  void placeAgain(Step step, Order parent, Price reservePrice) {
    ExitGroup group = book.group(parent).orElseThrow();
    List<Order> legs =
        legs(group).stream()
            .map(leg -> {
              abandon(step, leg);
              Order fresh =
                  OrderEdit.of(leg, step.at())
                      .placedAs(book.nextPlacementId())
                      .status(OrderStatus.HELD)
                      .done();
              step.tell(fresh, new Happened.Held());
              return fresh;
            })
            .toList();
    outbox.placeGroup(step, parent, legs, reservePrice);
  }

  private List<Order> legs(ExitGroup group) {
    return group.exits().stream()
        .filter(id -> !id.equals(group.parent()))
        .map(book::requireOrder)
        .toList();
  }

  /** A broker that shows a leg has the order that brought it, whatever it says of that one. */
  boolean showsLegs(Placement parent) {
    Order order = book.requireOrder(parent.order());
    ExitGroup group = isOf(order) ? book.group(order).orElseThrow() : null;
    return group != null
        && group.parent().equals(order.id())
        && order.placement().equals(parent.id())
        && legs(group).stream()
            .flatMap(leg -> book.placement(leg.placement()).stream())
            .anyMatch(Placement::isAcknowledged);
  }

  private void abandon(Step step, Order leg) {
    book.placement(leg.placement())
        .filter(placement -> placement.status().isLive())
        .ifPresent(placement ->
            book.keep(
                step, PlacementEdit.of(placement).status(PlacementStatus.NOT_PLACED).done()));
  }

  /** Does what is missing; done again, does nothing. */
  void settle(Step step, ExitGroup found) {
    dropWhatNeverArrived(step, found);
    ExitGroup group = found;
    if (!group.ending() && isOver(group)) {
      group = group.ended();
      book.put(group);
      requireProtection(step, group);
    }
    if (group.ending()) {
      wind(step, group, false);
    } else {
      follow(step, group);
    }
    book.noteOpen(book.requireGroup(group.id()));
  }

  /** Legs come with their order or not at all: where that one was refused, there are none. */
  private void dropWhatNeverArrived(Step step, ExitGroup group) {
    Placement parent =
        book.placement(book.requireOrder(group.parent()).placement()).orElseThrow();
    boolean refused =
        !parent.isAcknowledged()
            && (parent.status() == PlacementStatus.REJECTED
                || parent.status() == PlacementStatus.NOT_PLACED);
    for (Order leg : legs(group)) {
      Placement placement = book.placement(leg.placement()).orElseThrow();
      boolean shown = placement.isAcknowledged();
      boolean denied = placement.absences() > 0 && !parent.status().isLive();
      if (placement.status().isLive() && !shown && (refused || denied)) {
        abandon(step, leg);
        step.tell(
            OrderEdit.of(leg, step.at()).status(OrderStatus.CANCELED).done(),
            new Happened.Canceled());
      }
    }
  }

  /**
   * An exit has filled, so the other one is to go; or none is left; or the entry has ended without a
   * fill. Where it has filled a part, exits may stay for that; and one exit that the broker cancels
   * may have made room for the other, which protects.
   */
  private boolean isOver(ExitGroup group) {
    List<Order> exits = group.exits().stream().map(book::requireOrder).toList();
    return exits.stream().anyMatch(exit -> exit.status() == OrderStatus.FILLED)
        || exits.stream().noneMatch(exit -> exit.status().isOpen())
        || entry(group)
            .filter(entry -> !entry.status().isOpen() && entry.filled().isZero())
            .isPresent();
  }

  /** Of a group that is to end: since when the broker knows that; null if nothing has ended. */
  private @Nullable Instant endedAt(ExitGroup group) {
    Stream<Order> exits = group.exits().stream().map(book::requireOrder);
    Stream<Order> entry =
        entry(group).filter(order -> order.filled().isZero()).stream();
    return Stream.concat(entry, exits)
        .flatMap(order -> Stream.ofNullable(order.closedAt()))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private Optional<Order> entry(ExitGroup group) {
    return group.member(Role.ENTRY).map(book::requireOrder);
  }

  /** The broker has ended the exits, and nobody asked for it: somebody has to know. */
  private void requireProtection(Step step, ExitGroup group) {
    Quantity left = Groups.owed(book, group, null).left();
    boolean gone = group.exits().stream().noneMatch(id -> book.requireOrder(id).status().isOpen());
    if (left.isPositive() && gone) {
      Order parent = book.requireOrder(group.parent());
      step.alarm(
          "no-exit-left",
          parent.account(),
          parent.placement().text(),
          "the broker has ended group " + group.id() + ", and " + left + " units are to be left");
    }
  }

  /**
   * Leaves nothing of the group: one cancel, after which the broker ends the rest.
   *
   * @param asked whether a client asks now: then it is tried, whatever the broker did before
   */
  void wind(Step step, ExitGroup group, boolean asked) {
    List<Placement> live = live(group);
    if (live.isEmpty() || live.stream().anyMatch(Placement::cancelWanted)) {
      return;
    }
    boolean may = asked || !group.isSetBack(step.at());
    Instant since = endedAt(group);
    if (since == null) {
      if (may) {
        outbox.requestCancel(step, live.getFirst());
      }
      return;
    }
    for (Placement placement : live) {
      if (may && hadItsTime(step, placement, since)) {
        outbox.requestCancel(step, placement);
      } else {
        look(step, placement, since);
      }
    }
  }

  /** Whether the broker should have ended it by now. */
  private boolean hadItsTime(Step step, Placement placement, Instant since) {
    boolean asked = Waits.looks(placement, since).size() >= LOOKS || !isAskable(placement);
    return asked && !step.at().isBefore(Waits.nextLook(placement, since));
  }

  private boolean isAskable(Placement placement) {
    return book.capabilities(placement.account()).map(Capabilities::answersQueries).orElse(true);
  }

  /** What lives of it at the broker: what brought the group first, then what works. */
  private List<Placement> live(ExitGroup group) {
    OrderId parent = group.parent();
    Stream<Placement> entry =
        entry(group)
            .flatMap(order -> book.placement(order.placement()))
            .filter(placement -> placement.status().isLive())
            .stream();
    return Stream.concat(entry, book.liveExits(group.id()).stream())
        .sorted(
            Comparator.comparing((Placement placement) -> !placement.order().equals(parent))
                .thenComparing(Placement::held))
        .toList();
  }

  /**
   * Looks for the names of the legs; for what should work once the entry has filled; and for the
   * other exit once one is over.
   */
  private void follow(Step step, ExitGroup group) {
    Placement parent =
        book.placement(book.requireOrder(group.parent()).placement()).orElseThrow();
    List<Placement> exits = book.liveExits(group.id());
    if (parent.isAcknowledged()) {
      Instant since = parent.attempts().getFirst().at();
      exits.stream()
          .filter(placement -> placement.isBrought() && !placement.isAcknowledged())
          .forEach(placement -> look(step, placement, since));
    }
    Instant entered = entry(group).map(Order::closedAt).orElse(null);
    Instant exited = endedAt(group);
    boolean idle = entered != null && exits.stream().allMatch(Placement::held);
    Instant since = exited != null ? exited : idle ? entered : null;
    if (since != null) {
      exits.stream()
          .filter(Placement::isAcknowledged)
          .filter(placement -> Waits.looks(placement, since).size() < LOOKS)
          .forEach(placement -> look(step, placement, since));
    }
  }

  /** Asks the broker for it when that is due, and comes back. */
  private void look(Step step, Placement placement, Instant since) {
    boolean up = book.capabilities(placement.account()).isPresent();
    Placement seen = placement;
    if (up && isAskable(placement) && !step.at().isBefore(Waits.nextLook(placement, since))) {
      seen = outbox.query(step, placement);
    }
    Instant next = Waits.nextLook(seen, since);
    if (next.isAfter(step.at())) {
      step.effectOnce(new Effect.StartTimer(seen.id(), next));
    }
  }
}
