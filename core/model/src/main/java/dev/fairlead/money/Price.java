// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.RoundingMode;

/** A price for one unit, in the instrument's currency. Exact at 10⁻⁹, within ±9.22 × 10⁹. */
public record Price(long nanos) implements Comparable<Price> {
  /** Digits after the point. */
  public static final int SCALE = 9;

  public static final Price ZERO = new Price(0);

  /** Reads plain decimal text; surplus digits are refused ({@link DecimalFault}). */
  public static Price parse(String text) {
    return new Price(Decimal.parse(text, SCALE));
  }

  public Price plus(Price other) {
    return new Price(Math.addExact(nanos, other.nanos));
  }

  public Price minus(Price other) {
    return new Price(Math.subtractExact(nanos, other.nanos));
  }

  /** {@code percent} of this price; the result is rounded to 10⁻⁹ as told. */
  public Price times(Percent percent, RoundingMode rounding) {
    return new Price(Int128.product(nanos, percent.nanos()).dividedBy(Percent.WHOLE, rounding));
  }

  public boolean isPositive() {
    return nanos > 0;
  }

  public boolean isMultipleOf(Price increment) {
    return nanos % increment.nanos == 0;
  }

  /** The nearest multiple of {@code increment} in the direction that {@code rounding} names. */
  public Price roundTo(Price increment, RoundingMode rounding) {
    long steps = Int128.of(nanos).dividedBy(increment.nanos, rounding);
    return new Price(Math.multiplyExact(steps, increment.nanos));
  }

  public static Price max(Price a, Price b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  public static Price min(Price a, Price b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  @Override
  public int compareTo(Price other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return Decimal.format(nanos, SCALE);
  }
}
