// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static java.util.Comparator.comparing;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Event;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.routing.Roster;
import dev.fairlead.state.Aside;
import dev.fairlead.state.Clients;
import dev.fairlead.state.DoubtBook;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.Links;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateEdit;
import dev.fairlead.state.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders, placements, fills, positions and cash: all that the engine remembers. It holds and finds;
 * what may follow is decided elsewhere. Iteration has an order that a restored book repeats (I-04).
 */
final class Book {
  private record ClientKey(Principal principal, String clientOrderId) {}

  private final Ledger ledger;
  private final Tracked<OrderId, Order> orders = new Tracked<>();
  private final Map<ClientKey, OrderId> byClientOrderId = new LinkedHashMap<>();
  private final Tracked<PlacementId, Placement> placements = new Tracked<>();
  private final Set<PlacementId> live = new LinkedHashSet<>();
  private final Tracked<OrderId, ExitGroup> groups = new Tracked<>();

  /** Of each group the placements of its exits, in the order in which they were made. */
  private final Map<OrderId, List<PlacementId>> exitPlacements = new LinkedHashMap<>();

  /** Groups that something of is open, by their ids; {@link Groups} keeps them. */
  private final TreeSet<OrderId> openGroups = new TreeSet<>(comparing(OrderId::value));

  private final Links links;
  private final Tracked<Symbol, Instrument> instruments = new Tracked<>();
  private final Clients clients;
  private final DoubtBook doubts;
  private final Aside aside;

  /** The sequence of the state that {@link #changes} was last asked for, or that it began from. */
  private long keptAt;

  private long sequence;
  private Instant at;
  private Instant atBefore;
  private int instance;
  private int epoch;
  private int engineVersion;
  private long placementCount;
  private Routing routing;
  private final Roster roster;

  Book(EngineState state) {
    sequence = state.sequence();
    at = state.at();
    atBefore = at;
    instance = state.instance();
    epoch = state.epoch();
    engineVersion = state.engineVersion();
    placementCount = state.placementCount();
    routing = state.routing();
    roster = new Roster(state);
    ledger = Ledger.of(state);
    links = new Links(state.links());
    state.instruments().forEach(instrument -> instruments.put(instrument.symbol(), instrument));
    state.orders().forEach(this::put);
    state.placements().forEach(this::restore);
    state.groups().forEach(this::put);
    clients = new Clients(state);
    doubts = new DoubtBook(state.doubts());
    aside = Aside.of(state);
    keptAt = sequence;
    ledger.forgetChanges();
    roster.listings().forgetChanges();
    Stream.of(instruments, orders, placements, groups).forEach(Tracked::forgetChanges);
  }

  private interface Part {
    <T> List<T> of(Tracked<?, T> things);
  }

  EngineState state() {
    return state(Tracked::values);
  }

  /** What has changed since this was last asked, or since the beginning. */
  StateChange changes() {
    long since = keptAt;
    keptAt = sequence;
    return new StateChange(since, state(Tracked::takeChanged));
  }

  private EngineState state(Part part) {
    return StateEdit.empty()
        .after(sequence, at)
        .started(instance, epoch, engineVersion, placementCount)
        .routing(routing)
        .links(links.all())
        .instruments(part.of(instruments))
        .orders(part.of(orders))
        .placements(part.of(placements))
        .fills(part.of(ledger.fills()))
        .positions(ledger.positions())
        .balances(ledger.balances())
        .eventCounts(clients.eventCounts())
        .parked(aside.news())
        .configurations(clients.configurations())
        .groups(part.of(groups))
        .moves(part.of(ledger.moves()))
        .movesAside(aside.moves())
        .flows(part.of(ledger.flows()))
        .included(ledger.included())
        .routes(roster.memory(part.of(roster.listings())))
        .doubts(doubts.memory())
        .done();
  }

  /** Time and sequence go forward, one by one (I-04, F-C01). */
  void advance(long nextSequence, Instant now) {
    Invariant.check(
        nextSequence == sequence + 1, "I-04", () -> nextSequence + " follows " + sequence);
    Invariant.check(!now.isBefore(at), "F-C01", () -> now + " is before " + at);
    sequence = nextSequence;
    atBefore = at;
    at = now;
  }

  long sequence() {
    return sequence;
  }

  Ledger ledger() {
    return ledger;
  }

  /**
   * A new start: ids carry its epoch from here on, and every link is down until it says otherwise.
   * One that was up was heard until the last input before, as far as anybody knows.
   */
  void start(Started started) {
    Invariant.check(
        started.epoch() > epoch, "I-07", () -> "epoch " + started.epoch() + " follows " + epoch);
    // Whatever id this start will make, it can: an instance or epoch out of range shows here.
    Invariant.check(
        PlacementId.isOurs(PlacementId.of(started.instance(), started.epoch(), 0).text()),
        "I-07",
        () -> "instance " + started.instance() + ", epoch " + started.epoch());
    instance = started.instance();
    epoch = started.epoch();
    engineVersion = started.engineVersion();
    routing = started.routing();
    placementCount = 0;
    links.allDown(atBefore);
    roster.start(routing, placements.values(), at);
  }

  Routing routing() {
    return routing;
  }

  int epoch() {
    return epoch;
  }

  PlacementId nextPlacementId() {
    placementCount++;
    return PlacementId.of(instance, epoch, placementCount);
  }

  Clients clients() {
    return clients;
  }

  DoubtBook doubts() {
    return doubts;
  }

  Roster roster() {
    return roster;
  }

