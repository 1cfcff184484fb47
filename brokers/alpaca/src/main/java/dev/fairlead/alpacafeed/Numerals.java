// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as market data writes them, as billionths: exact where they have at most nine decimals,
 * else to the nearest, half to even, as means are told to more digits than anybody pays. Pure.
 */
final class Numerals {
  private static final int SCALE = 9;
  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /** So many digits fit into a long, whatever they are. */
  private static final int MOST_DIGITS = 18;

  private static final int LONGEST = 60;
  private static final int MOST_EXPONENT = 40;

  /** Below, a double times 10⁹ is nearer to its own decimal than to any other. */
  private static final double EXACT = 1e6;

  private Numerals() {}

  /** A number that is none, or that no price or quantity can hold. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a JSON number. */
  static long nanos(char[] text, int offset, int length) {
    int end = offset + length;
    int at = offset;
    boolean negative = length > 0 && text[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int decimals = -1;
    for (; at < end; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits++;
        decimals += decimals >= 0 ? 1 : 0;
      } else if (c == '.' && decimals < 0) {
        decimals = 0;
      } else {
        break;
      }
    }
    int shift = SCALE - Math.max(decimals, 0);
    boolean simple = at == end && digits > 0 && shift >= 0 && digits + shift <= MOST_DIGITS;
    if (!simple) {
      return slowly(new String(text, offset, length));
    }
    long nanos = value * TENS[shift];
    return negative ? -nanos : nanos;
  }

  private static long slowly(String text) {
    try {
      if (text.length() <= LONGEST) {
        return nanos(new BigDecimal(text));
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new Unfit(
        "no number of real use: " + text.substring(0, Math.min(LONGEST, text.length())));
  }

  private static long nanos(BigDecimal value) {
    // What is further from 1 than that would take for ever to write out.
    if (Math.abs((long) value.scale()) <= MOST_EXPONENT) {
      try {
        return value.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
      } catch (ArithmeticException tooLarge) {
        // Told below.
      }
    } else if (value.scale() > 0) {
      return 0;
    }
    throw new Unfit("more than a price or quantity holds: " + value);
  }

  /** Reads a double, which stands for the shortest decimal that is it. */
  static long nanos(double value) {
    if (Math.abs(value) < EXACT) {
      return Math.round(value * 1e9);
    }
    if (!Double.isFinite(value)) {
      throw new Unfit("no number: " + value);
    }
    return nanos(new BigDecimal(Double.toString(value)));
  }

  /** Reads a whole number. */
  static long nanos(long whole) {
    try {
      return Math.multiplyExact(whole, TENS[SCALE]);
    } catch (ArithmeticException tooLarge) {
      throw new Unfit("more than a price or quantity holds: " + whole);
    }
  }
}
