// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.time.Instant;

/**
 * What happened to one instrument, numbered in the order of time; numbers may have gaps. A reader's
 * own: it may remember where it is, so it is not thread-safe. The same market gives the same series
 * to everybody.
 */
public interface Series<T> {
  /** The number before the first, where there is a first. */
  long NONE = Long.MIN_VALUE;

  /** The number after the last, where there is a last. */
  long END = Long.MAX_VALUE;

  /** The number of the newest at or before {@code at}, or {@link #NONE}. */
  long latest(Instant at);

  /** The number of the next, or {@link #END}; after {@link #NONE} comes the first. */
  long after(long number);

  /** The number of the one before, or {@link #NONE}. */
  long before(long number);

  /** When that one happened. */
  Instant at(long number);

  /** The one of that number. */
  T get(long number);

  /** The number of the oldest at or after {@code at}, or {@link #END}. */
  default long from(Instant at) {
    return after(latest(at.minusNanos(1)));
  }

  /** Nothing. */
  static <T> Series<T> empty() {
    return new Series<>() {
      @Override
      public long latest(Instant at) {
        return NONE;
      }

      @Override
      public long after(long number) {
        return END;
      }

      @Override
      public long before(long number) {
        return NONE;
      }

      @Override
      public Instant at(long number) {
        throw new IllegalArgumentException("an empty series has no number " + number);
      }

      @Override
      public T get(long number) {
        throw new IllegalArgumentException("an empty series has no number " + number);
      }
    };
  }
}
