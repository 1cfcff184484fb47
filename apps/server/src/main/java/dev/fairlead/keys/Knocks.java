// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each caller may ask for a new stream: a bucket of tokens each, which fills up again
 * with time. Whoever connects again and again, with a wrong key perhaps, is refused before anything
 * is made for it. Thread-safe; holds no more than a few thousand callers.
 */
final class Knocks {
  private static final int MAX_REMEMBERED = 4_096;

  private final int burst;
  private final double perNano;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  private record Bucket(double tokens, long atNanos) {}

  /**
   * Buckets that are full at first.
   *
   * @param burst tokens in a full one
   * @param perMinute tokens that a bucket gets in a minute
   */
  Knocks(int burst, int perMinute, LongSupplier nanoTime) {
    this.burst = burst;
    this.perNano = (double) perMinute / Duration.ofMinutes(1).toNanos();
    this.nanoTime = nanoTime;
  }

  /** Takes a token of the caller's; false where it has none left. */
  synchronized boolean take(String caller) {
    long now = nanoTime.getAsLong();
    double tokens = tokens(caller, now);
    boolean granted = tokens >= 1;
    buckets.put(caller, new Bucket(granted ? tokens - 1 : tokens, now));
    if (buckets.size() > MAX_REMEMBERED) {
      // The one that has been quiet for longest; it would be full again by now, or soon.
      buckets.remove(buckets.keySet().iterator().next());
    }
    return granted;
  }

  /** Whether the caller has a token; takes none. */
  synchronized boolean has(String caller) {
    return tokens(caller, nanoTime.getAsLong()) >= 1;
  }

  private double tokens(String caller, long now) {
    Bucket before = buckets.get(caller);
    return before == null
        ? burst
        : Math.min(burst, before.tokens() + (now - before.atNanos()) * perNano);
  }
}
