// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.exits.Legs;
import dev.fairlead.exits.Owed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.GroupRules;
import dev.fairlead.rules.Waits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the exits of what entries fill, and of positions, for brokers that do not do it themselves
 * ({@link Carried} follows those that do): never two of a group at a broker, never more than there
 * is to leave, and nothing in the place of what is in doubt (I-13 to I-15 for the group).
 *
 * <p>After every step, the groups that something happened to are looked at, and what is missing is
 * done: this depends on what is, not on how it came about, so that late, doubled and contradictory
 * news end alike. A stop-loss works at the broker where there is one, because it protects while
 * nobody looks; the market is watched for the other exit's price, and when it is reached the one
 * that works is cancelled, the confirmation awaited, and the other one placed for what is left.
 */
final class Groups {
  /** Most looks at one group in one step; more would be a step without an end. */
  private static final int MOST_ROUNDS = 64;

  private final Book book;
  private final Leaving leaving;
  private final Carried carried;

  /** Groups to look at in this step; empty between steps. */
  private final LinkedHashSet<OrderId> marked = new LinkedHashSet<>();

  Groups(Book book, Outbox outbox, Carried carried) {
    this.book = book;
    this.carried = carried;
    this.leaving = new Leaving(book, outbox);
  }

  // What clients ask.

  /** The account whose position an OCO is to leave: elsewhere it would open one (I-31). */
  Optional<Route> holder(OrderRequest request) {
    if (!(request.exits() instanceof Exits.Oco)) {
      return Optional.empty();
    }
    return book.ledger().positions().stream()
        .filter(held -> held.symbol().equals(request.symbol()))
        .filter(held -> GroupRules.closes(held, request.side()))
        .map(Position::account)
        .filter(account -> book.capabilities(account).isPresent())
        .map(account -> new Route(account, Event.Routed.PINNED, "the position is held there"))
        .findFirst();
  }

  /** Why a well-formed order with exits is not taken at {@code account}; {@link GroupRules}. */
  Optional<Denial> refusal(Place place, BrokerAccount account) {
    return GroupRules.refusal(
        place,
        id -> book.order(id).or(() -> book.order(place.principal(), id.toString())),
        book.ledger().position(account, place.request().symbol()).orElse(null),
        book.openGroupCount());
  }

  /** Opens the group of an order that was just taken. */
  void open(Step step, Order parent, List<OrderId> ids) {
    if (parent.group() == null) {
      return;
    }
    List<Order> legs = Legs.of(parent, ids, book::nextPlacementId);
    legs.forEach(leg -> step.tell(leg, new Happened.Held()));
    book.put(Legs.group(parent, legs));
  }

  /** A client wants an exit gone: the whole group goes. */
  void end(Step step, Order exit) {
    ExitGroup group = book.group(exit).orElseThrow().ended();
    book.put(group);
    wind(step, group);
  }

  private void wind(Step step, ExitGroup ended) {
    if (ended.carried()) {
      carried.wind(step, ended, true);
    } else {
      leaving.wind(step, ended, true);
    }
  }

  /** Whether all of its group is on its way out already. */
  boolean isEnding(Order exit) {
    return book.group(exit).orElseThrow().ending();
  }

  /** All groups of the principal go; their orders that were open. */
  List<Order> endAll(Step step, Principal principal) {
    List<Order> gone = new ArrayList<>();
    for (ExitGroup group : book.openGroups()) {
      List<Order> open =
          group.members().stream()
              .map(book::requireOrder)
              .filter(order -> order.status().isOpen() && order.principal().equals(principal))
              .toList();
      if (!open.isEmpty()) {
        ExitGroup ended = group.ended();
        book.put(ended);
        wind(step, ended);
        open.forEach(order -> gone.add(book.requireOrder(order.id())));
      }
    }
    return gone;
  }

  // What happens.

