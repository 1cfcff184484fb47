// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.BookedMove;
import dev.fairlead.state.EngineState.Configured;
import dev.fairlead.state.EngineState.EventCount;
import dev.fairlead.state.EngineState.Link;
import dev.fairlead.state.EngineState.Parked;
import java.time.Instant;
import java.util.List;

/** Makes a state part by part, or another one out of it. Not thread-safe. */
public final class StateEdit {
  private long sequence;
  private Instant at;
  private int instance;
  private int epoch;
  private int engineVersion;
  private long placementCount;
  private Routing routing;
  private List<Link> links;
  private List<Instrument> instruments;
  private List<Order> orders;
  private List<Placement> placements;
  private List<BookedFill> fills;
  private List<Position> positions;
  private List<Balance> balances;
  private List<EventCount> eventCounts;
  private List<Parked> parked;
  private List<Configured> configurations;
  private List<ExitGroup> groups;
  private List<BookedMove> moves;
  private List<Moved> movesAside;
  private List<Flowed> flows;
  private List<Execution> included;
  private RouteMemory routes;
  private DoubtMemory doubts;

  private StateEdit(EngineState state) {
    sequence = state.sequence();
    at = state.at();
    instance = state.instance();
    epoch = state.epoch();
    engineVersion = state.engineVersion();
    placementCount = state.placementCount();
    routing = state.routing();
    links = state.links();
    instruments = state.instruments();
    orders = state.orders();
    placements = state.placements();
    fills = state.fills();
    positions = state.positions();
    balances = state.balances();
    eventCounts = state.eventCounts();
    parked = state.parked();
    configurations = state.configurations();
    groups = state.groups();
    moves = state.moves();
    movesAside = state.movesAside();
    flows = state.flows();
    included = state.included();
    routes = state.routes();
    doubts = state.doubts();
  }

  public static StateEdit of(EngineState state) {
    return new StateEdit(state);
  }

  /** One that begins before the first input. */
  public static StateEdit empty() {
    return new StateEdit(EngineState.EMPTY);
  }

  /** The last input. */
  public StateEdit after(long lastSequence, Instant lastAt) {
    sequence = lastSequence;
    at = lastAt;
    return this;
  }

  /** What {@link EngineState} has of the last start, and how many placements were made since. */
  public StateEdit started(int by, int nth, int version, long placed) {
    instance = by;
    epoch = nth;
    engineVersion = version;
    placementCount = placed;
    return this;
  }

  public StateEdit routing(Routing other) {
    routing = other;
    return this;
  }

  public StateEdit links(List<Link> other) {
    links = other;
    return this;
  }

  public StateEdit instruments(List<Instrument> other) {
    instruments = other;
    return this;
  }

  public StateEdit orders(List<Order> other) {
    orders = other;
    return this;
  }

  public StateEdit placements(List<Placement> other) {
    placements = other;
    return this;
  }

  public StateEdit fills(List<BookedFill> other) {
    fills = other;
    return this;
  }

  public StateEdit positions(List<Position> other) {
    positions = other;
    return this;
  }

  public StateEdit balances(List<Balance> other) {
    balances = other;
    return this;
  }

  public StateEdit eventCounts(List<EventCount> other) {
    eventCounts = other;
    return this;
  }

  public StateEdit parked(List<Parked> other) {
    parked = other;
    return this;
  }

  public StateEdit configurations(List<Configured> other) {
    configurations = other;
    return this;
  }

  public StateEdit groups(List<ExitGroup> other) {
    groups = other;
    return this;
  }

  public StateEdit moves(List<BookedMove> other) {
    moves = other;
    return this;
  }

  public StateEdit movesAside(List<Moved> other) {
    movesAside = other;
    return this;
  }

  public StateEdit flows(List<Flowed> other) {
    flows = other;
    return this;
  }

  public StateEdit included(List<Execution> other) {
    included = other;
    return this;
  }

  public StateEdit routes(RouteMemory other) {
    routes = other;
    return this;
  }

  /** The same but for who acts. */
  public StateEdit lead(Lead lead) {
    routes = routes.leading(lead);
    return this;
  }

  public StateEdit doubts(DoubtMemory other) {
    doubts = other;
    return this;
  }

  public EngineState done() {
    return new EngineState(
        sequence,
        at,
        instance,
        epoch,
        engineVersion,
        placementCount,
        routing,
        links,
        instruments,
        orders,
        placements,
        fills,
        positions,
        balances,
        eventCounts,
        parked,
        configurations,
        groups,
        moves,
        movesAside,
        flows,
        included,
        routes,
        doubts);
  }
}
