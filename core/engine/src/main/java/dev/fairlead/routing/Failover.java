// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.model.Side;
import java.util.List;

/** Orders go to the first account that can take them, in the order of preference. */
final class Failover implements RoutingStrategy {
  @Override
  public String name() {
    return "failover";
  }

  @Override
  public boolean followsOrder() {
    return true;
  }

  @Override
  public Choice choose(Side side, List<Contender> contenders) {
    Contender first = contenders.getFirst();
    return new Choice(
        first,
        first.place() == 0
            ? "is the first account, and it takes such an order"
            : "is the first of the accounts in their order that takes such an order now");
  }
}