  /** The market has reached what was watched: that exit is the one to work now. */
  void on(PriceTouched touched) {
    Order exit = book.order(touched.order()).orElse(null);
    ExitGroup group = exit == null ? null : book.group(exit).orElse(null);
    PriceTarget watched = group == null ? null : group.watched();
    if (exit == null || group == null || watched == null || !watched.order().equals(exit.id())) {
      return; // Watched no longer.
    }
    ExitGroup seen = group.watching(null);
    boolean reached = watched.isReachedBy(touched.quote()) && exit.status() == OrderStatus.HELD;
    Group place = exit.group();
    book.put(reached && place != null ? seen.activating(place.role()) : seen);
    marked.add(group.id());
  }

  /** An instant has come that was waited for. */
  void look(Placement placement) {
    book.order(placement.order()).ifPresent(this::mark);
  }

  /** What could not go out while the link was down goes out now. */
  void afterConnect(BrokerAccount account) {
    markOpen(order -> order.account().equals(account));
  }

  /** Marks every open group that has such an order. */
  private void markOpen(Predicate<Order> concerned) {
    for (ExitGroup group : book.openGroups()) {
      if (group.members().stream().map(book::requireOrder).anyMatch(concerned)) {
        marked.add(group.id());
      }
    }
  }

  private void mark(Order order) {
    Group place = order.group();
    if (place != null) {
      marked.add(place.id());
    }
  }

  /**
   * What an exit's placement says is not yet the exit's end: it waits again if more may be to
   * leave, or if it was cancelled to make room for the other one.
   */
  static Order heldBack(Book book, Order exit) {
    ExitGroup group = book.group(exit).orElse(null);
    if (group == null || group.ending() || group.carried()) {
      return exit;
    }
    boolean waits =
        switch (exit.status()) {
          case FILLED -> isEntryOpen(book, group) || owed(book, group, exit).left().isPositive();
          case CANCELED ->
              book.placement(exit.placement()).map(Placement::cancelWanted).orElse(false);
          case ACCEPTED,
              IN_DOUBT,
              WORKING,
              PARTIALLY_FILLED,
              PENDING_CANCEL,
              PENDING_REPLACE,
              EXPIRED,
              REJECTED,
              REPLACED,
              HELD ->
              false;
        };
    return waits ? OrderEdit.of(exit, exit.updatedAt()).status(OrderStatus.HELD).done() : exit;
  }

  static boolean isEntryOpen(Book book, ExitGroup group) {
    return group
        .member(Role.ENTRY)
        .map(id -> book.requireOrder(id).status().isOpen())
        .orElse(false);
  }

  /** What the group owes, with {@code newer} in its own place. */
  static Owed owed(Book book, ExitGroup group, @Nullable Order newer) {
    List<Order> exits =
        group.exits().stream()
            .map(id -> newer != null && newer.id().equals(id) ? newer : book.requireOrder(id))
            .toList();
    return Owed.of(group.member(Role.ENTRY).map(book::requireOrder).orElse(null), exits);
  }

  /** Does in every group that something happened to what is missing, until nothing is. */
  void settle(Step step) {
    int read = 0;
    Map<OrderId, Integer> rounds = new LinkedHashMap<>();
    while (true) {
      while (read < step.events().size()) {
        note(step, step.events().get(read));
        read++;
      }
      if (marked.isEmpty()) {
        return;
      }
      OrderId next = marked.removeFirst();
      int round = rounds.merge(next, 1, Integer::sum);
      Invariant.check(round <= MOST_ROUNDS, "I-25", () -> "group " + next + " never settles");
      ExitGroup group = book.requireGroup(next);
      if (group.carried()) {
        carried.settle(step, group);
      } else {
        leaving.settle(step, group);
      }
    }
  }

  private void note(Step step, Event event) {
    switch (event) {
      case OrderEvent(long _, Order order, Happened what) when order.group() != null ->
          note(step, order, what);
      case Event.PlacementEvent(Placement placement) ->
          book.order(placement.order())
              .filter(order -> order.group() != null)
              .ifPresent(order -> note(step, order, placement));
      case Event.UnitsMoved(Moved move, var _, var _) -> {
        // An exit that had nothing to leave may have it now.
        markOpen(order ->
            order.account().equals(move.account())
                && order.request().symbol().equals(move.symbol()));
      }
      case OrderEvent _, Event.Routed _, Event.BookEvent _, Event.GatewayEvent _ -> {
        // Of no group.
      }
    }
  }

