// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Orders go where they are expected to cost the least, or to bring in the most, with slippage and
 * fees. Where that is the same: where most orders fill, then where the fewest are rejected, then
 * where answers come soonest. These are compared in whole per cents and milliseconds, so that
 * chance alone decides nothing.
 */
final class BestExecution implements RoutingStrategy {
  private static final long PERCENT_PPM = 10_000;

  /** One thing that accounts are compared by, and what it is called where it decides. */
  private record Criterion(Comparator<Figures> order, String name) {}

  private static final List<Criterion> THEN =
      List.of(
          new Criterion(
              least(each -> -(each.filledPpm() / PERCENT_PPM)), "more of its orders fill"),
          new Criterion(
              least(each -> each.rejectedPpm() / PERCENT_PPM), "fewer of its orders are rejected"),
          new Criterion(least(each -> each.latencyMicros() / 1000), "it answers sooner"));

  private static final List<Criterion> BUYING = criteria(nullsLast(naturalOrder()));
  private static final List<Criterion> SELLING = criteria(nullsLast(reverseOrder()));

  private static Comparator<Figures> least(ToLongFunction<Figures> value) {
    return comparingLong(value);
  }

  private static List<Criterion> criteria(Comparator<@Nullable Price> prices) {
    Criterion price = new Criterion(comparing(Figures::expected, prices), "");
    return List.of(price, THEN.get(0), THEN.get(1), THEN.get(2));
  }

  @Override
  public String name() {
    return "best-execution";
  }

  @Override
  public Choice choose(Side side, List<Contender> contenders) {
    List<Criterion> criteria = side == Side.BUY ? BUYING : SELLING;
    Contender best = contenders.getFirst();
    for (Contender each : contenders) {
      // Of those alike the first stays.
      if (compare(criteria, each, best) < 0) {
        best = each;
      }
    }
    return new Choice(best, why(criteria, best, contenders));
  }

  private static int compare(List<Criterion> criteria, Contender a, Contender b) {
    for (Criterion criterion : criteria) {
      int compared = criterion.order().compare(a.figures(), b.figures());
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static String why(List<Criterion> criteria, Contender best, List<Contender> all) {
    Price expected = best.figures().expected();
    String price =
        expected == null
            ? "is among those whose price nobody can tell"
            : "is expected at " + expected + " with slippage and fees";
    Contender next = null;
    for (Contender each : all) {
      if (!each.equals(best) && (next == null || compare(criteria, each, next) < 0)) {
        next = each;
      }
    }
    return next == null
        ? price + ", and no other account can take it"
        : price + decisive(criteria, best.figures(), next);
  }

  /** What set it apart from the next best. */
  private static String decisive(List<Criterion> criteria, Figures best, Contender next) {
    for (Criterion criterion : criteria) {
      if (criterion.order().compare(best, next.figures()) != 0) {
        Price other = next.figures().expected();
        return criterion.name().isEmpty()
            ? ", the next is "
                + next.account()
                + (other == null ? ", of unknown price" : " at " + other)
            : ", as is " + next.account() + ", and " + criterion.name();
      }
    }
    return ", as is " + next.account() + ", which comes later in the order of accounts";
  }
}
