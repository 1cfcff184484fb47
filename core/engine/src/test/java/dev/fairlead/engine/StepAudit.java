// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Holds each step against the promises: what may follow from what, and what the book then says. */
public final class StepAudit {
  private final Map<BookAudit.Purse, Money> deposits = new HashMap<>();
  private final Map<Principal, Long> eventNumbers = new HashMap<>();
  private final Map<OrderId, Order> orders = new HashMap<>();
  private final Set<PlacementId> placed = new HashSet<>();

  /** Orders of which a broker showed more life than it had admitted (D-06). */
  private final Set<OrderId> breached = new HashSet<>();

  private final GroupAudit groups = new GroupAudit();

  private EngineState before = EngineState.EMPTY;

  /** Of an engine that has taken no step. */
  public StepAudit() {}

  /** The next step, in order. */
  public void check(Input input, Outcome outcome, EngineState after) {
    assertThat(outcome.sequence()).isEqualTo(input.sequence());
    assertThat(outcome.at()).isEqualTo(input.at());
    outcome.events().forEach(event -> check(input, event));
    outcome.effects().forEach(effect -> check(input, effect));
    BookAudit.check(after, deposits);
    oneLife(after);
    everyDoubtIsKnown(after);
    groups.check(outcome, after);
    assertThat(after.orders()).hasSameSizeAs(orders.values());
    after.orders().forEach(order -> assertThat(orders.get(order.id())).isEqualTo(order));
    before = after;
  }

  private void check(Input input, Event event) {
    switch (event) {
      case OrderEvent told -> check(input, told);
      case Event.BalanceChanged changed -> {
        BrokerReport.Funded funded = (BrokerReport.Funded) input.cause();
        deposits.merge(
            new BookAudit.Purse(funded.account(), funded.amount().currency()),
            funded.amount(),
            Money::plus);
        assertThat(changed.balance().multiplier()).isEqualTo(funded.multiplier());
      }
      case Event.MoneyFlowed(var flow, var _) ->
          deposits.merge(
              new BookAudit.Purse(flow.account(), flow.amount().currency()),
              flow.amount(),
              Money::plus);
      case Event.Alarm alarm -> noteBreach(alarm);
      case Event.Routed routed -> check(routed);
      case Event.PlacementEvent _, Event.BookEvent _, Event.GatewayEvent _ -> {
        // What they carry is compared as part of the state.
      }
    }
  }

  /** Nobody is told of an order's route who was not told of the order, and it is the order's. */
  private void check(Event.Routed routed) {
    Order order = Objects.requireNonNull(orders.get(routed.order()), routed.toString());
    assertThat(routed.account()).isEqualTo(order.account());
    assertThat(routed.placement()).isEqualTo(order.placement());
    assertThat(routed.strategy()).isNotBlank();
    assertThat(routed.reason()).isNotBlank();
  }

  private void check(Input input, OrderEvent told) {
    Order order = told.order();
    long last = eventNumbers.getOrDefault(order.principal(), 0L);
    assertThat(told.number()).as("I-32").isEqualTo(last + 1);
    eventNumbers.put(order.principal(), told.number());
    Order earlier = orders.put(order.id(), order);
    if (earlier == null) {
      boolean held = told.what() instanceof Happened.Held;
      assertThat(held || told.what() instanceof Happened.Accepted).as("%s", told).isTrue();
      assertThat(order.status()).isEqualTo(held ? OrderStatus.HELD : OrderStatus.ACCEPTED);
      return;
    }
    closedStaysClosed(earlier, told);
    endsOnEvidence(input, earlier, told);
    boolean revised =
        told.what() instanceof Happened.Busted || told.what() instanceof Happened.Corrected;
    if (!revised) {
      assertThat(order.filled()).as("I-20").isGreaterThanOrEqualTo(earlier.filled());
    }
  }

