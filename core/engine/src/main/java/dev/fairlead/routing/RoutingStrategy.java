// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.message.Capabilities;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import java.util.List;
import java.util.Optional;

/**
 * The rule that chooses a broker account for an order. Pure: the same question, the same answer.
 */
public interface RoutingStrategy {
  /** How configuration and journal name it: {@code primary-only}. */
  String name();

  /**
   * Chooses among the accounts that could take the order, or none.
   *
   * @param accounts all configured accounts in order of preference
   * @param candidates those whose link is up and whose capabilities take the order
   */
  Optional<Route> choose(
      OrderRequest request, List<BrokerAccount> accounts, List<Candidate> candidates);

  /** An account that could take the order. */
  record Candidate(BrokerAccount account, Capabilities capabilities) {}

  /**
   * Where it goes, and why.
   *
   * @param reason a sentence for people that names what was decisive
   */
  record Route(BrokerAccount account, String strategy, String reason) {}

  /** The strategy of that name, if there is one. */
  static Optional<RoutingStrategy> named(String name) {
    RoutingStrategy primaryOnly = new PrimaryOnly();
    return primaryOnly.name().equals(name) ? Optional.of(primaryOnly) : Optional.empty();
  }
}
