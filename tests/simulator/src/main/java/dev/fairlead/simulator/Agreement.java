// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.GroupAudit;
import dev.fairlead.engine.Truth;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers have, together, against what the clients asked for and what the book says: no
 * order doubled at any instant, and once the faults have stopped none lost, and both agree.
 */
final class Agreement {
  /**
   * What a run came to.
   *
   * @param doubled orders that brokers could execute beyond what was asked; none may be
   * @param lost orders and executions that the book does not have as the brokers do; none may be
   * @param surplus orders of which a broker that broke its word had more, within D-06's bound
   * @param onDesk placings that only an operator can clear up
   */
  record Account(int orders, int doubled, int lost, int surplus, int onDesk) {}

  private final Checks checks;
  private final List<Line> lines;

  Agreement(Checks checks, List<Line> lines) {
    this.checks = checks;
    this.lines = lines;
  }

  private record Held(Quantity most, Quantity breach) {
    static final Held NONE = new Held(Quantity.ZERO, Quantity.ZERO);

    Held plus(Quantity more, Quantity breached) {
      return new Held(most.plus(more), breach.plus(breached));
    }
  }

  /**
   * I-13, I-14: all that brokers have executed of an order, and may still, is no more than was
   * wanted; beyond that one child's quantity where a broker broke its word (D-06).
   *
   * @return how many orders are beyond what was wanted, within that bound
   */
  int noneDoubled() {
    Map<OrderId, Held> held = new HashMap<>();
    for (Line line : lines) {
      require(line.broker().doubled().isEmpty(), "doubled: one id, two orders", line.broker());
      for (Truth truth : line.broker().truth().values()) {
        OrderId root = rootOf(truth.id);
        if (root != null) {
          Quantity left = Quantity.max(Quantity.ZERO, truth.left());
          Quantity most = truth.filled().plus(truth.isWorking() ? left : Quantity.ZERO);
          Held before = held.getOrDefault(root, Held.NONE);
          held.put(root, before.plus(most, line.broker().breach(truth.id)));
        }
      }
    }
    Map<OrderId, Quantity> wanted = checks.wanted();
    int surplus = 0;
    for (Map.Entry<OrderId, Held> each : held.entrySet()) {
      Quantity most = each.getValue().most();
      Quantity asked = wanted.getOrDefault(each.getKey(), Quantity.ZERO);
      if (most.compareTo(asked) > 0) {
        surplus++;
        require(
            most.compareTo(asked.plus(each.getValue().breach())) <= 0,
            "I-13 doubled",
            () -> "brokers have " + most + " of " + asked + " of " + each.getKey());
      }
    }
    return surplus;
  }

  /** The client's order that a broker's is of; null for an exit, whose size is its group's. */
  private @Nullable OrderId rootOf(PlacementId placement) {
    OrderId id = checks.orderOf(placement);
    Order order = id == null ? null : checks.order(id);
    return order == null || order.isExit() ? null : checks.root(order.id());
  }

  /** I-12, I-25: the book says of every order what the brokers do; faults have stopped before. */
  Account all(EngineState book) {
    int surplus = noneDoubled();
    int onDesk = 0;
    Set<PlacementId> known = new HashSet<>();
    for (Placement placement : book.placements()) {
      known.add(placement.id());
      BrokerModel broker = broker(placement);
      Truth truth = broker.truth().get(placement.id());
      if (placement.status() == PlacementStatus.IN_DOUBT && isForOperator(broker, truth, book)) {
        onDesk++;
      } else if (truth == null) {
        require(
            placement.status() == PlacementStatus.NOT_PLACED,
            "I-25 lost: the broker has it not",
            placement);
      } else {
        agree(book, placement, truth, broker.kind());
      }
    }
    for (Line line : lines) {
      for (PlacementId id : line.broker().truth().keySet()) {
        require(known.contains(id), "lost: at the broker and not in the book", id);
      }
    }
    if (onDesk == 0) {
      GroupAudit.leftOrProtected(book);
    }
    return new Account(checks.wanted().size(), 0, 0, surplus, onDesk);
  }

  /**
   * What was never found there, or executes there under a name that nobody can tell from others'.
   */
  private static boolean isForOperator(
      BrokerModel broker, @Nullable Truth truth, EngineState book) {
    if (truth == null) {
      return broker.kind().needsOperator() || isCaught(broker, book);
    }
    if (!broker.kind().needsOperator()) {
      return false;
    }
    long aside =
        book.parked().stream()
            .filter(parked -> parked.placement().text().equals(truth.name))
            .count();
    require(
        broker.kind().knowsNamesOnly() && (truth.fills.isEmpty() || aside > 0),
        "I-12 lost: not in the book, and not aside",
        truth.id);
    return true;
  }

  /**
   * One that has broken its word is not believed any more when it says that it has it not (D-06).
   */
  private static boolean isCaught(BrokerModel broker, EngineState book) {
    return book.doubts().trusts().stream()
        .anyMatch(trust -> trust.account().equals(broker.account()) && !trust.releasesOnAbsence());
  }

  private BrokerModel broker(Placement placement) {
    return lines.stream()
        .map(Line::broker)
        .filter(broker -> broker.account().equals(placement.account()))
        .findFirst()
        .orElseThrow();
  }

  private void agree(EngineState book, Placement placement, Truth truth, Personality kind) {
    Supplier<String> both = () -> placement + " at the broker " + truth.found();
    require(effective(book, placement).equals(truth.fills), "I-12 lost: other fills", both);
    require(placement.status().isLive() == truth.isWorking(), "I-25 lost: lives or not", both);
    boolean untrue = checks.released().contains(placement.id());
    require(!untrue || kind.lies(), "I-16: let go, and it was there", both);
    if (!untrue && !endedBeforeItsReplace(book, placement)) {
      require(placement.request().equals(truth.request), "I-21: other terms", both);
      boolean untold = placement.brokerOrderId().isEmpty() && !placement.status().isLive();
      require(untold || placement.brokerOrderId().equals(truth.name), "I-25: another name", both);
      require(truth.isWorking() || agrees(placement, truth), "I-25: another end", both);
    }
  }

  /** Told of its end first, the book holds it to be that of the old terms (1.2). */
  private static boolean endedBeforeItsReplace(EngineState book, Placement placement) {
    boolean exit =
        book.orders().stream()
            .anyMatch(order -> order.id().equals(placement.order()) && order.isExit());
    boolean resized = exit && placement.latest(Placement.Attempt.Kind.REPLACE).isPresent();
    return (resized && !placement.status().isLive())
        || book.orders().stream()
            .anyMatch(order ->
                placement.order().equals(order.replaces())
                    && order.reason().equals("the order ended first"));
  }

  /** What was filled once stays so, whatever a revision takes back and however it ends then. */
  private static boolean agrees(Placement placement, Truth truth) {
    boolean revised = placement.status() == PlacementStatus.FILLED && !placement.isComplete();
    return revised || placement.status().name().equals(truth.state.name());
  }

  private static Map<String, Fill> effective(EngineState book, Placement placement) {
    Map<String, Fill> effective = new HashMap<>();
    for (BookedFill booked : book.fills()) {
      if (booked.placement().equals(placement.id()) && !booked.busted()) {
        effective.put(booked.fill().executionId(), booked.fill());
      }
    }
    return effective;
  }

  private static void require(boolean holds, String promise, Object detail) {
    Checks.require(holds, promise, detail);
  }

  private static void require(boolean holds, String promise, Supplier<String> detail) {
    if (!holds) {
      Checks.require(false, promise, detail.get());
    }
  }
}
