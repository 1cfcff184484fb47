// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import java.util.List;

/** The one list of strategies. */
final class Strategies {
  static final List<RoutingStrategy> ALL =
      List.of(
          new PrimaryOnly(),
          new Failover(),
          new RoundRobin(),
          new LoadBalanced(),
          new BestExecution());

  private Strategies() {}
}
