// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.time.Duration;
import java.util.List;

/**
 * How long something took, as often as it was measured since the process started.
 *
 * @param total all of them together
 * @param buckets how many took no longer than each of {@link #bounds}, the shorter ones included;
 *     those that took longer than the last are in {@code count} only
 */
public record Distribution(long count, Duration total, List<Long> buckets) {
  private static final List<Duration> BOUNDS =
      List.of(
          Duration.ofNanos(10_000),
          Duration.ofNanos(25_000),
          Duration.ofNanos(50_000),
          Duration.ofNanos(100_000),
          Duration.ofNanos(250_000),
          Duration.ofNanos(500_000),
          Duration.ofMillis(1),
          Duration.ofNanos(2_500_000),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1));

  /** Keeps the buckets as they are. */
  public Distribution {
    buckets = List.copyOf(buckets);
  }

  /**
   * The upper bounds of the buckets, each included, shortest first: from what a queue takes that
   * nobody is in, to what an order takes that rests.
   */
  public static List<Duration> bounds() {
    return BOUNDS;
  }
}
