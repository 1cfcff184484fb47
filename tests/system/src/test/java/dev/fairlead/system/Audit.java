// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.system.Traders.Promise;
import dev.fairlead.system.UpdateListener.Update;
import dev.fairlead.testkit.RecordingBroker.Sent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks what a gateway left behind: its journal against what its clients were promised, against
 * what went over the wire to its broker, and against itself. One audit can follow a data folder
 * from one end of its gateway to the next: it then replays what is new.
 */
final class Audit {
  private static final Update NOTHING = new Update("", 0, "", "", "");

  private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
  private final Map<OrderId, Order> orders = new HashMap<>();
  private final Map<Long, OrderEvent> events = new TreeMap<>();

  /** What the journal says was to be sent, and so may have been. */
  private final Set<Sent> intents = new HashSet<>();

  private final Map<PlacementId, OrderId> ordersOfPlacements = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private EngineState state = EngineState.EMPTY;
  private long snapshotAt;

  /** Replays the journal in {@code data}, which no gateway may be running on. */
  static Audit of(Path data) {
    return new Audit().goOn(data);
  }

  /** Replays what the journal in {@code data} has more than when it was last looked at. */
  Audit goOn(Path data) {
    try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
      journal.replay(engine.sequence(), input -> take(engine.apply(input)));
      state = engine.state();
      EngineState kept = journal.snapshot(Long.MAX_VALUE);
      snapshotAt = kept.sequence();
      if (kept.sequence() == engine.sequence()) {
        assertThat(kept).as("I-04 snapshot and replay").isEqualTo(state);
      }
    }
    state.orders().forEach(order -> orders.put(order.id(), order));
    return this;
  }

  /** What the journal leads to. */
  EngineState state() {
    return state;
  }

  /** The input after which the newest snapshot was kept; 0 without one. */
  long snapshotAt() {
    return snapshotAt;
  }

  private void take(Outcome outcome) {
    for (Effect effect : outcome.effects()) {
      if (effect instanceof Effect.Send(BrokerCommand command)) {
        intents.add(Sent.of(command));
      }
    }
    for (Event event : outcome.events()) {
      if (event instanceof Event.PlacementEvent(Placement placement)) {
        ordersOfPlacements.putIfAbsent(placement.id(), placement.order());
      }
      if (event instanceof OrderEvent told && events.put(told.number(), told) != null) {
        faults.add("I-32 event " + told.number() + " was told twice");
      }
    }
  }

  /** I-01: every order that was promised is there, under its ids, and every cancel was not lost. */
  Audit keeps(List<Promise> promises) {
    for (Promise promise : promises) {
      switch (promise) {
        case Promise.Placed(String clientOrderId, String orderId) -> {
          Order order = orders.get(OrderId.parse(orderId));
          if (order == null || !order.clientOrderId().equals(clientOrderId)) {
            faults.add("I-01 " + promise + " is lost, found " + order);
          }
        }
        case Promise.CancelTaken(String orderId) -> {
          Order order = orders.get(OrderId.parse(orderId));
          boolean resting =
              order != null
                  && switch (order.status()) {
                    case ACCEPTED, WORKING, PARTIALLY_FILLED, HELD -> true;
                    case IN_DOUBT,
                        PENDING_CANCEL,
                        PENDING_REPLACE,
                        FILLED,
                        CANCELED,
                        EXPIRED,
                        REJECTED,
                        REPLACED ->
                        false;
                  };
          if (order == null || resting) {
            faults.add("I-01 " + promise + " is lost, found " + order);
          }
        }
      }
    }
    return this;
  }

  /** I-03, I-07: what went out was journaled before, and went out once. */
  Audit matches(List<Sent> wire) {
    Set<Sent> seen = new HashSet<>();
    Set<PlacementId> placed = new HashSet<>();
    for (Sent sent : wire) {
      if (!seen.add(sent)) {
        faults.add("sent twice: " + sent);
      }
      if (sent.kind() == Attempt.Kind.PLACE && !placed.add(sent.placement())) {
        faults.add("I-07 placed twice: " + sent);
      }
      if (!intents.contains(sent)) {
        faults.add("I-03 sent and not journaled: " + sent);
      }
    }
    placedOncePerOrder(wire);
    return this;
  }

  /** I-15: a second placing of an order only after it was proven that the first never arrived. */
  private void placedOncePerOrder(List<Sent> wire) {
    Map<PlacementId, Placement> placements = new HashMap<>();
    state.placements().forEach(placement -> placements.put(placement.id(), placement));
    Map<OrderId, Sent> last = new HashMap<>();
    for (Sent sent : wire) {
      OrderId order = ordersOfPlacements.get(sent.placement());
      if (sent.kind() != Attempt.Kind.PLACE || order == null) {
        continue;
      }
      Sent before = last.put(order, sent);
      if (before != null) {
        Placement first = placements.get(before.placement());
        if (first == null || first.status() != PlacementStatus.NOT_PLACED) {
          faults.add("I-15 " + order + " was placed as " + sent + " and before as " + first);
        }
      }
    }
  }

  /** I-10, I-11, I-14: the book agrees with itself. */
  Audit isConsistent() {
    Map<OrderId, Integer> live = new HashMap<>();
    for (Placement placement : state.placements()) {
      if (placement.status().isLive() && live.merge(placement.order(), 1, Integer::sum) > 1) {
        faults.add("I-14 " + placement.order() + " has two live placements");
      }
    }
    for (Order order : state.orders()) {
      order
          .request()
          .size()
          .units()
          .filter(units -> order.filled().compareTo(units) > 0)
          .ifPresent(units -> faults.add("I-11 " + order.id() + " is filled beyond " + units));
    }
    assertThat(positions()).as("I-10 positions are the sums of fills").isEqualTo(sumsOfFills());
    return this;
  }

  /** What is held, by symbol; flat positions are left out. */
  Map<String, Quantity> positions() {
    Map<String, Quantity> held = new TreeMap<>();
    for (Position position : state.positions()) {
      if (!position.isFlat()) {
        held.put(position.symbol().text(), position.quantity());
      }
    }
    return held;
  }

  private Map<String, Quantity> sumsOfFills() {
    Map<String, Quantity> sums = new TreeMap<>();
    for (BookedFill booked : state.fills()) {
      if (!booked.busted()) {
        Quantity change = booked.fill().side().signed(booked.fill().quantity());
        sums.merge(booked.fill().symbol().text(), change, Quantity::plus);
      }
    }
    sums.values().removeIf(Quantity::isZero);
    return sums;
  }

  /**
   * I-32: whoever listened was told what the journal says, in order and each once; and while it was
   * connected, without a gap.
   */
  Audit told(List<List<Update>> connections) {
    Update last = NOTHING;
    for (List<Update> updates : connections) {
      for (int i = 0; i < updates.size(); i++) {
        Update update = updates.get(i);
        isTold(update, last);
        if (i > 0) {
          leavesNothingOut(last, update);
        }
        last = update;
      }
    }
    return this;
  }

  private void isTold(Update update, Update before) {
    OrderEvent event = events.get(update.number());
    if (event == null || !event.order().id().toString().equals(update.orderId())) {
      faults.add("I-32 " + update + " was told, the journal has " + event);
    }
    if (update.id().compareTo(before.id()) <= 0 || update.number() <= before.number()) {
      faults.add("I-32 " + update + " came after " + before);
    }
  }

  private void leavesNothingOut(Update before, Update update) {
    for (long number = before.number() + 1; number < update.number(); number++) {
      OrderEvent skipped = events.get(number);
      if (skipped == null || hasAWord(skipped)) {
        faults.add("I-32 " + number + " was left out: " + skipped);
      }
    }
  }

  /** Whether Alpaca's stream has a word for it. */
  private static boolean hasAWord(OrderEvent event) {
    return switch (event.what()) {
      case OrderEvent.Happened.Accepted _,
          OrderEvent.Happened.Working _,
          OrderEvent.Happened.Filled _,
          OrderEvent.Happened.LateFill _,
          OrderEvent.Happened.CancelRequested _,
          OrderEvent.Happened.CancelRefused _,
          OrderEvent.Happened.Canceled _,
          OrderEvent.Happened.Expired _,
          OrderEvent.Happened.Rejected _,
          OrderEvent.Happened.ReplaceRequested _,
          OrderEvent.Happened.ReplaceRefused _,
          OrderEvent.Happened.Replaced _,
          OrderEvent.Happened.Reinstated _,
          OrderEvent.Happened.Held _,
          OrderEvent.Happened.Completed _,
          OrderEvent.Happened.Released _ ->
          true;
      case OrderEvent.Happened.Busted _,
          OrderEvent.Happened.Corrected _,
          OrderEvent.Happened.InDoubt _,
          OrderEvent.Happened.Rerouted _,
          OrderEvent.Happened.Trailed _,
          OrderEvent.Happened.Sized _ ->
          false;
    };
  }

  /** Fails with all that was found. */
  Audit requireSound() {
    long last = events.size();
    if (!events.isEmpty() && !events.containsKey(last)) {
      faults.add("I-32 there are " + last + " events, and their numbers have a gap");
    }
    assertThat(faults).isEmpty();
    return this;
  }
}
