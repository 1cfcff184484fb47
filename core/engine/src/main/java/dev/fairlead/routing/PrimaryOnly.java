// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.model.Side;
import java.util.List;

/** All orders go to the first account; none go elsewhere when it is away. */
final class PrimaryOnly implements RoutingStrategy {
  @Override
  public String name() {
    return "primary-only";
  }

  @Override
  public boolean hasChoice() {
    return false;
  }

  @Override
  public Choice choose(Side side, List<Contender> contenders) {
    return new Choice(contenders.getFirst(), "is the first account, and it takes such an order");
  }
}
