// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import static java.util.Comparator.comparingLong;

import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.model.Side;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Orders go to the account with the least outstanding for its weight, then to the one that was used
 * the longest ago.
 */
final class LoadBalanced implements RoutingStrategy {
  /** Cross-multiplied, because a share need not be a whole number. */
  private static final Comparator<Figures> LOAD =
      (a, b) ->
          Long.compare((long) a.outstanding() * b.weight(), (long) b.outstanding() * a.weight());

  private static final Comparator<Contender> LEAST =
      Comparator.comparing(Contender::figures, LOAD)
          .thenComparing(comparingLong(each -> each.figures().lastUsed()))
          .thenComparingInt(Contender::place);

  @Override
  public String name() {
    return "load-balanced";
  }

  @Override
  public Choice choose(Side side, List<Contender> contenders) {
    Contender least = Collections.min(contenders, LEAST);
    Figures figures = least.figures();
    boolean tied =
        contenders.stream()
            .anyMatch(each -> !each.equals(least) && LOAD.compare(each.figures(), figures) == 0);
    return new Choice(
        least,
        "has the least outstanding for its weight, "
            + figures.outstanding()
            + " for "
            + figures.weight()
            + (tied ? ", and of those alike was used the longest ago" : ""));
  }
}
