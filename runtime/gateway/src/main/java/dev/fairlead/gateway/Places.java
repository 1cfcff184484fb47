// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Fault;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.routing.RoutingStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where new orders may go, and what the engine has to be told of it with each order. Thread-safe.
 */
final class Places {
  /** How long the other accounts are waited for once one of them is up. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** How Fairlead's field beside Alpaca's is called. */
  private static final String STRATEGY = "routing_strategy";

  private static final Duration STEP = Duration.ofMillis(20);

  /** Those that a strategy may choose, the primary one first. */
  private final List<LinkRunner> chosen;

  /** All of them where there are several; else none. */
  private final List<LinkRunner> compared;

  Places(Collection<LinkRunner> links, Routing routing) {
    List<LinkRunner> all = List.copyOf(links);
    chosen = hasChoice(routing) ? all : all.subList(0, 1);
    compared = all.size() > 1 ? all : List.of();
  }

  private static boolean hasChoice(Routing routing) {
    return !routing.rules().isEmpty()
        || RoutingStrategy.named(routing.strategy()).map(RoutingStrategy::hasChoice).orElse(false);
  }

  /** What is wrong with the strategy that a client asks for. */
  static List<Fault> strategyFaults(@Nullable String strategy) {
    return strategy == null || RoutingStrategy.named(strategy).isPresent()
        ? List.of()
        : List.of(
            new Fault(
                STRATEGY,
                strategy,
                "unknown-value",
                "one of " + String.join(", ", RoutingStrategy.names())));
  }

  private LinkRunner primary() {
    return chosen.getFirst();
  }

  /** What each takes that is up; an order may ask for a strategy that has more of a choice. */
  List<Capabilities> capabilities() {
    return compared.isEmpty()
        ? primary().capabilities().map(List::of).orElse(List.of())
        : compared.stream().flatMap(link -> link.capabilities().stream()).toList();
  }

  /** Whether one is up that orders may go to. */
  private boolean isAnyUp() {
    return chosen.stream().anyMatch(link -> link.capabilities().isPresent());
  }

  boolean has(BrokerAccount account) {
    return compared.stream().anyMatch(link -> link.account().equals(account));
  }

  BrokerAccount first() {
    return primary().account();
  }

  /**
   * What an order brings along.
   *
   * @param strategy the one that its client asks for; null for none
   * @param only the only account that its client may trade with; null for any
   */
  RouteHints hints(
      Symbol symbol, Side side, @Nullable String strategy, @Nullable BrokerAccount only) {
    if (compared.isEmpty()) {
      return strategy == null ? RouteHints.NONE : new RouteHints(strategy, null, List.of());
    }
    List<Sight> sights = new ArrayList<>(compared.size());
    for (LinkRunner link : compared) {
      Optional<Price> seen = link.isUp() ? link.reference(symbol, side) : Optional.empty();
      seen.ifPresent(touch -> sights.add(new Sight(link.account(), touch)));
    }
    RouteHints hints = new RouteHints(strategy, only, sights);
    return hints.equals(RouteHints.NONE) ? RouteHints.NONE : hints;
  }

  /**
   * Waits until the primary account is up, or for a moment only where orders may go elsewhere;
   * false where none is.
   */
  boolean awaitUp(Duration limit) throws InterruptedException {
    if (chosen.size() == 1) {
      return primary().awaitUp(limit);
    }
    Duration grace = GRACE.compareTo(limit) < 0 ? GRACE : limit;
    if (primary().awaitUp(grace)) {
      return true;
    }
    for (Duration left = limit.minus(grace); !left.isNegative(); left = left.minus(STEP)) {
      if (isAnyUp() || primary().awaitUp(STEP)) {
        return true;
      }
    }
    return false;
  }

  /** Why no order can be taken; empty where one can. */
  Optional<String> whyDown() {
    return isAnyUp()
        ? Optional.empty()
        : Optional.of(chosen.stream().map(Places::whyDown).collect(Collectors.joining("; ")));
  }

  /** As the broker or its adapter told it; nothing while it has told nothing. */
  private static String whyDown(LinkRunner link) {
    String why =
        switch (link.state().standing()) {
          case LinkState.Standing.Down(Instant _, String reason) -> ": " + reason;
          case LinkState.Standing.Connecting(), LinkState.Standing.Up _ -> "";
        };
    return "the link to " + link.account() + " is not up" + why;
  }
}
