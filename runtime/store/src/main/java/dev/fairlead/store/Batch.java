// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Event;
import dev.fairlead.message.Event.Alarm;
import dev.fairlead.message.Event.BalanceChanged;
import dev.fairlead.message.Event.Booked;
import dev.fairlead.message.Event.ClearanceChanged;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.Event.InstrumentListed;
import dev.fairlead.message.Event.MoneyFlowed;
import dev.fairlead.message.Event.PlacementEvent;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.Event.Unbooked;
import dev.fairlead.message.Event.UnitsMoved;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run of outcomes leaves to be written: of each row its last state, and every event. An
 * order that is accepted, works and fills within a batch is one upsert instead of three; the rows
 * are the same, because what a row keeps from the beginning ({@link EventPlace}) is kept here too.
 */
final class Batch {
  /** A row's first event and its newest state. */
  record Seen<T>(EventPlace place, T latest) {}

  /** A row of the table of fills. */
  record Execution(StoredFill fill, boolean busted) {}

  /**
   * A row of the table of events.
   *
   * @param route why the order went where the event says that it is, if that was decided with it
   */
  record Told(StoredEvent<OrderEvent> event, @Nullable Route route) {
    private boolean isOf(EventPlace decided, Routed routed) {
      Order order = event.event().order();
      return event.place().sequence() == decided.sequence()
          && order.id().equals(routed.order())
          && order.placement().equals(routed.placement())
          && order.account().equals(routed.account());
    }
  }

  /**
   * Why an order went where it is.
   *
   * @param index the decision's place among the events of its input
   */
  record Route(int index, String strategy, String reason) {}

  /** A row of the table of instruments. */
  record Listing(BrokerAccount account, Instrument instrument) {}

  private record ExecutionKey(BrokerAccount account, String executionId) {}

  private record Holding(BrokerAccount account, Symbol symbol) {}

  private record Purse(BrokerAccount account, Currency currency) {}

  private final Function<OrderId, Optional<Order>> written;
  private final Map<OrderId, Seen<Order>> orders = new LinkedHashMap<>();
  private final Map<PlacementId, Seen<Placement>> placements = new LinkedHashMap<>();
  private final Map<ExecutionKey, Execution> executions = new LinkedHashMap<>();
  private final Map<Holding, Position> positions = new LinkedHashMap<>();
  private final Map<Purse, Balance> balances = new LinkedHashMap<>();
  private final Map<Holding, Listing> listings = new LinkedHashMap<>();
  private final List<Told> events = new ArrayList<>();
  private final List<StoredEvent<Alarm>> alarms = new ArrayList<>();
  private final List<CandidateColumns.Listed> candidates = new ArrayList<>();
  private final List<Moment.Flow> flows = new ArrayList<>();
  private final List<Moment.Move> moves = new ArrayList<>();
  private final List<StoredEvent<HealthChanged>> verdicts = new ArrayList<>();
  private final List<StoredEvent<Event.GatewayEvent>> told = new ArrayList<>();
  private final List<StoredEvent<FailedOver>> failovers = new ArrayList<>();

  /** A batch on top of the orders that are {@code written} already. */
  Batch(Function<OrderId, Optional<Order>> written) {
    this.written = written;
  }

  Collection<Seen<Order>> orders() {
    return orders.values();
  }

  Collection<Seen<Placement>> placements() {
    return placements.values();
  }

  /** The whole list of each placement's. */
  List<PlacementColumns.Listed> attempts() {
    List<PlacementColumns.Listed> listed = new ArrayList<>(2 * placements.size());
    placements.values().forEach(seen -> PlacementColumns.list(seen.latest(), listed));
    return listed;
  }

  Collection<Execution> executions() {
    return executions.values();
  }

  Collection<Position> positions() {
    return positions.values();
  }

  Collection<Balance> balances() {
    return balances.values();
  }

  Collection<Listing> listings() {
    return listings.values();
  }

  List<Told> events() {
    return events;
  }

  List<StoredEvent<Alarm>> alarms() {
    return alarms;
  }

  List<StoredEvent<HealthChanged>> verdicts() {
    return verdicts;
  }

  /** What happened to the gateway, in order. */
  List<StoredEvent<Event.GatewayEvent>> told() {
    return told;
  }

  List<StoredEvent<FailedOver>> failovers() {
    return failovers;
  }

  List<CandidateColumns.Listed> candidates() {
    return candidates;
  }

  List<Moment.Flow> flows() {
    return flows;
  }

  List<Moment.Move> moves() {
    return moves;
  }

  void add(Outcome outcome) {
    List<Event> happened = outcome.events();
    for (int i = 0; i < happened.size(); i++) {
      add(new EventPlace(outcome.sequence(), i), outcome.at(), happened.get(i));
    }
    // After all else, because the event that tells of an execution may follow its booking.
    for (int i = 0; i < happened.size(); i++) {
      EventPlace place = new EventPlace(outcome.sequence(), i);
      if (happened.get(i) instanceof Booked b) {
        Order after = after(happened, b.account(), b.order(), b.fill());
        execute(StoredFill.of(place, b.account(), b.placement(), b.fill(), after), false);
      } else if (happened.get(i) instanceof Unbooked u) {
        Order after = after(happened, u.account(), u.order(), u.fill());
        execute(StoredFill.of(place, u.account(), u.placement(), u.fill(), after), true);
      }
    }
  }

