// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things later, by the monotonic clock, on one thread that sleeps in between. */
public final class Timers implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  /** Timers that have not begun to run. */
  public Timers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("fairlead-timers").unstarted(task));
    // A timer set while they close is as void as those that are dropped then.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs {@code task} once {@code wait} is over, at once where it is not positive. */
  public void after(Duration wait, Runnable task) {
    var _ = executor.schedule(task, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
