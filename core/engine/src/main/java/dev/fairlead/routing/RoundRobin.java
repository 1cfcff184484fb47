// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import static java.util.Comparator.comparingLong;

import dev.fairlead.model.Side;
import java.util.Collections;
import java.util.List;

/**
 * Orders go to one account after the other: to the one whose turn was the longest ago. One that was
 * away has its turn when it comes back, and no more than that.
 */
final class RoundRobin implements RoutingStrategy {
  static final String NAME = "round-robin";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Choice choose(Side side, List<Contender> contenders) {
    Contender next =
        Collections.min(
            contenders,
            comparingLong((Contender each) -> each.figures().lastTurn())
                .thenComparingInt(Contender::place));
    long last = next.figures().lastTurn();
    return new Choice(
        next,
        last == 0
            ? "has not had a turn yet"
            : "has its turn: its last, at input " + last + ", is the longest ago");
  }
}
