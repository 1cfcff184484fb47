// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/**
 * A whole number of 128 bits, two's complement: what products of two longs, and sums of them, are
 * exact in. Beyond it everything throws {@link ArithmeticException}; nothing wraps.
 *
 * @param high the upper half, with the sign
 * @param low the lower half, unsigned
 */
public record Int128(long high, long low) implements Comparable<Int128> {
  public static final Int128 ZERO = new Int128(0, 0);

  private static final int MOST_BITS = 127;

  public static Int128 of(long value) {
    return new Int128(value >> 63, value);
  }

  public static Int128 of(BigInteger value) {
    if (value.bitLength() > MOST_BITS) {
      throw beyond();
    }
    return new Int128(value.shiftRight(64).longValue(), value.longValue());
  }

  /** {@code a × b}, which always fits. */
  public static Int128 product(long a, long b) {
    return new Int128(Math.multiplyHigh(a, b), a * b);
  }

  public Int128 plus(Int128 other) {
    long sumLow = low + other.low;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    long sum = high + other.high + carry;
    // Only two of one sign can leave the range, and then the sign has changed.
    if (((high ^ sum) & (other.high ^ sum)) < 0) {
      throw beyond();
    }
    return new Int128(sum, sumLow);
  }

  public Int128 minus(Int128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    long difference = high - other.high - borrow;
    if (((high ^ other.high) & (high ^ difference)) < 0) {
      throw beyond();
    }
    return new Int128(difference, low - other.low);
  }

  public Int128 negate() {
    return ZERO.minus(this);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return high == 0 && low != 0 ? 1 : Long.signum(high);
  }

  /** This if it is a long, else the long that is nearest. */
  public long saturated() {
    boolean fits = high == low >> 63;
    return fits ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** {@code this / divisor} as a long, rounded as told; throws where no long holds it. */
  public long dividedBy(long divisor, RoundingMode rounding) {
    boolean negative = high < 0 != divisor < 0;
    long size = Math.abs(divisor); // Unsigned, as all sizes here: the least long has one too.
    long sizeLow = high < 0 ? -low : low;
    long sizeHigh = high < 0 ? (low == 0 ? -high : ~high) : high;
    if (Long.compareUnsigned(sizeHigh, size) >= 0) {
      throw beyond();
    }
    // By hand, as at school: a digit is as many bits as fit beside the remainder.
    int digit = Math.max(1, Long.numberOfLeadingZeros(size));
    long quotient = 0;
    long remainder = sizeHigh;
    for (int left = Long.SIZE; left > 0; ) {
      int bits = Math.min(digit, left);
      left -= bits;
      long part = remainder << bits | (sizeLow >>> left & (1L << bits) - 1);
      long times = Long.divideUnsigned(part, size);
      quotient = quotient << bits | times;
      remainder = part - times * size;
    }
    return signed(
        negative,
        isRoundedUp(negative, quotient, remainder, size, rounding)
            ? increment(quotient)
            : quotient);
  }

  /** Whether a division that leaves {@code remainder} is rounded away from zero. */
  private static boolean isRoundedUp(
      boolean negative, long quotient, long remainder, long divisor, RoundingMode rounding) {
    if (remainder == 0) {
      return false;
    }
    int toHalf = Long.compareUnsigned(remainder, divisor - remainder);
    return switch (rounding) {
      case UP -> true;
      case DOWN -> false;
      case CEILING -> !negative;
      case FLOOR -> negative;
      case HALF_UP -> toHalf >= 0;
      case HALF_DOWN -> toHalf > 0;
      case HALF_EVEN -> toHalf > 0 || (toHalf == 0 && (quotient & 1) != 0);
      case UNNECESSARY -> throw new ArithmeticException("rounding would be necessary");
    };
  }

  private static long increment(long size) {
    if (size == -1) {
      throw beyond();
    }
    return size + 1;
  }

  private static long signed(boolean negative, long size) {
    if (size < 0 && !(negative && size == Long.MIN_VALUE)) {
      throw beyond();
    }
    return negative ? -size : size;
  }

  public BigInteger toBigInteger() {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    return new BigInteger(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  private static ArithmeticException beyond() {
    return new ArithmeticException("more than the number holds");
  }

  @Override
  public int compareTo(Int128 other) {
    return high != other.high
        ? Long.compare(high, other.high)
        : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
