// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.time.Instant;

/**
 * An event's id in the form of a ULID: 48 bits of milliseconds and, where a ULID has chance, the
 * event's number. The same event has the same id for ever, and a later one of its principal a
 * greater one, across restarts (I-32).
 */
final class EventId {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 10;
  private static final int NUMBER_DIGITS = 16;

  private EventId() {}

  static String of(Instant at, long number) {
    char[] id = new char[TIME_DIGITS + NUMBER_DIGITS];
    write(id, 0, TIME_DIGITS, at.toEpochMilli());
    write(id, TIME_DIGITS, NUMBER_DIGITS, number);
    return new String(id);
  }

  private static void write(char[] id, int start, int digits, long value) {
    long left = value;
    for (int i = start + digits - 1; i >= start; i--) {
      id[i] = ALPHABET.charAt((int) (left & 31));
      left >>>= 5;
    }
  }
}
