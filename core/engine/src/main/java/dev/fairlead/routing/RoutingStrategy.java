// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Side;
import java.util.List;
import java.util.Optional;

/**
 * The rule that chooses a broker account for an order, among those that could take it. Pure: the
 * same question, the same answer.
 */
public interface RoutingStrategy {
  /** How configuration and journal name it: {@code primary-only}. */
  String name();

  /** Whether it looks at more than the first account. */
  default boolean hasChoice() {
    return true;
  }

  /** Whether it prefers one account to another by their order, however they compare. */
  default boolean followsOrder() {
    return false;
  }

  /**
   * Chooses one.
   *
   * @param contenders that could take the order, in order of preference; not empty
   */
  Choice choose(Side side, List<Contender> contenders);

  /**
   * An account that could take the order.
   *
   * @param place in the order of preference of all accounts, from 0
   */
  record Contender(BrokerAccount account, int place, Figures figures) {}

  /** Which one, and what was decisive, as the end of a sentence that names it. */
  record Choice(Contender contender, String why) {}

  /**
   * Where an order goes, and why.
   *
   * @param reason a sentence for people that names what was decisive
   * @param candidates the accounts that were looked at, in order of preference
   */
  record Route(
      BrokerAccount account, String strategy, String reason, List<RouteCandidate> candidates) {
    /** Keeps a copy. */
    public Route {
      candidates = List.copyOf(candidates);
    }

    /** Without a choice. */
    public Route(BrokerAccount account, String strategy, String reason) {
      this(account, strategy, reason, List.of());
    }
  }

  /** The strategy of that name, if there is one. */
  static Optional<RoutingStrategy> named(String name) {
    for (RoutingStrategy strategy : Strategies.ALL) {
      if (strategy.name().equals(name)) {
        return Optional.of(strategy);
      }
    }
    return Optional.empty();
  }

  /** Whether orders may go to another account than the first. */
  static boolean hasChoice(Routing routing) {
    return !routing.rules().isEmpty()
        || named(routing.strategy()).map(RoutingStrategy::hasChoice).orElse(false);
  }

  /** Whether any strategy that is configured prefers one account to another by their order. */
  static boolean followsOrder(Routing routing) {
    return followsOrder(routing.strategy())
        || routing.rules().stream().anyMatch(rule -> followsOrder(rule.strategy()));
  }

  private static boolean followsOrder(String name) {
    return named(name).map(RoutingStrategy::followsOrder).orElse(false);
  }

  /** All names that there are, in the order in which people should read of them. */
  static List<String> names() {
    return Strategies.ALL.stream().map(RoutingStrategy::name).toList();
  }
}
