// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes the times of something, in memory of one size, without a lock and without garbage.
 * Thread-safe. Whoever reads while others write may miss what is being written.
 */
final class Stopwatch {
  private static final long[] BOUNDS =
      Latency.bounds().stream().mapToLong(Duration::toNanos).toArray();

  private final AtomicLong count = new AtomicLong();
  private final LongAdder totalNanos = new LongAdder();
  private final AtomicLong longestNanos = new AtomicLong();

  /** How many fell into each bucket alone; the last is for what no bound holds. */
  private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);

  /** The newest times, each plus one: a place that nothing was written to is 0. */
  private final AtomicLongArray newest = new AtomicLongArray(Latency.NEWEST);

  void took(long nanos) {
    long time = Math.max(0, nanos);
    int place = (int) (count.getAndIncrement() % Latency.NEWEST);
    newest.set(place, time + 1);
    totalNanos.add(time);
    if (time > longestNanos.get()) {
      longestNanos.accumulateAndGet(time, Math::max);
    }
    buckets.incrementAndGet(bucket(time));
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  Latency latency() {
    List<Long> upTo = new ArrayList<>(BOUNDS.length);
    long sum = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      sum += buckets.get(i);
      upTo.add(sum);
    }
    // From the buckets and not from the counter, so that no bucket holds more than there are.
    long all = sum + buckets.get(BOUNDS.length);
    return new Latency(
        all,
        Duration.ofNanos(totalNanos.sum()),
        Duration.ofNanos(longestNanos.get()),
        Latency.Percentiles.of(newest()),
        List.copyOf(upTo));
  }

  private long[] newest() {
    long[] times = new long[Latency.NEWEST];
    int found = 0;
    for (int i = 0; i < times.length; i++) {
      long time = newest.get(i);
      if (time > 0) {
        times[found] = time - 1;
        found++;
      }
    }
    return Arrays.copyOf(times, found);
  }
}