  Links links() {
    return links;
  }

  Aside aside() {
    return aside;
  }

  /** What {@code account} takes, if its link is up. */
  Optional<Capabilities> capabilities(BrokerAccount account) {
    return links.capabilities(account);
  }

  /** Whether this listing of an account's is news. */
  boolean put(BrokerAccount account, Instrument instrument) {
    boolean other = !instrument.equals(instruments.get(instrument.symbol()));
    if (other) {
      instruments.put(instrument.symbol(), instrument);
    }
    return roster.list(account, instrument.symbol()) || other;
  }

  Optional<Instrument> instrument(Symbol symbol) {
    return instruments.find(symbol);
  }

  void put(Order order) {
    Order before = orders.put(order.id(), order);
    ledger.totals().put(before, order);
    if (before == null) {
      byClientOrderId.put(new ClientKey(order.principal(), order.clientOrderId()), order.id());
    }
  }

  Optional<Order> order(OrderId id) {
    return orders.find(id);
  }

  Order requireOrder(OrderId id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new InvariantViolation("order " + id + " of a placement is unknown");
    }
    return order;
  }

  Optional<Order> order(Principal principal, String clientOrderId) {
    return Optional.ofNullable(byClientOrderId.get(new ClientKey(principal, clientOrderId)))
        .flatMap(this::order);
  }

  /** Puts a placement in and tells of it: no change of one goes untold. */
  void keep(Step step, Placement placement) {
    put(placement);
    step.event(new Event.PlacementEvent(placement));
    if (doubts.concerns(placement)) {
      Capabilities can = capabilities(placement.account()).orElse(null);
      step.doubted(doubts.follow(placement, step.at(), can), placement);
    }
  }

  /** The same where it is other than it was; old news leaves no trace. */
  void keepIfChanged(Step step, Placement placement) {
    if (!placement.equals(current(placement))) {
      keep(step, placement);
    }
  }

  /** Keeps a group, whose orders are known. */
  void put(ExitGroup group) {
    if (!group.equals(groups.get(group.id()))) {
      groups.put(group.id(), group);
    }
    noteOpen(group);
  }

  /** Open while one of its orders is, or a placement of its exits lives (D-06). */
  void noteOpen(ExitGroup group) {
    boolean open =
        group.members().stream().anyMatch(id -> requireOrder(id).status().isOpen())
            || !liveExits(group.id()).isEmpty();
    if (open) {
      openGroups.add(group.id());
    } else {
      openGroups.remove(group.id());
    }
  }

  /** The group that an order belongs to, if it belongs to one. */
  Optional<ExitGroup> group(Order order) {
    return Optional.ofNullable(order.group()).flatMap(place -> groups.find(place.id()));
  }

  ExitGroup requireGroup(OrderId id) {
    return groups
        .find(id)
        .orElseThrow(() -> new InvariantViolation("group " + id + " of an order is unknown"));
  }

  List<ExitGroup> openGroups() {
    return openGroups.stream().map(this::requireGroup).toList();
  }

  int openGroupCount() {
    return openGroups.size();
  }

  /** All placements of the exits of a group, in the order in which they were made. */
  List<Placement> exits(OrderId group) {
    return exitPlacements.getOrDefault(group, List.of()).stream()
        .flatMap(id -> placement(id).stream())
        .toList();
  }

  /** Those that may still execute: one at most, unless a broker has broken its word. */
  List<Placement> liveExits(OrderId group) {
    return exits(group).stream().filter(placement -> placement.status().isLive()).toList();
  }

  private void noteExit(Placement placement) {
    Order order = orders.get(placement.order());
    if (order != null && order.group() != null && order.isExit()) {
      exitPlacements
          .computeIfAbsent(order.group().id(), _ -> new ArrayList<>())
          .add(placement.id());
    }
  }

  /** Keeps a placement, and what follows from it in step with it. */
  private void put(Placement placement) {
    Placement before = placements.put(placement.id(), placement);
    roster.put(before, placement, at);
    follow(before, placement);
  }

  private void restore(Placement placement) {
    placements.put(placement.id(), placement);
    roster.restore(placement);
    follow(null, placement);
  }

  private void follow(@Nullable Placement before, Placement placement) {
    // Most news is about a placement's state or its attempts, and binds nothing new.
    if (before == null || !placement.bindsAsMuchAs(before)) {
      ledger.bind(before, placement, currency(placement.request().symbol()));
    }
    if (before == null) {
      noteExit(placement);
    }
    boolean wasLive = before != null && before.status().isLive();
    if (placement.status().isLive() && !wasLive) {
      live.add(placement.id());
    } else if (wasLive && !placement.status().isLive()) {
      live.remove(placement.id());
    }
  }

  /** What has become of a placement by now. */
  Placement current(Placement placement) {
    return placements.find(placement.id()).orElse(placement);
  }

  Optional<Placement> placement(PlacementId id) {
    return placements.find(id);
  }

  /** All placements, in the order in which they were made. */
  List<Placement> placements() {
    return placements.values();
  }

  /** Placements that may still execute, oldest first. */
  List<Placement> live() {
    // Sorted when asked, which is seldom: one that came to life again does not stand where it did.
    return live.stream().sorted().flatMap(id -> placement(id).stream()).toList();
  }

  Currency currency(Symbol symbol) {
    Instrument instrument = instruments.get(symbol);
    if (instrument == null) {
      throw new InvariantViolation(symbol + " of a placement or fill was never listed");
    }
    return instrument.currency();
  }
}
