// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.time.Instant;

/** A stretch of time of one kind, from {@code from} (inclusive) to {@code until} (exclusive). */
public record Session(Kind kind, Instant from, Instant until) {
  /** What may trade. */
  public enum Kind {
    /** Before the opening: orders marked for extended hours only. */
    PRE,
    /** Everything. */
    REGULAR,
    /** After the close: orders marked for extended hours only. */
    POST,
    /** Nothing. */
    CLOSED
  }

  public boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
