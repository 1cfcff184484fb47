// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The text form of longs at a fixed decimal scale. */
final class Decimal {
  /** Longest text that is read; a number of real use has under 30 characters (S-30). */
  private static final int MAX_LENGTH = 40;

  /** Nineteen digits, sign and point. */
  private static final int LONGEST = 21;

  /** So many digits fit a long, whatever they are. */
  private static final int SURE_DIGITS = 18;

  /** No value of so few digits. */
  private static final long NOT_PLAIN = Long.MIN_VALUE;

  private Decimal() {}

  /**
   * Reads {@code 12}, {@code -0.5} or {@code 1.2e3}; anything inexact is a {@link DecimalFault}.
   */
  static long parse(String text, int scale) {
    long plain = plain(text, scale);
    if (plain != NOT_PLAIN) {
      return plain;
    }
    BigDecimal value = number(text);
    if (value.signum() == 0) {
      return 0;
    }
    // Magnitude first, and by digit counts: setScale on 1e999999999 would allocate for ever, and
    // stripTrailingZeros on 100e2147483647 would run out of exponents.
    if ((long) value.precision() - value.scale() > 19 - scale) {
      throw tooLarge(text, scale);
    }
    BigDecimal exact = value.stripTrailingZeros();
    if (exact.scale() > scale) {
      throw new DecimalFault(
          DecimalFault.Kind.TOO_MANY_DECIMALS, text, "at most " + scale + " decimals");
    }
    BigInteger unscaled = exact.setScale(scale).unscaledValue();
    if (unscaled.bitLength() > 63) {
      throw tooLarge(text, scale);
    }
    return unscaled.longValue();
  }

  /**
   * The value of an optional sign, digits, and maybe a point and more digits, which nearly every
   * text is; {@link #NOT_PLAIN} for all others, for more decimals than the scale has, and for what
   * might not fit. Without BigDecimal, which costs several times as much: an order that is read
   * from a row has half a dozen.
   */
  private static long plain(String text, int scale) {
    int length = text.length();
    int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    int point = text.indexOf('.');
    int wholeEnd = point < 0 ? length : point;
    int decimals = point < 0 ? 0 : length - point - 1;
    boolean fits =
        wholeEnd > start
            && wholeEnd - start <= SURE_DIGITS - scale
            && decimals <= scale
            && (point < 0 || decimals > 0);
    if (!fits) {
      return NOT_PLAIN;
    }
    long value = 0;
    for (int i = start; i < length; i++) {
      char digit = text.charAt(i);
      if (i == point) {
        continue;
      }
      if (digit < '0' || digit > '9') {
        return NOT_PLAIN;
      }
      value = 10 * value + digit - '0';
    }
    value *= unit(scale - decimals);
    return start == 0 ? value : -value;
  }

  private static BigDecimal number(String text) {
    // ASCII only: BigDecimal would also take the digits of every other script.
    if (text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c < 128)) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException notANumber) {
        // Reported below, with the same words as a text that is too long to be a number.
      }
    }
    String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    throw new DecimalFault(
        DecimalFault.Kind.NOT_A_NUMBER,
        shown,
        "a decimal number of at most " + MAX_LENGTH + " characters");
  }

  private static DecimalFault tooLarge(String text, int scale) {
    String limit = "at most " + format(Long.MAX_VALUE, scale);
    return new DecimalFault(DecimalFault.Kind.TOO_LARGE, text, limit);
  }

  /** Plain digits without trailing zeros: {@code 190.25}, {@code 7}, {@code -0.000000001}. */
  static String format(long unscaled, int scale) {
    // Without BigDecimal, which costs ten times as much: an order's rows and answer have a dozen.
    long unit = unit(scale);
    long whole = unscaled / unit;
    long fraction = Math.abs(unscaled % unit);
    if (fraction == 0) {
      return Long.toString(whole);
    }
    StringBuilder text = new StringBuilder(LONGEST);
    if (unscaled < 0 && whole == 0) {
      text.append('-');
    }
    text.append(whole).append('.');
    for (long place = unit / 10; fraction > 0; place /= 10) {
      text.append((char) ('0' + fraction / place));
      fraction %= place;
    }
    return text.toString();
  }

  private static long unit(int scale) {
    long unit = 1;
    for (int i = 0; i < scale; i++) {
      unit *= 10;
    }
    return unit;
  }
}
