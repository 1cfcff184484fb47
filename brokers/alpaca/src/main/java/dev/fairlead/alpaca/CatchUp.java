// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpaca.Listings.Listing;
import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what happened while nobody listened: the executions since then, then where each order
 * stands. What the lists leave open is looked up one by one. Called by one thread at a time.
 */
final class CatchUp {
  /** Our clock and Alpaca's may differ by so much without an order being missed. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final Listings listings;
  private final Names names;
  private final LegNames legs;
  private final Looks looks;
  private final Reports reports;
  private final Set<String> foreign = new LinkedHashSet<>();

  CatchUp(Listings listings, Names names, LegNames legs, Looks looks, Reports reports) {
    this.listings = listings;
    this.names = names;
    this.legs = legs;
    this.looks = looks;
    this.reports = reports;
  }

  /** Everything of an account that was asked for at one instant. */
  private record Seen(
      Map<String, AlpacaOrder> orders, Map<String, List<Execution>> executions, Instant asked) {}

  /**
   * Catches up with everything since {@code since}, of which some may have been told before.
   *
   * @param quiet to tell only what is news here: of an order that works on, nothing
   * @param look takes the placements that have to be looked up
   * @return when it was asked: up to then the account is known
   * @throws Trouble if Alpaca does not tell all of it; what it told has been reported
   */
  Instant run(Instant since, boolean quiet, Consumer<PlacementId> look) {
    Seen seen = read(since);
    seen.executions().forEach((id, executions) -> tell(seen, id, executions));
    foreign.retainAll(seen.orders().keySet());
    Set<PlacementId> told = new LinkedHashSet<>();
    Set<PlacementId> open = new LinkedHashSet<>();
    seen.orders().values().stream()
        .sorted(Comparator.comparing(AlpacaOrder::submittedAt))
        .forEach(order -> {
          if (!order.isOurs()) {
            tellForeign(order);
          } else if (tell(order, quiet)) {
            told.add(order.placement());
          } else {
            open.add(order.placement());
          }
        });
    // What ended without being on a list any more, and what the lists could not decide.
    List<PlacementId> missing = new ArrayList<>(names.live());
    missing.addAll(open.stream().filter(placement -> names.live(placement).isPresent()).toList());
    missing.stream().distinct().filter(placement -> !told.contains(placement)).forEach(look);
    return seen.asked();
  }

  /** The names of legs come first: their own rows do not say whose they are. */
  private void learnLegs() {
    for (PlacementId parent : legs.unsettled()) {
      try {
        looks.learnLegs(listings.orderOf(parent.text()));
      } catch (Trouble trouble) {
        if (trouble.why() != Trouble.Cause.ABSENT) {
          throw trouble;
        }
      }
    }
  }

  private Seen read(Instant since) {
    learnLegs();
    Listing<AlpacaOrder> working = whole(listings.openOrders());
    Map<String, AlpacaOrder> orders = new LinkedHashMap<>();
    working.rows().forEach(order -> orders.put(order.id(), order));
    Listing<Execution> executions = whole(listings.executions(since));
    // Those that ended were placed at any time before.
    Set<PlacementId> open = new LinkedHashSet<>();
    working.rows().forEach(order -> open.add(order.placement()));
    Instant oldest =
        names.live().stream()
            .filter(placement -> !open.contains(placement))
            .flatMap(placement -> names.live(placement).stream())
            .map(Names.Live::since)
            .filter(placed -> placed.isAfter(Instant.EPOCH))
            .reduce(since, (a, b) -> a.isBefore(b) ? a : b);
    whole(listings.orders(oldest.minus(CLOCKS)))
        .rows()
        .forEach(order -> orders.put(order.id(), order));
    orders.values().forEach(names::learn);
    Map<String, List<Execution>> byOrder = new LinkedHashMap<>();
    executions
        .rows()
        .forEach(one -> byOrder.computeIfAbsent(one.orderId(), _ -> new ArrayList<>()).add(one));
    return new Seen(orders, byOrder, working.asked());
  }

  private static <T> Listing<T> whole(Listing<T> listing) {
    Optional<String> broken = listing.broken();
    if (broken.isPresent()) {
      throw new Trouble(Trouble.Cause.UNAVAILABLE, broken.get());
    }
    return listing;
  }

  private void tell(Seen seen, String id, List<Execution> executions) {
    AlpacaOrder known = seen.orders().get(id);
    try {
      AlpacaOrder order = known == null ? listings.order(id) : known;
      if (order.isOurs() || !legs.isExpecting()) {
        reports.executed(order, executions);
      }
    } catch (Trouble trouble) {
      if (trouble.why() != Trouble.Cause.ABSENT) {
        throw trouble;
      }
      reports.unread("activities", "executions of an order that is not there: " + executions);
    }
  }

  /** Told once; it is somebody else's to follow. */
  private void tellForeign(AlpacaOrder order) {
    if (order.standing().isLive() && !legs.isExpecting() && foreign.add(order.id())) {
      order.found(List.of()).ifPresent(found -> reports.news(order.placement(), found));
    }
  }

  /** False where the list does not decide it. */
  private boolean tell(AlpacaOrder order, boolean quiet) {
    PlacementId placement = order.placement();
    boolean leads = names.name(placement, "").equals(order.id());
    boolean decided =
        leads
            && order.standing() != Standing.REPLACED
            && order.standing() != Standing.REPLACING
            && reports.isWhole(order);
    if (!decided) {
      // The order that has its place, or will have, is on the list too.
      return false;
    }
    if (!quiet || order.standing() != Standing.WORKING) {
      order.found(List.of()).ifPresent(found -> reports.news(placement, found));
    }
    return true;
  }
}
