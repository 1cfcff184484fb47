// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.Truth;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A gateway with brokers, and a script instead of chance; everything is audited all the same. */
final class Scene {
  static final Principal ANN = new Principal("ann");

  final Simulation simulation;
  final List<Reply> replies = new ArrayList<>();
  private final int brokers;
  private long ids;

  Scene(String strategy, Personality... brokers) {
    this.brokers = brokers.length;
    Swarm swarm = new Swarm(List.of(brokers), strategy, Map.of(), false, 0);
    simulation = new Simulation(1, swarm, Set.of(), Tamper.NONE);
    for (int i = 0; i < brokers.length; i++) {
      line(i).broker().refusesNothing();
    }
    simulation.open();
    passes(Duration.ofSeconds(1));
  }

  void passes(Duration duration) {
    simulation.agenda().runUntil(simulation.agenda().now().plus(duration));
  }

  void passes(long millis) {
    passes(Duration.ofMillis(millis));
  }

  /** The next chances of this fault are taken. */
  void strikes(Fault fault, int times) {
    simulation.faults().force(fault, times);
  }

  void ask(ClientCommand command) {
    simulation.gateway().tell(command, replies::add);
  }

  /** A client's order under an id of its own. */
  OrderId place(String clientOrderId, OrderRequest request) {
    OrderId id = freshOrder();
    List<OrderId> legs = Stream.generate(this::freshOrder).limit(request.exits().legs()).toList();
    ask(new Place(ANN, id, clientOrderId, request, Clients.REFERENCE, legs));
    return id;
  }

  OrderId freshOrder() {
    return new OrderId(new UUID(0x5000, ++ids));
  }

  EngineState book() {
    return simulation.gateway().state().orElseThrow();
  }

  Order order(OrderId id) {
    return book().orders().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  OrderStatus status(OrderId id) {
    return order(id).status();
  }

  Placement placement(OrderId id) {
    return book().placements().stream()
        .filter(each -> each.id().equals(order(id).placement()))
        .findFirst()
        .orElseThrow();
  }

  Line line(int index) {
    return simulation.line(index);
  }

  /** All orders that brokers have. */
  List<Truth> truths() {
    List<Truth> all = new ArrayList<>();
    for (int i = 0; i < brokers; i++) {
      all.addAll(line(i).broker().truth().values());
    }
    return all;
  }

  Truth truth(OrderId id) {
    return truths().stream()
        .filter(each -> each.id.equals(order(id).placement()))
        .findFirst()
        .orElseThrow();
  }

  /** So many units of the order execute at its broker. */
  void executes(OrderId id, Quantity units) {
    Truth truth = truth(id);
    for (int i = 0; i < brokers; i++) {
      if (line(i).broker().truth().containsValue(truth)) {
        line(i).broker().execute(truth, units);
      }
    }
  }

  /** Nothing goes wrong any more: book and brokers must come to agree. */
  Agreement.Account settles() {
    return simulation.settleDown();
  }

  /** More than any order asks for, at all brokers together; none may be. */
  int doubled() {
    return simulation.agreement().noneDoubled();
  }
}
