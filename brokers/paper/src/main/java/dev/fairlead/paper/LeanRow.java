// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.money.Price;
import java.util.List;

/**
 * One row of a recorded day, by its columns. What is not what a column says is an {@link
 * IllegalArgumentException} with the reason.
 */
record LeanRow(List<String> fields, List<String> columns) {
  private static final long MILLIS_PER_DAY = 86_400_000;

  /** As many units as a quantity holds, or a price of 900,000. */
  private static final long MAX_NUMBER = 9_000_000_000L;

  private static final int MAX_DIGITS = 15;
  private static final long NANOS_PER_STEP = 100_000;

  /** Reads a row of exactly those columns, the first of which is the time. */
  static LeanRow of(String row, List<String> columns) {
    String[] fields = row.split(",", -1);
    if (fields.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " columns " + columns + ", found " + fields.length);
    }
    return new LeanRow(List.of(fields), columns);
  }

  /** The milliseconds since midnight. */
  long at() {
    long millis = number(0);
    if (millis >= MILLIS_PER_DAY) {
      throw new IllegalArgumentException(
          "column milliseconds: " + millis + " is not in a day (under " + MILLIS_PER_DAY + ")");
    }
    return millis;
  }

  boolean isEmpty(int column) {
    return fields.get(column).isEmpty();
  }

  /** Whether the last column says that the row is not to be trusted. */
  boolean isSuspicious() {
    return fields.getLast().equals("1");
  }

  /** A whole number that is not negative. Some recordings write {@code 300.0} for 300. */
  long number(int column) {
    String field = fields.get(column);
    String digits = field.endsWith(".0") ? field.substring(0, field.length() - 2) : field;
    boolean whole = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
    for (int i = 0; whole && i < digits.length(); i++) {
      whole = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!whole || Long.parseLong(digits) > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "column "
              + columns.get(column)
              + ": '"
              + field
              + "' is not a whole number up to "
              + MAX_NUMBER);
    }
    return Long.parseLong(digits);
  }

  /** A recorded price, which is in ten-thousandths. */
  static Price price(long recorded) {
    return new Price(Math.multiplyExact(recorded, NANOS_PER_STEP));
  }
}
