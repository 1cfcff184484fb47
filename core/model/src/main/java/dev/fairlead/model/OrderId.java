// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import java.util.UUID;

/** Names one order for ever, in Fairlead and to its clients. */
public record OrderId(UUID value) {
  private static final int PLAIN_LENGTH = 32;
  private static final int DASHED_LENGTH = 36;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * Reads the usual form, or 32 hexadecimal digits without dashes, as Alpaca does; no other, so
   * that no two texts of one length name the same order.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static OrderId parse(String text) {
    // By hand: a pattern and a UUID's own parser cost several times as much, for each row read.
    if (text.length() == PLAIN_LENGTH) {
      return new OrderId(new UUID(hex(text, 0, 16), hex(text, 16, 32)));
    }
    if (text.length() != DASHED_LENGTH
        || text.charAt(8) != '-'
        || text.charAt(13) != '-'
        || text.charAt(18) != '-'
        || text.charAt(23) != '-') {
      throw malformed();
    }
    long high = hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18);
    return new OrderId(new UUID(high, hex(text, 19, 23) << 48 | hex(text, 24, 36)));
  }

  private static long hex(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      // Only these: Character.digit takes the digits of every other script too.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw malformed();
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "an order id is 32 hexadecimal digits, with or without dashes");
  }

  /** Spreads ids that were made one after another, which differ in few bits; a UUID's does not. */
  @Override
  public int hashCode() {
    long bits = value.getMostSignificantBits() ^ value.getLeastSignificantBits();
    return (int) ((bits * GOLDEN) >>> 32);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
