// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.engine.StepAudit;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Quantity;
import dev.fairlead.rules.GroupRules;
import dev.fairlead.state.EngineState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run against the promises after every step: the engine's own audit ({@link StepAudit}:
 * I-06, I-07, I-09 to I-11, I-13 to I-15, I-17, I-18, I-20 to I-22, I-24, I-30), and what can only
 * be seen from outside: that a start goes on where the disk ends (I-01, I-04), that no stream has a
 * gap or takes something back (I-32), that what closes stays where the position is (I-31), and that
 * nothing is placed where a breaker is open.
 */
final class Checks {
  private static final int STORY = 60;

  private final StepAudit audit = new StepAudit();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<Principal, List<OrderEvent>> streams = new HashMap<>();
  private final Map<PlacementId, OrderId> placed = new LinkedHashMap<>();
  private final Map<OrderId, Order> orders = new HashMap<>();
  private final Set<PlacementId> released = new HashSet<>();
  private final Set<OrderId> promised = new HashSet<>();
  private EngineState last = EngineState.EMPTY;

  /** Throws what a failed promise is told by. */
  static void require(boolean holds, String promise, Object detail) {
    if (!holds) {
      throw new AssertionError(promise + ": " + detail);
    }
  }

  /** The engine took a step, or took it again from the disk. */
  void stepped(Input input, Outcome outcome, OrderEngine engine) {
    int index = (int) input.sequence() - 1;
    if (index < inputs.size()) {
      require(inputs.get(index).equals(input), "I-01", "another input than before: " + input);
      require(outcomes.get(index).equals(outcome), "I-04", "replayed otherwise: " + outcome);
      return;
    }
    inputs.add(input);
    outcomes.add(outcome);
    EngineState after = engine.state();
    outcome.events().forEach(this::note);
    outcome.effects().forEach(effect -> sends(effect, after));
    audit.check(input, outcome, after);
    last = after;
  }

  private static void sends(Effect effect, EngineState after) {
    if (effect instanceof Effect.Send(BrokerCommand command)) {
      boolean down =
          after.links().stream()
              .anyMatch(
                  link -> link.account().equals(command.account()) && link.capabilities() == null);
      require(!down, "I-05", "sent while the link is down: " + command);
    }
  }

  private void note(Event event) {
    if (event instanceof OrderEvent told) {
      orders.put(told.order().id(), told.order());
    } else if (event instanceof Event.PlacementEvent(Placement placement)) {
      placed.put(placement.id(), placement.order());
      if (placement.status() == PlacementStatus.NOT_PLACED) {
        released.add(placement.id());
      }
    } else if (event instanceof Routed routed) {
      routed(routed);
    }
  }

  private void routed(Routed routed) {
    Order order = orders.get(routed.order());
    if (order == null
        || last.routing().accounts().size() < 2
        || order.isExit()
        || order.replaces() != null) {
      return;
    }
    List<BrokerAccount> holders =
        last.positions().stream()
            .filter(held -> held.symbol().equals(order.request().symbol()))
            .filter(held -> GroupRules.closes(held, order.request().side()))
            .map(Position::account)
            .toList();
    boolean first = order.submittedAt().equals(last.at()) || !isKnown(last, routed.order());
    if (!first) {
      return; // It goes again; what it closed when it was taken is not what there is now.
    }
    require(holders.isEmpty() || holders.contains(routed.account()), "I-31", routed);
    require(
        !holders.isEmpty() || last.health(routed.account()).takesOrders(),
        "R-25",
        routed + " while " + last.health(routed.account()).sentence());
  }

  private static boolean isKnown(EngineState state, OrderId id) {
    return state.orders().stream().anyMatch(order -> order.id().equals(id));
  }

  /** A client was told; whatever comes later must follow from that. */
  void told(Event event) {
    if (event instanceof OrderEvent told) {
      List<OrderEvent> stream =
          streams.computeIfAbsent(told.order().principal(), _ -> new ArrayList<>());
      int index = (int) told.number() - 1;
      require(index <= stream.size(), "I-32", "a gap before " + told);
      if (index < stream.size()) {
        require(stream.get(index).equals(told), "I-32", "taken back: " + stream.get(index));
      } else {
        stream.add(told);
      }
      promised.add(told.order().id());
    }
  }

  /** A start has gone through what the disk had. */
  void recovered(OrderEngine engine, List<Outcome> replayed) {
    if (engine.sequence() == last.sequence()) {
      require(engine.state().equals(last), "I-04", "recovered to another state");
    }
    require(engine.sequence() >= last.sequence(), "I-01", "the disk ends at " + engine.sequence());
    promised.forEach(id -> require(engine.order(id).isPresent(), "I-01", id + " is forgotten"));
    // Who follows from the newest that it has seen is told the rest.
    replayed.forEach(outcome -> outcome.events().forEach(this::told));
  }

  /** The order that a placement works for, when it was placed. */
  @Nullable OrderId orderOf(PlacementId placement) {
    return placed.get(placement);
  }

  /** Placings that were let go because they were proven absent, at some time. */
  Set<PlacementId> released() {
    return released;
  }

  /** The newest that was told of an order. */
  @Nullable Order order(OrderId id) {
    return orders.get(id);
  }

  /** The order that a chain of replaces began with. */
  OrderId root(OrderId id) {
    Order order = orders.get(id);
    return order == null || order.replaces() == null ? id : root(order.replaces());
  }

  /** The most that the client ever wanted of an order, whatever it has replaced it by. */
  Map<OrderId, Quantity> wanted() {
    Map<OrderId, Quantity> wanted = new HashMap<>();
    for (Order order : orders.values()) {
      OrderRequest request = order.request();
      Quantity units = request.size().units().orElse(Quantity.ZERO);
      wanted.merge(root(order.id()), units, Quantity::max);
    }
    return wanted;
  }

  int steps() {
    return inputs.size();
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /** All that happened to whatever the failure names: an order's story, or the newest steps. */
  List<String> story(String failure) {
    Set<String> about = new HashSet<>();
    placed.forEach((placement, order) -> {
      if (failure.contains(placement.text()) || failure.contains(order.toString())) {
        about.add(placement.text());
        about.add(order.toString());
      }
    });
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String text = inputs.get(i) + "\n      => " + outcomes.get(i).events();
      if (about.isEmpty() ? i >= inputs.size() - 8 : about.stream().anyMatch(text::contains)) {
        lines.add(text);
      }
    }
    return lines.size() <= STORY ? lines : lines.subList(lines.size() - STORY, lines.size());
  }
}
