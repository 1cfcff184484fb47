// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.health.HealthRules.Closing;
import dev.fairlead.health.HealthRules.Opening;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Kind;
import java.util.Map;

/**
 * A breaker as a state machine without a clock: what it is told makes another one of it. All times
 * are nanoseconds of one monotone clock.
 *
 * <pre>
 *          fails too often                  hold is over, the link is up
 * CLOSED ─────────────────▶ OPEN ◀────────┐ ────────────────▶ HALF_OPEN
 *   ▲  └── refuses too often ──────│───────────────────▶ │  │
 *   │                          a query or anything else fails ──┘  │
 *   └────────────── so many queries in a row, and the score ───────┘
 * </pre>
 *
 * @param sinceNanos when it became what it is
 * @param goodProbes queries in a row that succeeded, while half-open
 * @param badProbes queries in a row that failed, since it was closed
 * @param openings how often it opened, the last time included, since it was last closed for long
 * @param nextProbeNanos when the next query is due, while half-open
 */
record Circuit(
    Breaker breaker,
    long sinceNanos,
    int goodProbes,
    int badProbes,
    int openings,
    long nextProbeNanos) {

  /** One that nothing has happened to. */
  static Circuit closed(long nowNanos) {
    return new Circuit(Breaker.CLOSED, nowNanos, 0, 0, 0, nowNanos);
  }

  /** One that was not closed when the process before this one ended: nothing is known since. */
  static Circuit resumed(long nowNanos) {
    return closed(nowNanos).opened(nowNanos);
  }

  /**
   * What there is to see of a link.
   *
   * @param inARow requests that failed since the last one that was answered
   */
  record Sight(long nowNanos, boolean up, int score, int inARow, Map<Kind, Reading> readings) {
    private boolean over(Kind kind, int percent, int evidence) {
      Reading reading = readings.get(kind);
      return reading != null && reading.of() >= evidence && reading.value() >= percent;
    }

    private boolean fails(Opening when) {
      return inARow >= when.inARow()
          || over(Kind.ERRORS, when.failedPercent(), when.ofRequests())
          || score < when.belowScore();
    }

    private boolean refuses(Opening when) {
      return over(Kind.REJECTS, when.rejectedPercent() + 1, when.ofPlacings());
    }
  }

  /** What it becomes by what is to be seen. */
  Circuit seeing(Sight sight, HealthRules rules) {
    return switch (breaker) {
      case CLOSED -> whileClosed(sight, rules);
      case OPEN -> whileOpen(sight, rules.closing());
      case HALF_OPEN -> whileHalfOpen(sight, rules);
    };
  }

  private Circuit whileClosed(Sight sight, HealthRules rules) {
    long now = sight.nowNanos();
    if (!rules.opening().ever() || !sight.up()) {
      return this;
    }
    if (sight.fails(rules.opening())) {
      return opened(now);
    }
    if (sight.refuses(rules.opening())) {
      return new Circuit(Breaker.HALF_OPEN, now, 0, 0, openings + 1, now);
    }
    boolean forLong = now - sinceNanos >= rules.closing().longest().toNanos();
    return forLong && openings > 0 ? closed(sinceNanos) : this;
  }

  private Circuit whileOpen(Sight sight, Closing when) {
    long now = sight.nowNanos();
    boolean held = now - sinceNanos >= when.hold(openings).toNanos();
    return held && sight.up()
        ? new Circuit(Breaker.HALF_OPEN, now, 0, badProbes, openings, now)
        : this;
  }

  private Circuit whileHalfOpen(Sight sight, HealthRules rules) {
    long now = sight.nowNanos();
    if (!sight.up()) {
      // Not its own fault: it waits no longer for that.
      return new Circuit(Breaker.OPEN, now, 0, badProbes, openings, now);
    }
    if (sight.inARow() >= rules.opening().inARow()) {
      return opened(now);
    }
    Closing when = rules.closing();
    return goodProbes >= when.probes() && sight.score() >= when.fromScore()
        ? new Circuit(Breaker.CLOSED, now, 0, 0, openings, now)
        : this;
  }

  private Circuit opened(long now) {
    return new Circuit(Breaker.OPEN, now, 0, badProbes, openings + 1, now);
  }

  /** Whether a query is due that shows whether the link works. */
  boolean wantsProbe(long nowNanos) {
    return breaker == Breaker.HALF_OPEN && nowNanos - nextProbeNanos >= 0;
  }

  /** What it becomes by a query that was made because it wanted one. */
  Circuit probed(boolean good, long nowNanos, Closing when) {
    if (breaker != Breaker.HALF_OPEN) {
      return this;
    }
    return good
        ? new Circuit(
            breaker, sinceNanos, goodProbes + 1, 0, openings, nowNanos + when.every().toNanos())
        : new Circuit(Breaker.OPEN, nowNanos, 0, badProbes + 1, openings + 1, nowNanos);
  }
}