  /** Of a cancel that is refused beside the order's own placing, no order event tells. */
  private void note(Step step, Order order, Placement placement) {
    mark(order);
    boolean aside = order.isExit() && !order.placement().equals(placement.id());
    boolean refused =
        aside
            && placement.status().isLive()
            && !placement.cancelWanted()
            && placement
                .latest(Placement.Attempt.Kind.CANCEL)
                .filter(asked -> asked.result() instanceof SendResult.Refused)
                .isPresent();
    ExitGroup group = book.group(order).orElse(null);
    if (refused && group != null && !group.isSetBack(step.at())) {
      setBack(step, group, order);
    }
  }

  private void note(Step step, Order order, Happened what) {
    mark(order);
    ExitGroup group = book.group(order).orElseThrow();
    Role role = Objects.requireNonNull(order.group()).role();
    switch (what) {
      case Happened.Replaced(OrderId successor) -> takesOver(step, group, role, order, successor);
      case Happened.CancelRefused _, Happened.ReplaceRefused _ -> {
        if (order.isExit() && order.status().isOpen()) {
          setBack(step, group, order);
        }
      }
      case Happened.Held() -> held(step, group, order);
      case Happened.Sized(), Happened.Working() -> book.put(group.recovered());
      case Happened.Rejected(String reason) -> refused(step, group, order, reason);
      case Happened.Filled _, Happened.LateFill _, Happened.Busted _, Happened.Corrected _ ->
          requireProtection(step, group, order);
      case Happened.Accepted _,
          Happened.Completed _,
          Happened.CancelRequested _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.ReplaceRequested _,
          Happened.InDoubt _,
          Happened.Rerouted _,
          Happened.Reinstated _,
          Happened.Trailed _,
          Happened.Released _ -> {
        // Looked at all the same.
      }
    }
  }

  /** The successor has the role from here on, and what the old one's placings still execute. */
  private void takesOver(Step step, ExitGroup group, Role role, Order order, OrderId successor) {
    if (!group.member(role).equals(Optional.of(order.id()))) {
      return;
    }
    book.put(group.with(role, successor));
    if (order.isExit()) {
      for (Placement placement : book.exits(group.id())) {
        if (placement.order().equals(order.id())) {
          book.keep(step, PlacementEdit.of(placement).countingFor(successor).done());
        }
      }
    }
  }

  /** The broker did not do what it was asked for: asked again, later each time. */
  private void setBack(Step step, ExitGroup group, Order exit) {
    Instant again = step.at().plus(Waits.afterSetBack(group.setBacks()));
    book.put(group.setBack(again));
    step.effect(new Effect.StartTimer(exit.placement(), again));
  }

  private void held(Step step, ExitGroup group, Order exit) {
    Optional<Placement> last = book.placement(exit.placement());
    if (last.filter(placement -> placement.status() == PlacementStatus.NOT_PLACED).isPresent()) {
      setBack(step, group, exit);
    } else if (last.isPresent()) {
      book.put(group.recovered());
    }
  }

  /** One that the broker refuses leaves the other; without a stop-loss somebody has to know. */
  private void refused(Step step, ExitGroup group, Order order, String reason) {
    boolean current =
        order.group() != null && group.member(order.group().role()).equals(Optional.of(order.id()));
    if (order.isExit() && current && !group.ending()) {
      step.alarm(
          "exit-refused", order.account(), order.placement().text(), order.id() + ": " + reason);
    }
  }

  /** Something executed, or was taken back, when no exit is there any more. */
  private void requireProtection(Step step, ExitGroup group, Order order) {
    boolean gone = group.exits().stream().noneMatch(id -> book.requireOrder(id).status().isOpen());
    Quantity left = owed(book, group, null).left();
    if (gone && !left.isZero()) {
      step.alarm(
          "no-exit-left",
          order.account(),
          order.placement().text(),
          "group " + group.id() + " has no exit, and " + left + " units are to be left");
    }
  }
}
