// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The gateway's time: the wall clock's, carried on by the monotonic clock, so that it neither goes
 * back nor stands still when the wall clock is set back (F-C01). A wall clock that is ahead is
 * followed at once. No two instants are the same, because clients page through their orders by
 * time: of two at one instant, one could be left out between two pages. Used by one thread.
 */
final class MonotoneClock {
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private Instant last;
  private Instant base;
  private long baseNanos;

  /** A clock whose every time is after {@code before}. */
  MonotoneClock(InstantSource wall, LongSupplier nanoTime, Instant before) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    last = before;
    base = later(wall.instant(), before);
    baseNanos = nanoTime.getAsLong();
  }

  /** What time it is, and after every time that was given before. */
  Instant next() {
    Instant now = now();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    return last;
  }

  private Instant now() {
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