  /** I-18: an ended order changes by the late-event rules only. */
  private static void closedStaysClosed(Order earlier, OrderEvent told) {
    if (earlier.status().isOpen()) {
      return;
    }
    boolean byLateRule =
        switch (told.what()) {
          case Happened.LateFill _,
              Happened.Filled _,
              Happened.Busted _,
              Happened.Corrected _,
              Happened.Reinstated _ ->
              true;
          case Happened.Accepted _,
              Happened.Working _,
              Happened.CancelRequested _,
              Happened.CancelRefused _,
              Happened.Canceled _,
              Happened.Expired _,
              Happened.Rejected _,
              Happened.ReplaceRequested _,
              Happened.ReplaceRefused _,
              Happened.Replaced _,
              Happened.InDoubt _,
              Happened.Rerouted _,
              Happened.Trailed _,
              Happened.Held _,
              Happened.Released _,
              Happened.Completed _,
              Happened.Sized _ ->
              told.order().status() == earlier.status();
        };
    assertThat(byLateRule).as("I-18 %s after %s", told, earlier).isTrue();
  }

  /**
   * I-17: an order ends because a broker said something, never by itself; one that was held was at
   * no broker.
   */
  private static void endsOnEvidence(Input input, Order earlier, OrderEvent told) {
    boolean ends = earlier.status().isOpen() && !told.order().status().isOpen();
    if (ends && earlier.status() != OrderStatus.HELD) {
      assertThat(input.cause())
          .as("I-17 %s", told)
          .isInstanceOfAny(BrokerReport.class, OfDoubt.Resolve.class);
    }
  }

  /** What is in doubt is on the list of doubts, which an operator sees, and nothing else is. */
  private static void everyDoubtIsKnown(EngineState after) {
    Map<PlacementId, PlacementStatus> open = new HashMap<>();
    after.doubts().open().forEach(doubt -> open.put(doubt.placement(), PlacementStatus.IN_DOUBT));
    for (Placement placement : after.placements()) {
      if (placement.status() == PlacementStatus.IN_DOUBT) {
        assertThat(open).as("I-25").containsKey(placement.id());
      }
      open.computeIfPresent(placement.id(), (_, _) -> placement.status());
    }
    assertThat(open.values())
        .isSubsetOf(
            PlacementStatus.IN_DOUBT,
            PlacementStatus.PENDING_CANCEL,
            PlacementStatus.PENDING_REPLACE);
  }

  private void noteBreach(Event.Alarm alarm) {
    boolean moreLife = alarm.rule().equals("D-06") || alarm.rule().equals("reinstated");
    before.placements().stream()
        .filter(placement -> moreLife && placement.id().text().equals(alarm.placement()))
        .forEach(placement -> breached.add(placement.order()));
  }

  private void check(Input input, Effect effect) {
    switch (effect) {
      case Effect.StartTimer(var _, var at) -> assertThat(at).as("I-24").isAfter(input.at());
      case Effect.AwaitTime(var at) -> assertThat(at).as("I-24").isAfter(input.at());
      case Effect.WatchPrice _, Effect.UnwatchPrice _ -> {
        // Compared as part of the state.
      }
      case Effect.Send(var command) -> {
        if (command.ask() instanceof Ask.PlaceGroup(var _, List<Leg> legs)) {
          legs.forEach(leg -> assertThat(placed.add(leg.placement())).as("I-07 twice").isTrue());
        }
        if (command.ask() instanceof Ask.Place || command.ask() instanceof Ask.PlaceGroup) {
          assertThat(placed.add(command.placement())).as("I-07 placed twice").isTrue();
        }
      }
    }
  }

  /** I-13, I-14: one live placement of an order, and together no more than was asked for. */
  private void oneLife(EngineState after) {
    for (Map.Entry<OrderId, List<Placement>> live : BookAudit.live(after).entrySet()) {
      Order order = requireNonNull(orders.get(live.getKey()));
      if (breached.contains(order.id())) {
        continue;
      }
      assertThat(live.getValue()).as("I-14").hasSize(1);
      if (order.isExit()) {
        continue; // For what its group has to leave, whatever it was asked to be for; GroupAudit.
      }
      Placement only = live.getValue().getFirst();
      Quantity asked = order.request().size().units().orElse(Quantity.ZERO);
      Quantity wanted =
          only.replacement() == null
              ? asked
              : Quantity.max(
                  asked, only.replacement().request().size().units().orElse(Quantity.ZERO));
      assertThat(only.filled().plus(only.exposure()))
          .as("I-13")
          .isLessThanOrEqualTo(Quantity.max(wanted, only.filled()));
    }
  }
}
