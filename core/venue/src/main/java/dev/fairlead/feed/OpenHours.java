// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.calendar.Session;
import dev.fairlead.calendar.TradingCalendar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a made-up market moves: in every session but the closed ones. Thread-safe: what it remembers
 * is immutable, and looked at before it is used.
 */
final class OpenHours {
  private final TradingCalendar calendar;
  private @Nullable Stretch last;

  OpenHours(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /** The same for one reader, who is elsewhere in time than others. */
  OpenHours forReader() {
    return new OpenHours(calendar);
  }

  /** A session in milliseconds, {@code until} excluded. */
  private record Stretch(boolean open, long from, long until) {
    boolean covers(long millis) {
      return millis >= from && millis < until;
    }
  }

  /** {@code millis}, or in a closed session the last millisecond before it. */
  long atOrBefore(long millis) {
    Stretch stretch = stretch(millis);
    return stretch.open() ? millis : stretch.from() - 1;
  }

  /** {@code millis}, or in a closed session the first millisecond after it. */
  long atOrAfter(long millis) {
    Stretch stretch = stretch(millis);
    return stretch.open() ? millis : stretch.until();
  }

  private Stretch stretch(long millis) {
    Stretch known = last;
    if (known == null || !known.covers(millis)) {
      Session session = calendar.sessionAt(Instant.ofEpochMilli(millis));
      known =
          new Stretch(
              session.kind() != Session.Kind.CLOSED,
              session.from().toEpochMilli(),
              session.until().toEpochMilli());
      last = known;
    }
    return known;
  }
}
