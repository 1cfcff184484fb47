// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.message.Fault;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.routing.RoutingStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine has to be told with each order, to choose an account for it. Thread-safe. */
public final class Places {
  /** How Fairlead's field beside Alpaca's is called. */
  private static final String STRATEGY = "routing_strategy";

  private final Collection<? extends MarketSource> all;

  /** Of those links, the primary one first; the collection is read later. */
  public Places(Collection<? extends MarketSource> all) {
    this.all = all;
  }

  /** What is wrong with the strategy that a client asks for. */
  public static List<Fault> strategyFaults(@Nullable String strategy) {
    return strategy == null || RoutingStrategy.named(strategy).isPresent()
        ? List.of()
        : List.of(
            new Fault(
                STRATEGY,
                strategy,
                "unknown-value",
                "one of " + String.join(", ", RoutingStrategy.names())));
  }

  /** Whether there is something to choose from, and {@code account} among it. */
  public boolean has(BrokerAccount account) {
    return all.size() > 1 && all.stream().anyMatch(link -> link.account().equals(account));
  }

  /**
   * What an order brings along.
   *
   * @param strategy the one that its client asks for; null for none
   * @param only the only account that its client may trade with; null for any
   */
  public RouteHints hints(
      Symbol symbol, Side side, @Nullable String strategy, @Nullable BrokerAccount only) {
    if (all.size() < 2) {
      return strategy == null ? RouteHints.NONE : new RouteHints(strategy, null, List.of());
    }
    List<Sight> sights = new ArrayList<>(all.size());
    for (MarketSource link : all) {
      Optional<Price> seen = link.isUp() ? link.reference(symbol, side) : Optional.empty();
      seen.ifPresent(touch -> sights.add(new Sight(link.account(), touch)));
    }
    RouteHints hints = new RouteHints(strategy, only, sights);
    return hints.equals(RouteHints.NONE) ? RouteHints.NONE : hints;
  }
}
