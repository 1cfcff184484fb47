// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import java.util.List;
import java.util.Optional;

/** All orders go to the first configured account; none go elsewhere when it is away. */
final class PrimaryOnly implements RoutingStrategy {
  @Override
  public String name() {
    return "primary-only";
  }

  @Override
  public Optional<Route> choose(
      OrderRequest request, List<BrokerAccount> accounts, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.account().equals(accounts.getFirst())) {
        return Optional.of(new Route(candidate.account(), name(), reason(accounts)));
      }
    }
    return Optional.empty();
  }

  private static String reason(List<BrokerAccount> accounts) {
    String what = accounts.size() == 1 ? "only" : "first";
    return accounts.getFirst()
        + " is the "
        + what
        + " configured account, its link is up, and it takes such an order";
  }
}
