// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.model.OrderId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An event's id in the form of a ULID: 48 bits of milliseconds and, where a ULID has chance, the
 * event's number. The same event has the same id for ever, and a later one of its principal a
 * greater one, across restarts (I-32). Ids sort as texts.
 */
final class EventId {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 10;
  private static final int NUMBER_DIGITS = 16;
  private static final long MAX_MILLIS = (1L << 48) - 1;

  private EventId() {}

  static String of(Instant at, long number) {
    return of(at, number, ALPHABET.charAt(0));
  }

  /**
   * Of what was told about an order outside of the numbered events: no such event's id, and after
   * all of the same millisecond.
   */
  static String apart(Instant at, OrderId order) {
    long bits = order.toString().chars().asLongStream().reduce(7, (sum, c) -> sum * 31 + c);
    return of(at, bits & Long.MAX_VALUE, ALPHABET.charAt(31));
  }

  /** The first digit of the number is that of bits 75 to 79, which no number of ours reaches. */
  private static String of(Instant at, long number, char first) {
    char[] id = new char[TIME_DIGITS + NUMBER_DIGITS];
    write(id, 0, TIME_DIGITS, at.toEpochMilli());
    write(id, TIME_DIGITS, NUMBER_DIGITS, number);
    id[TIME_DIGITS] = first;
    return new String(id);
  }

  private static void write(char[] id, int start, int digits, long value) {
    long left = value;
    for (int i = start + digits - 1; i >= start; i--) {
      id[i] = ALPHABET.charAt((int) (left & 31));
      left >>>= 5;
    }
  }

  /** A client's ULID in the form in which ours are; empty where it is none. */
  static Optional<String> parse(String text) {
    String id = text.toUpperCase(Locale.ROOT);
    boolean wellFormed =
        id.length() == TIME_DIGITS + NUMBER_DIGITS
            && id.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
            && millis(id) <= MAX_MILLIS;
    return wellFormed ? Optional.of(id) : Optional.empty();
  }

  /** The millisecond that a well-formed id tells. */
  static Instant time(String id) {
    return Instant.ofEpochMilli(millis(id));
  }

  private static long millis(String id) {
    long millis = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      millis = millis << 5 | ALPHABET.indexOf(id.charAt(i));
    }
    return millis;
  }
}
