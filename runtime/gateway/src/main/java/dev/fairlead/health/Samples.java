// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import java.util.ArrayList;
import java.util.List;

/** The newest of something that was observed, a fixed number at most. Thread-safe. */
final class Samples {
  private final long[] at;
  private final long[] values;
  private int next;
  private int count;

  Samples(int most) {
    at = new long[most];
    values = new long[most];
  }

  /** One observation, such as 1 for a failure. */
  record Sample(long atNanos, long value) {}

  synchronized void add(long atNanos, long value) {
    at[next] = atNanos;
    values[next] = value;
    next = (next + 1) % at.length;
    count = Math.min(count + 1, at.length);
  }

  /** Those that are no older than {@code age}, oldest first. */
  synchronized List<Sample> within(long ageNanos, long nowNanos) {
    List<Sample> found = new ArrayList<>(count);
    for (int i = count; i > 0; i--) {
      int place = Math.floorMod(next - i, at.length);
      if (nowNanos - at[place] <= ageNanos) {
        found.add(new Sample(at[place], values[place]));
      }
    }
    return found;
  }

  synchronized void clear() {
    count = 0;
  }
}
