// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.BookedMove;
import dev.fairlead.state.RouteMemory.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state put together again from its changes, one after the other. Not thread-safe. */
public final class StateSum {
  private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
  private final Map<OrderId, Order> orders = new LinkedHashMap<>();
  private final Map<PlacementId, Placement> placements = new LinkedHashMap<>();
  private final Map<Execution, BookedFill> fills = new LinkedHashMap<>();
  private final Map<OrderId, ExitGroup> groups = new LinkedHashMap<>();
  private final Map<Execution, BookedMove> moves = new LinkedHashMap<>();
  private final Map<Symbol, Listing> listings = new LinkedHashMap<>();
  private final Map<Execution, Flowed> flows = new LinkedHashMap<>();
  private EngineState newest = EngineState.EMPTY;

  /** The state before the first input, to which changes are added. */
  public StateSum() {}

  /**
   * Adds what came next.
   *
   * @throws IllegalArgumentException where it does not follow what was added before
   */
  public void add(StateChange change) {
    if (change.since() != newest.sequence()) {
      throw new IllegalArgumentException(
          "a change since " + change.since() + " does not follow " + newest.sequence());
    }
    newest = change.state();
    newest.instruments().forEach(listed -> instruments.put(listed.symbol(), listed));
    newest.orders().forEach(order -> orders.put(order.id(), order));
    newest.placements().forEach(placement -> placements.put(placement.id(), placement));
    newest.fills().forEach(fill -> fills.put(Execution.of(fill), fill));
    newest.groups().forEach(group -> groups.put(group.id(), group));
    newest.moves().forEach(booked -> moves.put(Execution.of(booked.move()), booked));
    newest.routes().listings().forEach(listing -> listings.put(listing.symbol(), listing));
    newest.flows().forEach(flow -> flows.put(Execution.of(flow), flow));
  }

  /** The sequence of the last input that was added; 0 before the first change. */
  public long sequence() {
    return newest.sequence();
  }

  public EngineState state() {
    return newest.with(
        List.copyOf(instruments.values()),
        List.copyOf(orders.values()),
        List.copyOf(placements.values()),
        List.copyOf(fills.values()),
        List.copyOf(groups.values()),
        List.copyOf(moves.values()),
        List.copyOf(flows.values()),
        List.copyOf(listings.values()));
  }
}
