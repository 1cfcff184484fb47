// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts times by their length, in memory of one size, without a lock and without garbage.
 * Thread-safe. Whoever reads while others write may miss what is being written.
 */
final class Histogram {
  private static final long[] BOUNDS =
      Distribution.bounds().stream().mapToLong(Duration::toNanos).toArray();

  /** How many fell into each bucket alone; the last is for what no bound holds. */
  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);

  private final LongAdder totalNanos = new LongAdder();

  void took(long nanos) {
    long time = Math.max(0, nanos);
    totalNanos.add(time);
    buckets.getAndIncrement(bucket(time));
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The count is of the buckets, so that none of them ever holds more than there are. */
  Distribution distribution() {
    List<Long> upTo = new ArrayList<>(BOUNDS.length);
    long sum = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      sum += buckets.get(i);
      upTo.add(sum);
    }
    return new Distribution(
        sum + buckets.get(BOUNDS.length), Duration.ofNanos(totalNanos.sum()), upTo);
  }
}
