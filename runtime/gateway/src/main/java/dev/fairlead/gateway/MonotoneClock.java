// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The gateway's time: the wall clock's, carried on by the monotonic clock, so that it neither goes
 * back nor stands still when the wall clock is set back (F-C01). A wall clock that is ahead is
 * followed at once. Used by one thread.
 */
final class MonotoneClock {
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private Instant base;
  private long baseNanos;

  /** A clock that never shows a time before {@code earliest}. */
  MonotoneClock(InstantSource wall, LongSupplier nanoTime, Instant earliest) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    base = later(wall.instant(), earliest);
    baseNanos = nanoTime.getAsLong();
  }

  Instant now() {
    Instant carried = base.plusNanos(nanoTime.getAsLong() - baseNanos);
    Instant shown = wall.instant();
    if (shown.isAfter(carried)) {
      base = shown;
      baseNanos = nanoTime.getAsLong();
      return shown;
    }
    return carried;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
