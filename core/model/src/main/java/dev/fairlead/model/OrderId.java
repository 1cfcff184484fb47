// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names one order for ever, in Fairlead and to its clients. */
public record OrderId(UUID value) {
  private static final Pattern DASHED =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final Pattern PLAIN = Pattern.compile("\\p{XDigit}{32}");

  /**
   * Reads the usual form, or 32 hexadecimal digits without dashes, as Alpaca does; no other, so
   * that no two texts of one length name the same order.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static OrderId parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return new OrderId(
          new UUID(
              Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
    }
    if (!DASHED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an order id is 32 hexadecimal digits, with or without dashes");
    }
    return new OrderId(UUID.fromString(text));
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
