// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.broker.Known;
import dev.fairlead.message.BrokerCommand.Group;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of Alpaca's orders are legs of ours. Alpaca chooses their {@code client_order_id} itself,
 * and a leg does not say what brought it: only the order that brought it lists its legs (facts
 * 2.1). So until that has been seen, an order that nobody knows may be one of them. Bounded.
 * Thread-safe.
 */
final class LegNames {
  private static final int MOST = 50_000;

  /** Long after it is known whether the group is there. */
  private static final Duration EXPECTED = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<PlacementId, List<Leg>> groups = bounded();
  private final Map<PlacementId, PlacementId> parents = bounded();

  /** Our legs by Alpaca's ids, those of replaced ones too. */
  private final Map<String, PlacementId> legs = bounded();

  private final Map<PlacementId, String> names = bounded();

  /** Groups whose legs are not known, and since when. */
  private final Map<PlacementId, Instant> expected = bounded();

  LegNames(InstantSource clock) {
    this.clock = clock;
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Takes up what the book knows. */
  synchronized void takeUp(Known known) {
    for (Group group : known.groups()) {
      placing(group.parent(), group.legs());
    }
    for (Placement placement : known.live()) {
      if (parents.containsKey(placement.id()) && !placement.brokerOrderId().isEmpty()) {
        name(placement.id(), placement.brokerOrderId());
      }
    }
    known.groups().forEach(group -> settle(group.parent()));
  }

  /** A group is sent. */
  synchronized void placing(PlacementId parent, List<Leg> brought) {
    groups.put(parent, brought);
    brought.forEach(leg -> parents.put(leg.placement(), parent));
    expected.put(parent, clock.instant());
  }

  /** The group is not there, and no leg of it. */
  synchronized void absent(PlacementId parent) {
    expected.remove(parent);
  }

  /** Whether an order that nobody knows may be a leg of ours. */
  synchronized boolean isExpecting() {
    if (expected.isEmpty()) {
      return false;
    }
    Instant oldest = clock.instant().minus(EXPECTED);
    expected.values().removeIf(since -> since.isBefore(oldest));
    return !expected.isEmpty();
  }

  /** Groups whose legs are not all known. */
  synchronized List<PlacementId> unsettled() {
    return List.copyOf(expected.keySet());
  }

  synchronized boolean isUnsettled(PlacementId parent) {
    return expected.containsKey(parent);
  }

  /** The placement that brought this one; empty if it was placed by itself. */
  synchronized Optional<PlacementId> parent(PlacementId leg) {
    return Optional.ofNullable(parents.get(leg));
  }

  /** Alpaca's first id of a leg; empty where it is not known. */
  synchronized String name(PlacementId leg) {
    return names.getOrDefault(leg, "");
  }

  /** The order as a leg of ours where it is one, by its own id or that of the one before it. */
  AlpacaOrder claim(AlpacaOrder order) {
    return order.bearsOurName() ? order : claimed(order);
  }

  private synchronized AlpacaOrder claimed(AlpacaOrder order) {
    PlacementId leg = legs.get(order.id());
    if (leg == null && !order.replaces().isEmpty()) {
      leg = legs.get(order.replaces());
    }
    if (leg == null) {
      return order;
    }
    legs.put(order.id(), leg);
    if (!order.replacedBy().isEmpty()) {
      legs.put(order.replacedBy(), leg);
    }
    return order.ownedBy(leg);
  }

  /** Takes what an order says of its legs; those that were not known before. */
  synchronized List<AlpacaOrder> learn(AlpacaOrder parent) {
    List<AlpacaOrder> news = new ArrayList<>();
    for (Leg leg : groups.getOrDefault(parent.placement(), List.of())) {
      AlpacaOrder order = names.containsKey(leg.placement()) ? null : find(parent, leg.role());
      if (order != null) {
        name(leg.placement(), order.id());
        news.add(order.ownedBy(leg.placement()));
      }
    }
    settle(parent.placement());
    return news;
  }

  private void name(PlacementId leg, String id) {
    legs.put(id, leg);
    names.put(leg, id);
  }

  private void settle(PlacementId parent) {
    boolean known =
        groups.getOrDefault(parent, List.of()).stream()
            .allMatch(leg -> names.containsKey(leg.placement()));
    if (known) {
      expected.remove(parent);
    }
  }

  /** The one that stands, where another has taken its place. */
  private static @Nullable AlpacaOrder find(AlpacaOrder parent, Role role) {
    AlpacaOrder found = null;
    for (AlpacaOrder leg : parent.legs()) {
      boolean fits =
          leg.request()
              .map(request -> request.terms() instanceof OrderTerms.Limit)
              .map(limit -> limit == (role == Role.TAKE_PROFIT))
              .orElse(false);
      if (fits && (found == null || found.standing() == Standing.REPLACED)) {
        found = leg;
      }
    }
    return found;
  }
}
