// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.strain;

import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.load.InProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Orders that come at a rate that was fixed before, each on a thread of its own, whether those
 * before it were answered or not. What is refused is not tried again.
 *
 * @param offered orders a second that were asked for
 * @param taken orders a second that were taken, and answered
 */
public record Flood(double offered, double taken) {
  private static final long STEP_NANOS = Duration.ofMillis(1).toNanos();

  /** Asks {@code gateway} for so many. */
  public static Flood of(InProcess gateway, double perSecond, Duration time) {
    LongAdder taken = new LongAdder();
    AtomicInteger broken = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    long start = System.nanoTime();
    long asked = 0;
    for (long now = start; now - start < time.toNanos(); now = System.nanoTime()) {
      long due = (long) ((now - start) / 1e9 * perSecond);
      for (; asked < due; asked++) {
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> one(gateway, taken, broken, open));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double during = taken.sum() / seconds;
    InProcess.await(() -> open.get() == 0);
    if (broken.get() > 0) {
      throw new IllegalStateException(broken.get() + " orders ended without a word");
    }
    return new Flood(asked / seconds, during);
  }

  private static void one(
      InProcess gateway, LongAdder taken, AtomicInteger broken, AtomicInteger open) {
    try {
      var _ = gateway.place();
      taken.increment();
    } catch (GatewayUnavailable refused) {
      // Refused before it was taken, or else it was told what nobody knows.
      if (refused.category() != Category.OVERLOADED) {
        broken.incrementAndGet();
      }
    } finally {
      open.decrementAndGet();
    }
  }
}
