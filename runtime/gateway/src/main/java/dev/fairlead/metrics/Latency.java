// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long something took, as often as it was measured.
 *
 * @param count how often, since this process started
 * @param total all of them together
 * @param longest the longest of them
 * @param newest percentiles of the newest {@link #NEWEST} of them, exact
 * @param buckets how many took no longer than each of {@link #bounds}, the shorter ones included;
 *     those that took longer than the last are in {@code count} only
 */
public record Latency(
    long count, Duration total, Duration longest, Percentiles newest, List<Long> buckets) {
  /** How many of the newest the percentiles are of. */
  public static final int NEWEST = 1_024;

  private static final List<Duration> BOUNDS =
      List.of(
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
          Duration.ofSeconds(10));

  /** Nothing measured yet. */
  public static final Latency NONE =
      new Latency(
          0, Duration.ZERO, Duration.ZERO, Percentiles.NONE, BOUNDS.stream().map(_ -> 0L).toList());

  /** The upper bounds of the buckets, each included, shortest first. */
  public static List<Duration> bounds() {
    return BOUNDS;
  }

  /** The mean of all; zero where nothing was measured. */
  public Duration average() {
    return count == 0 ? Duration.ZERO : total.dividedBy(count);
  }

  /**
   * The nearest rank: so many per cent took no longer. All zero where there is nothing.
   *
   * @param of how many they are of
   */
  public record Percentiles(int of, Duration p50, Duration p95, Duration p99) {
    static final Percentiles NONE = new Percentiles(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Those of {@code nanos}, which are sorted in place. */
    static Percentiles of(long[] nanos) {
      if (nanos.length == 0) {
        return NONE;
      }
      Arrays.sort(nanos);
      return new Percentiles(nanos.length, rank(nanos, 50), rank(nanos, 95), rank(nanos, 99));
    }

    private static Duration rank(long[] sorted, int percent) {
      int place = Math.ceilDiv(sorted.length * percent, 100);
      return Duration.ofNanos(sorted[place - 1]);
    }
  }
}
