// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.util.List;

/**
 * The same load in some windows, one after the other. Its figure is the median of the windows': a
 * pause of a tenth of a second, from the machine or the collector, is most of one window's p99 and
 * says nothing of what the windows have in common.
 */
public record Windows(List<Latencies> windows) {
  /** What one window does. */
  @FunctionalInterface
  public interface Window {
    Latencies run() throws Exception;
  }

  /** At least one. */
  public Windows {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** Runs {@code window} so many times. */
  public static Windows run(int count, Window window) throws Exception {
    Latencies[] found = new Latencies[count];
    for (int i = 0; i < count; i++) {
      found[i] = window.run();
    }
    return new Windows(List.of(found));
  }

  /** The median over the windows of what the fraction {@code quantile} took at most. */
  public double micros(double quantile) {
    double[] sorted = windows.stream().mapToDouble(one -> one.micros(quantile)).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
