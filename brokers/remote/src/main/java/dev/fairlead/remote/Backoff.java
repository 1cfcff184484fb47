// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.time.Duration;

/**
 * How long to wait before the next attempt: about twice as long after each failure, up to a cap,
 * and never at the same moment as others who failed at the same time (F-N11). A pure function.
 *
 * @param first the longest wait after the first failure
 * @param cap the longest wait of all
 */
public record Backoff(Duration first, Duration cap) {
  /** Beyond this many doublings every cap is reached. */
  private static final int MOST_DOUBLINGS = 30;

  /** Refuses waits that are nothing, and a cap below the first of them. */
  public Backoff {
    if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff from " + first + " to " + cap + ": must be positive, and must not shrink");
    }
  }

  /**
   * The wait before the attempt that follows {@code failures} failures, the newest among them. It
   * lies between half of the full wait and all of it.
   *
   * @param failures at least 1
   * @param luck where between the two: from 0, inclusive, to 1
   */
  public Duration after(int failures, double luck) {
    if (failures < 1 || luck < 0 || luck > 1) {
      throw new IllegalArgumentException(
          "backoff after " + failures + " failures with luck " + luck + ": must be 1.., 0 to 1");
    }
    long cappedNanos = cap.toNanos();
    long doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long fullNanos = first.toNanos();
    for (long i = 0; i < doublings && fullNanos < cappedNanos; i++) {
      fullNanos = Math.min(fullNanos * 2, cappedNanos);
    }
    return Duration.ofNanos(fullNanos / 2 + (long) ((fullNanos - fullNanos / 2) * luck));
  }
}
