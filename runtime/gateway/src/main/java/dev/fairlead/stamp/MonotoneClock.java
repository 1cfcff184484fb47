// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.function.LongSupplier;

/**
 * The gateway's time: the wall clock's, carried on by the monotonic clock, so that it neither goes
 * back nor stands still when the wall clock is set back (F-C01). A wall clock that is ahead is
 * followed at once. No two instants are the same, because clients page through their orders by
 * time: of two at one instant, one could be left out between two pages. Used by one thread.
 *
 * <p>Instants are whole multiples of {@link #STEP}, so that what one input led to can be told apart
 * by nanoseconds in between and still comes before what the next one leads to.
 */
public final class MonotoneClock {
  /** Least time between two instants; at most 250,000 inputs a second keep to the wall clock. */
  public static final Duration STEP = Duration.ofNanos(4_000);

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private Instant last;
  private Instant base;
  private long baseNanos;

  /** A clock whose every time is after {@code before}. */
  public MonotoneClock(InstantSource wall, LongSupplier nanoTime, Instant before) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    last = before;
    base = later(wall.instant(), before);
    baseNanos = nanoTime.getAsLong();
  }

  /** What time it is, and after every time that was given before. */
  public Instant next() {
    Instant now = whole(now());
    last = now.isAfter(last) ? now : whole(last.plus(STEP));
    return last;
  }

  private static Instant whole(Instant instant) {
    return instant.minusNanos(instant.get(ChronoField.NANO_OF_SECOND) % STEP.toNanos());
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
