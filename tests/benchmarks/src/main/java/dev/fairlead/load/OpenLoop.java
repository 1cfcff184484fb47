// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Things done at instants that were fixed before, whether the last is done or not: one that comes
 * late counts as late, and nothing waits politely for a slow server (no coordinated omission).
 */
public final class OpenLoop {
  /** What is done at each instant. */
  @FunctionalInterface
  public interface Work {
    void once(int worker, int number) throws Exception;
  }

  private OpenLoop() {}

  /**
   * Does {@code count} things at {@code perSecond}, shared by {@code workers}.
   *
   * @return when each was to be done, by {@link System#nanoTime}
   */
  public static long[] run(int count, double perSecond, int workers, Work work) throws Exception {
    long start = System.nanoTime() + 10_000_000;
    long[] intended =
        IntStream.range(0, count).mapToLong(i -> start + (long) (i * 1e9 / perSecond)).toArray();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      var running =
          IntStream.range(0, workers)
              .<Future<?>>mapToObj(worker ->
                  threads.submit(() -> {
                    for (int i = worker; i < count; i += workers) {
                      awaitInstant(intended[i]);
                      work.once(worker, i);
                    }
                    return null;
                  }))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    }
    return intended;
  }

  private static void awaitInstant(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
