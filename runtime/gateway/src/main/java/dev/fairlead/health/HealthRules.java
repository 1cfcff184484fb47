// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.message.LinkHealth.Kind;
import java.time.Duration;
import java.util.List;

/**
 * What a link is judged by, as data.
 *
 * @param weights what loses points; of a kind at most one
 * @param window how long a request counts for its failure and its latency
 * @param memory how long a refused placing, a link that went down and what did not fit the book
 *     count
 * @param opening when a breaker opens
 * @param closing when it closes again
 * @param step by how many points a score has to change to be told to the engine
 * @param quiet how long after a score was told the next one may be; a breaker's change is told at
 *     once
 */
public record HealthRules(
    List<Weight> weights,
    Duration window,
    Duration memory,
    Opening opening,
    Closing closing,
    int step,
    Duration quiet) {

  /**
   * How many points are lost by one kind of thing: none at {@code from}, all at {@code to} and
   * beyond, in a straight line between. What gets worse as it becomes less has a {@code to} below
   * its {@code from}.
   *
   * @param from in the kind's unit
   * @param to in the kind's unit, another than {@code from}
   * @param points 1 to 100
   * @param evidence by how few observations nothing is said
   */
  public record Weight(Kind kind, long from, long to, int points, int evidence) {
    /** Refuses a line without a slope, and points out of range. */
    public Weight {
      if (from == to || points < 1 || points > 100) {
        throw new IllegalArgumentException(
            kind + ": needs two limits that differ, and 1 to 100 points");
      }
    }

    /** The points that are lost by so much. */
    int lost(long observed) {
      long over = (to > from ? 1 : -1) * (observed - from);
      long whole = Math.abs(to - from);
      return Math.clamp(over * points / whole, 0, points);
    }
  }

  /**
   * When a breaker opens; any of these does it, and only while the link is up: one that is down
   * takes no orders anyway.
   *
   * @param ever false for breakers that stay closed whatever happens
   * @param inARow so many requests without one that was answered
   * @param failedPercent so many per cent of the requests in the window
   * @param ofRequests of how many at least
   * @param belowScore a score below this
   * @param rejectedPercent more than so many per cent of placings refused: not open but half-open
   *     at once, because a broker that refuses answers
   * @param ofPlacings of how many at least
   */
  public record Opening(
      boolean ever,
      int inARow,
      int failedPercent,
      int ofRequests,
      int belowScore,
      int rejectedPercent,
      int ofPlacings) {}

  /**
   * When a breaker closes.
   *
   * @param hold how long it stays open before queries are tried; twice as long at each time that it
   *     opens again
   * @param longest the longest hold; a breaker that was closed for so long begins with the short
   *     one again
   * @param probes so many queries in a row must succeed
   * @param every how long from one to the next
   * @param within how long one may take
   * @param fromScore and the score must be this or better: more than what opens it
   */
  public record Closing(
      Duration hold, Duration longest, int probes, Duration every, Duration within, int fromScore) {
    /** How long a breaker stays open that has opened so many times. */
    Duration hold(int openings) {
      Duration wait = hold;
      for (int i = 1; i < openings && wait.compareTo(longest) < 0; i++) {
        wait = wait.multipliedBy(2);
      }
      return wait.compareTo(longest) < 0 ? wait : longest;
    }
  }

  /** What a gateway begins with; a share of the weights' basis is reliability 3.6 and R-25. */
  public static final HealthRules DEFAULT =
      new HealthRules(
          List.of(
              new Weight(Kind.ERRORS, 5, 50, 70, 5),
              new Weight(Kind.LATENCY, 1_000, 10_000, 40, 5),
              new Weight(Kind.REJECTS, 15, 50, 30, 10),
              new Weight(Kind.FEED, 30_000, 120_000, 40, 1),
              new Weight(Kind.BUDGET, 20, 0, 30, 1),
              new Weight(Kind.SESSION, 1, 6, 40, 1),
              new Weight(Kind.DRIFT, 0, 10, 30, 1),
              new Weight(Kind.PROBES, 0, 3, 30, 1)),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          new Opening(true, 5, 50, 10, 40, 30, 20),
          new Closing(
              Duration.ofSeconds(5),
              Duration.ofSeconds(60),
              3,
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              60),
          10,
          Duration.ofSeconds(1));

  public HealthRules {
    weights = List.copyOf(weights);
    if (weights.stream().map(Weight::kind).distinct().count() < weights.size()) {
      throw new IllegalArgumentException("a kind has more than one weight");
    }
    if (closing.fromScore() < opening.belowScore()) {
      throw new IllegalArgumentException(
          "a breaker that closes at " + closing.fromScore() + " would open again at once");
    }
  }

  /** The same with breakers that stay closed: health is told and keeps no order back. */
  public HealthRules neverOpening() {
    Opening never =
        new Opening(
            false,
            opening.inARow(),
            opening.failedPercent(),
            opening.ofRequests(),
            opening.belowScore(),
            opening.rejectedPercent(),
            opening.ofPlacings());
    return new HealthRules(weights, window, memory, never, closing, step, quiet);
  }

  /** The same with other conditions to close. */
  public HealthRules closing(Closing other) {
    return new HealthRules(weights, window, memory, opening, other, step, quiet);
  }
}
