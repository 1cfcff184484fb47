// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that wait for the sequencer's answers. One that waits alone spins for longer than a
 * commit takes, because to park and be woken costs as much again: its next command would miss the
 * batch that the reports of the last one are in. Where several wait, all park, and so does a
 * virtual thread, whose carrier has other work. Thread-safe.
 */
final class Waiters {
  private static final long SPIN_NANOS = 1_000_000;
  private static final boolean MAY_SPIN = Runtime.getRuntime().availableProcessors() > 1;

  private final Duration limit;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Nobody waits longer than {@code limit}. */
  Waiters(Duration limit) {
    this.limit = limit;
  }

  <T> T await(Pending<T> pending) {
    waiting.incrementAndGet();
    try {
      if (MAY_SPIN && !Thread.currentThread().isVirtual()) {
        spin(pending);
      }
      return pending.await(limit);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void spin(Pending<?> pending) {
    long end = System.nanoTime() + SPIN_NANOS;
    while (waiting.get() == 1 && !pending.isDone() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
