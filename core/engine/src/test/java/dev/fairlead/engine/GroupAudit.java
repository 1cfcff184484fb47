// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.exits.Owed;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds every group against its promises: one exit at a broker, for no more than was filled. */
public final class GroupAudit {
  /** Groups in which a broker took something back, or showed more life than it had admitted. */
  private final Set<OrderId> excused = new HashSet<>();

  GroupAudit() {}

  void check(Outcome outcome, EngineState after) {
    if (after.groups().isEmpty()) {
      return;
    }
    Map<OrderId, Order> orders =
        after.orders().stream().collect(Collectors.toMap(Order::id, order -> order));
    outcome.events().forEach(event -> excuse(event, after, orders));
    Map<OrderId, List<Placement>> live = BookAudit.live(after);
    for (ExitGroup group : after.groups()) {
      check(group, orders, exits(group, live, orders));
    }
  }

  private static List<Placement> exits(
      ExitGroup group, Map<OrderId, List<Placement>> live, Map<OrderId, Order> orders) {
    return live.entrySet().stream()
        .filter(entry -> requireNonNull(orders.get(entry.getKey())).isExit())
        .filter(entry -> group.exits().contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private void excuse(Event event, EngineState after, Map<OrderId, Order> orders) {
    if (event instanceof OrderEvent(long _, Order order, Happened what)
        && order.group() != null
        && (what instanceof Happened.Busted
            || what instanceof Happened.Corrected
            || what instanceof Happened.LateFill
            || what instanceof Happened.Reinstated)) {
      excused.add(order.group().id());
    } else if (event instanceof Event.Alarm alarm
        && (alarm.rule().equals("D-06") || alarm.rule().equals("reinstated"))) {
      after.placements().stream()
          .filter(placement -> placement.id().text().equals(alarm.placement()))
          .map(placement -> requireNonNull(orders.get(placement.order())))
          .filter(order -> order.group() != null)
          .forEach(order -> excused.add(requireNonNull(order.group()).id()));
    }
  }

  private void check(ExitGroup group, Map<OrderId, Order> orders, List<Placement> live) {
    List<Order> members =
        group.members().stream().map(id -> requireNonNull(orders.get(id))).toList();
    for (Order member : members) {
      assertThat(requireNonNull(member.group()).id()).isEqualTo(group.id());
      assertThat(member.status()).as("%s in %s", member, group).isNotEqualTo(OrderStatus.REPLACED);
    }
    if (group.carried()) {
      assertThat(group.watched()).isNull();
      return; // The broker sizes them, and lets them work.
    }
    if (!excused.contains(group.id())) {
      assertThat(live).as("I-15 two exits of %s", group).hasSizeLessThanOrEqualTo(1);
      Owed owed = owed(group, orders);
      Quantity most = live.stream().map(Placement::exposure).reduce(Quantity.ZERO, Quantity::plus);
      assertThat(most)
          .as("I-13 exits of %s, which owes %s", group, owed)
          .isLessThanOrEqualTo(Quantity.max(Quantity.ZERO, owed.left()));
    }
    if (group.ending()) {
      assertThat(group.watched()).isNull();
      assertThat(members).as("%s", group).noneMatch(o -> o.status() == OrderStatus.HELD);
    }
  }

  static Owed owed(ExitGroup group, Map<OrderId, Order> orders) {
    Map<OrderId, Order> known = new HashMap<>(orders);
    return Owed.of(
        group.member(Role.ENTRY).map(known::get).orElse(null),
        group.exits().stream().map(id -> requireNonNull(known.get(id))).toList());
  }

  /** When all has settled: of what an entry has filled nothing is left, or an exit works for it. */
  public static void leftOrProtected(EngineState state) {
    Map<OrderId, Order> orders =
        state.orders().stream().collect(Collectors.toMap(Order::id, order -> order));
    Map<OrderId, List<Placement>> live = BookAudit.live(state);
    for (ExitGroup group : state.groups()) {
      List<Placement> exits = exits(group, live, orders);
      if (group.carried() && !group.ending()) {
        assertThat(exits).as("%s", group).isNotEmpty();
      } else if (group.ending()) {
        assertThat(exits).as("%s", group).isEmpty();
        assertThat(group.members())
            .as("%s", group)
            .noneMatch(id -> requireNonNull(orders.get(id)).status().isOpen());
      } else {
        Order exit = requireNonNull(orders.get(group.exits().getFirst()));
        isProtected(state, group, exit, owed(group, orders).left(), exits);
      }
    }
  }

  private static void isProtected(
      EngineState state, ExitGroup group, Order exit, Quantity left, List<Placement> exits) {
    Quantity works = exits.stream().map(Placement::exposure).reduce(Quantity.ZERO, Quantity::plus);
    assertThat(exits).as("%s", group).hasSizeLessThanOrEqualTo(1);
    assertThat(works).as("%s", group).isLessThanOrEqualTo(left);
    if (works.compareTo(left) < 0) {
      assertThat(free(state, exit).plus(works))
          .as("units that %s, which owes %s, could leave and does not", group, left)
          .isLessThanOrEqualTo(works);
    }
  }

  /** Units of the position that nothing is leaving yet. */
  private static Quantity free(EngineState state, Order exit) {
    Side side = exit.request().side();
    Quantity held =
        state.positions().stream()
            .filter(position -> position.symbol().equals(exit.request().symbol()))
            .map(Position::quantity)
            .reduce(Quantity.ZERO, Quantity::plus);
    Quantity working =
        state.placements().stream()
            .filter(placement -> placement.request().side() == side)
            .filter(placement -> placement.request().symbol().equals(exit.request().symbol()))
            .map(Placement::exposure)
            .reduce(Quantity.ZERO, Quantity::plus);
    return (side == Side.SELL ? held : held.negate()).minus(working);
  }
}
