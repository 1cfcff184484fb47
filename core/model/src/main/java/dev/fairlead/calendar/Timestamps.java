// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as text of fixed width, {@code 2026-11-22T13:44:27.000000001Z}, whose order is that of
 * time, as rows and answers have them. By hand, because a formatter costs ten times as much, and
 * what an order leaves behind has a dozen of them.
 *
 * <p>A year outside 0 to 9999, which only a broker with a broken clock tells, is kept exactly but
 * sorts anywhere.
 */
public final class Timestamps {
  private static final int WIDTH = 30;
  private static final String SHAPE = "0000-00-00T00:00:00.000000000Z";
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private Timestamps() {}

  /** The instant in UTC, to the nanosecond. */
  public static String text(Instant instant) {
    if (instant.isBefore(FIRST) || !instant.isBefore(AFTER_LAST)) {
      return instant.toString();
    }
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    byte[] text = SHAPE.getBytes(StandardCharsets.ISO_8859_1);
    digits(text, 0, 4, utc.getYear());
    digits(text, 5, 2, utc.getMonthValue());
    digits(text, 8, 2, utc.getDayOfMonth());
    digits(text, 11, 2, utc.getHour());
    digits(text, 14, 2, utc.getMinute());
    digits(text, 17, 2, utc.getSecond());
    digits(text, 20, 9, utc.getNano());
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int start, int count, int value) {
    int rest = value;
    for (int i = start + count - 1; i >= start; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * What {@link #text} has written.
   *
   * @throws java.time.DateTimeException if it is no instant
   */
  public static Instant instant(String text) {
    if (text.length() != WIDTH || text.charAt(4) != '-') {
      return Instant.parse(text);
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 29))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }
}
