// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.message.Denial;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.notice.EventName;
import dev.fairlead.routing.RoutingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the engine decided, since the process started: events and refusals by kind, where
 * orders were routed and by what, and the doubts that are open. Told on the sequencer's thread,
 * which it never holds up; read by anybody.
 */
final class OutcomeTally {
  private final Map<EventName, LongAdder> events = new EnumMap<>(EventName.class);
  private final Tally denials = Tally.of(Denial.class);
  private final Map<BrokerAccount, HopTimes> times;
  private final Map<BrokerAccount, Map<String, LongAdder>> routed = new TreeMap<>();
  private final Map<PlacementId, OpenDoubt> doubts = new ConcurrentHashMap<>();

  /**
   * Begins to count.
   *
   * @param times by account, of all that are configured
   * @param live the placements that live at a start: some may be in doubt
   */
  OutcomeTally(Map<BrokerAccount, HopTimes> times, Collection<Placement> live) {
    this.times = Map.copyOf(times);
    times
        .keySet()
        .forEach(account -> {
          Map<String, LongAdder> choices = new ConcurrentHashMap<>();
          RoutingStrategy.names().forEach(name -> choices.put(name, new LongAdder()));
          choices.put(Event.Routed.PINNED, new LongAdder());
          routed.put(account, choices);
        });
    for (EventName name : EventName.values()) {
      events.put(name, new LongAdder());
    }
    live.forEach(this::note);
  }

  void onOutcome(Outcome outcome) {
    if (outcome.reply() instanceof Reply.Denied(Denial why)) {
      denials.count(why);
    }
    for (Event event : outcome.events()) {
      if (event instanceof OrderEvent told) {
        count(EventName.of(told));
      } else if (event instanceof Event.GatewayEvent told) {
        count(EventName.of(told));
      } else if (event instanceof Event.PlacementEvent(Placement placement)) {
        note(placement);
      } else if (event instanceof Event.Routed choice) {
        count(choice);
      } else if (event instanceof Event.Booked booked) {
        time(outcome, booked);
      }
    }
  }

  private void count(EventName name) {
    Objects.requireNonNull(events.get(name)).increment();
  }

  /** What was decided for an account that is no longer configured is nobody's choice any more. */
  private void count(Event.Routed choice) {
    Map<String, LongAdder> choices = routed.get(choice.account());
    if (choices != null) {
      choices.computeIfAbsent(choice.strategy(), _ -> new LongAdder()).increment();
    }
  }

  private void note(Placement placement) {
    OpenDoubt.of(placement)
        .ifPresentOrElse(
            doubt -> doubts.put(placement.id(), doubt),
            () -> {
              if (!doubts.isEmpty()) {
                doubts.remove(placement.id());
              }
            });
  }

  /** Of a placement's executions the first: the others are a matter of its size. */
  private void time(Outcome outcome, Event.Booked booked) {
    HopTimes account = times.get(booked.account());
    if (account == null || booked.fill().revision() > 0) {
      return;
    }
    for (Event event : outcome.events()) {
      if (event instanceof Event.PlacementEvent(Placement placement)
          && placement.id().equals(booked.placement())
          && placement.fills() == 1) {
        placement
            .latest(Attempt.Kind.PLACE)
            .ifPresent(sent ->
                account.took(Hop.FILL, Duration.between(sent.at(), outcome.at()).toNanos()));
        return;
      }
    }
  }

  Map<EventName, Long> events() {
    Map<EventName, Long> counts = new EnumMap<>(EventName.class);
    events.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }

  Map<String, Long> denials() {
    return denials.counts();
  }

  List<OpenDoubt> doubts() {
    return List.copyOf(doubts.values());
  }

  List<Observations.Choice> choices() {
    List<Observations.Choice> all = new ArrayList<>();
    routed.forEach((account, choices) ->
        new TreeMap<>(choices)
            .forEach((strategy, count) ->
                all.add(new Observations.Choice(account, strategy, count.sum()))));
    return all;
  }
}
