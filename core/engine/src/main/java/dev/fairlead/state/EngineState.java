// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.account.Configuration;
import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerCommand.Group;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.RouteMemory.Listing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine knows, as plain data: what a snapshot holds and what two engines are compared
 * by. Two engines that took the same inputs have equal states, lists in the same order (I-04).
 *
 * @param sequence of the last input
 * @param at of the last input
 * @param placementCount placements made in this epoch
 * @param instruments in the order in which they were first listed
 * @param moves in the order in which they were booked
 * @param movesAside moves that could not be booked yet, kept until they can be (I-12)
 * @param flows money that came or went without a fill, in the order in which it was booked
 * @param included what the openings of accounts have in them, flows and moves
 * @param routes what the choice among several accounts needs to remember
 * @param doubts what is in doubt, and how far accounts are believed
 */
public record EngineState(
    long sequence,
    Instant at,
    int instance,
    int epoch,
    int engineVersion,
    long placementCount,
    Routing routing,
    List<Link> links,
    List<Instrument> instruments,
    List<Order> orders,
    List<Placement> placements,
    List<BookedFill> fills,
    List<Position> positions,
    List<Balance> balances,
    List<EventCount> eventCounts,
    List<Parked> parked,
    List<Configured> configurations,
    List<ExitGroup> groups,
    List<BookedMove> moves,
    List<Moved> movesAside,
    List<Flowed> flows,
    List<Execution> included,
    RouteMemory routes,
    DoubtMemory doubts) {

  /** The state before the first input. */
  public static final EngineState EMPTY =
      new EngineState(
          0,
          Instant.EPOCH,
          0,
          0,
          0,
          0,
          new Routing("primary-only", List.of()),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          RouteMemory.NONE,
          DoubtMemory.NONE);

  /** The newest verdict on the link to {@code account}. */
  public LinkHealth health(BrokerAccount account) {
    return links.stream()
        .filter(link -> link.account().equals(account))
        .findFirst()
        .map(Link::health)
        .orElseGet(() -> LinkHealth.unjudged(account));
  }

  /** Whether {@code account} may take new orders, as far as its book says. */
  public Clearance clearance(BrokerAccount account) {
    return links.stream()
        .filter(link -> link.account().equals(account))
        .findFirst()
        .map(Link::clearance)
        .orElseGet(() -> Clearance.clear(account));
  }

  /** The same but for these lists. */
  EngineState with(
      List<Instrument> instruments,
      List<Order> orders,
      List<Placement> placements,
      List<BookedFill> fills,
      List<ExitGroup> groups,
      List<BookedMove> moves,
      List<Flowed> flows,
      List<Listing> listings) {
    return StateEdit.of(this)
        .instruments(instruments)
        .orders(orders)
        .placements(placements)
        .fills(fills)
        .groups(groups)
        .moves(moves)
        .flows(flows)
        .routes(routes.with(listings))
        .done();
  }

  /**
   * The instruments whose listing by {@code account} would tell nothing new: those known of it, or
   * all where there is no other account to tell it from.
   */
  public List<Instrument> known(BrokerAccount account) {
    if (routing.accounts().size() < 2) {
      return instruments;
    }
    Set<Symbol> listed = routes.listed(account);
    return instruments.stream().filter(each -> listed.contains(each.symbol())).toList();
  }

  /**
   * A link that has been seen.
   *
   * @param capabilities null while it is down
   * @param since when it came up or went down; up to then at least the account was heard
   * @param health the newest verdict on it
   * @param clearance whether the account may take new orders, as far as its book says
   */
  public record Link(
      BrokerAccount account,
      @Nullable Capabilities capabilities,
      Instant since,
      LinkHealth health,
      Clearance clearance) {
    /** One that nothing was said of yet but this. */
    public Link(BrokerAccount account, @Nullable Capabilities capabilities, Instant since) {
      this(account, capabilities, since, LinkHealth.unjudged(account), Clearance.clear(account));
    }

    /** One that has not been seen, and so was never heard. */
    public static Link unseen(BrokerAccount account) {
      return new Link(account, null, Instant.EPOCH);
    }

    /** It is up from {@code at} on. */
    public Link up(Capabilities can, Instant at) {
      return new Link(account, can, at, health, clearance);
    }

    /** It is down from {@code at} on, or has been since before. */
    public Link down(Instant at) {
      return capabilities == null ? this : new Link(account, null, at, health, clearance);
    }

    /** The same with another verdict on it. */
    public Link judged(LinkHealth verdict) {
      return new Link(account, capabilities, since, verdict, clearance);
    }

    /** The same where {@code said} holds from now on. */
    public Link cleared(Clearance said) {
      return new Link(account, capabilities, since, health, said);
    }

    /** Up to when the account was heard, as a state says whose last input was at {@code at}. */
    public Instant heard(Instant at) {
      return capabilities == null ? since : at;
    }
  }

  /** The newest revision of an execution, and whether a bust took it back. */
  public record BookedFill(
      OrderId order, PlacementId placement, BrokerAccount account, Fill fill, boolean busted) {}

  /**
   * Units that came or went without a fill.
   *
   * @param fillsBefore how many executions of its holding had been booked before it: its place
   *     among them, which the fold of a position needs
   */
  public record BookedMove(Moved move, int fillsBefore) {}

  /** How many events a principal has been told. */
  public record EventCount(Principal principal, long count) {}

  /** What a principal has settled for its own trading. */
  public record Configured(Principal principal, Configuration configuration) {}

  /**
   * News that cannot be applied yet or at all: of a placement that is not ours, or a correction of
   * an execution that has not come. Kept, never dropped (I-12, I-23, I-26).
   */
  public record Parked(BrokerAccount account, PlacementId placement, OrderNews news) {}

  /** The groups that the broker of {@code account} keeps, and of which something lives. */
  public List<Group> carried(BrokerAccount account) {
    List<ExitGroup> kept = groups.stream().filter(ExitGroup::carried).toList();
    if (kept.isEmpty()) {
      return List.of();
    }
    Map<OrderId, Order> byId = new LinkedHashMap<>();
    orders.forEach(order -> byId.put(order.id(), order));
    Set<PlacementId> live = new LinkedHashSet<>();
    placements.stream()
        .filter(placement -> placement.account().equals(account) && placement.status().isLive())
        .forEach(placement -> live.add(placement.id()));
    return kept.stream()
        .filter(group ->
            group.members().stream().anyMatch(id -> live.contains(member(byId, id).placement())))
        .map(group -> carried(group, byId))
        .toList();
  }

  private static Group carried(ExitGroup group, Map<OrderId, Order> orders) {
    List<Leg> legs = new ArrayList<>();
    for (OrderId id : group.exits()) {
      Order exit = member(orders, id);
      if (!id.equals(group.parent()) && exit.group() != null) {
        legs.add(new Leg(exit.group().role(), exit.placement()));
      }
    }
    return new Group(member(orders, group.parent()).placement(), legs);
  }

  private static Order member(Map<OrderId, Order> orders, OrderId id) {
    return Objects.requireNonNull(orders.get(id), () -> "order " + id + " of a group is unknown");
  }
}
