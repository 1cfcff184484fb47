// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.util.Arrays;

/** How long each of many things took, in nanoseconds. */
public final class Latencies {
  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  public static Latencies of(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** Of how many there were that took each number of microseconds. */
  static Latencies ofCounts(int[] byMicros) {
    int count = Math.toIntExact(Arrays.stream(byMicros).asLongStream().sum());
    long[] nanos = new long[count];
    int at = 0;
    for (int micros = 0; micros < byMicros.length; micros++) {
      Arrays.fill(nanos, at, at + byMicros[micros], micros * 1_000L);
      at += byMicros[micros];
    }
    return of(nanos);
  }

  public int count() {
    return sorted.length;
  }

  /** The time that the fraction {@code quantile} of them took at most, in microseconds. */
  public double micros(double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.clamp(index, 0, sorted.length - 1)] / 1e3;
  }

  public double p50Micros() {
    return micros(0.50);
  }

  public double p99Micros() {
    return micros(0.99);
  }
}