  private void add(EventPlace place, Instant at, Event event) {
    switch (event) {
      case OrderEvent told -> {
        events.add(new Told(new StoredEvent<>(place, at, told), null));
        see(orders, told.order().id(), place, told.order());
      }
      case PlacementEvent(Placement placement) -> see(placements, placement.id(), place, placement);
      case Routed routed -> route(place, routed);
      case Booked booked -> keep(booked.position(), booked.balance());
      case Unbooked unbooked -> keep(unbooked.position(), unbooked.balance());
      case BalanceChanged(Balance balance, Money amount, String cause) -> {
        keep(balance);
        MovementKind kind = amount.isNegative() ? MovementKind.WITHDRAWAL : MovementKind.DEPOSIT;
        flows.add(new Moment.Flow(place, at, balance.account(), amount, cause, kind, null));
      }
      case MoneyFlowed(Flowed flow, Balance balance) -> {
        keep(balance);
        flows.add(
            new Moment.Flow(
                place,
                flow.at(),
                flow.account(),
                flow.amount(),
                flow.cause(),
                flow.kind(),
                flow.symbol()));
      }
      case UnitsMoved(Moved move, Position position, Balance balance) -> {
        keep(position, balance);
        moves.add(new Moment.Move(place, move.at() == null ? at : move.at(), move));
      }
      case InstrumentListed(BrokerAccount account, Instrument instrument) ->
          listings.put(new Holding(account, instrument.symbol()), new Listing(account, instrument));
      case Event.GatewayEvent happened -> add(place, at, happened);
    }
  }

  private void add(EventPlace place, Instant at, Event.GatewayEvent happened) {
    told.add(new StoredEvent<>(place, at, happened));
    switch (happened) {
      case HealthChanged changed -> verdicts.add(new StoredEvent<>(place, at, changed));
      case FailedOver changed -> failovers.add(new StoredEvent<>(place, at, changed));
      case ClearanceChanged _ -> {
        // Only how it is now is asked for, and the gateway knows that.
      }
      case Alarm alarm -> alarms.add(new StoredEvent<>(place, at, alarm));
      case Event.LinkUp _, Event.LinkDown _, Event.BreakerMoved _, Event.OfDoubt _ -> {
        // It has no table of its own.
      }
    }
  }

  /** It is told after what happened to the order, mostly at once. */
  private void route(EventPlace place, Routed routed) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Told told = events.get(i);
      if (told.isOf(place, routed)) {
        Route route = new Route(place.index(), routed.strategy(), routed.reason());
        events.set(i, new Told(told.event(), route));
        CandidateColumns.list(place, routed, candidates);
        return;
      }
      if (told.event().place().sequence() != place.sequence()) {
        break;
      }
    }
    throw new StoreException(
        StoreException.Category.FAILED,
        "order " + routed.order() + " was routed at " + place + ", of which no event told");
  }

  private static <K, T> void see(Map<K, Seen<T>> rows, K key, EventPlace place, T state) {
    Seen<T> before = rows.get(key);
    rows.put(key, new Seen<>(before == null ? place : before.place(), state));
  }

  private void keep(Position position, Balance balance) {
    positions.put(new Holding(position.account(), position.symbol()), position);
    keep(balance);
  }

  private void keep(Balance balance) {
    balances.put(new Purse(balance.account(), balance.cash().currency()), balance);
  }

  private void execute(StoredFill fill, boolean busted) {
    ExecutionKey key = new ExecutionKey(fill.account(), fill.fill().executionId());
    Execution before = executions.get(key);
    StoredFill kept = before == null ? fill : fill.firstSeen(before.fill().place());
    executions.put(key, new Execution(kept, busted));
  }

  /** The order after this execution: as the event of it says, or as it is known by now. */
  private Order after(List<Event> happened, BrokerAccount account, OrderId id, Fill fill) {
    for (Event event : happened) {
      if (event instanceof OrderEvent told
          && told.order().id().equals(id)
          && tellsOf(told, account, fill)) {
        return told.order();
      }
    }
    Seen<Order> seen = orders.get(id);
    return seen != null ? seen.latest() : written.apply(id).orElseThrow(() -> unknown(id, fill));
  }

  private static boolean tellsOf(OrderEvent told, BrokerAccount account, Fill fill) {
    return EventColumns.execution(told.what())
        .filter(e -> e.fill().equals(fill) && e.position().account().equals(account))
        .isPresent();
  }

  private static StoreException unknown(OrderId id, Fill fill) {
    return new StoreException(
        StoreException.Category.FAILED,
        "execution " + fill.executionId() + " is of order " + id + ", which no event named");
  }
}
