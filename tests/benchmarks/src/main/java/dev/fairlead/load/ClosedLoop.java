// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Workers that each do the next thing when the last is done: as many in flight as workers. */
public final class ClosedLoop {
  /** What one worker does again and again. */
  @FunctionalInterface
  public interface Work {
    void once(int worker) throws Exception;
  }

  /** How much was done. */
  public record Done(double perSecond, Latencies latencies) {}

  private static final int MAX_PER_WORKER = 1_000_000;

  private ClosedLoop() {}

  /** Runs {@code workers} threads for {@code time}; the first failure of any is thrown. */
  public static Done run(int workers, Duration time, Work work) throws Exception {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<long[]>> running =
          IntStream.range(0, workers)
              .mapToObj(worker -> threads.submit(() -> repeat(worker, end, work)))
              .toList();
      long[] all = new long[0];
      for (Future<long[]> one : running) {
        long[] some = one.get();
        int before = all.length;
        all = Arrays.copyOf(all, before + some.length);
        System.arraycopy(some, 0, all, before, some.length);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Done(all.length / seconds, Latencies.of(all));
    }
  }

  private static long[] repeat(int worker, long end, Work work) throws Exception {
    long[] nanos = new long[1024];
    int count = 0;
    long now = System.nanoTime();
    while (now < end && count < MAX_PER_WORKER) {
      work.once(worker);
      long after = System.nanoTime();
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = after - now;
      now = after;
    }
    return Arrays.copyOf(nanos, count);
  }
}
