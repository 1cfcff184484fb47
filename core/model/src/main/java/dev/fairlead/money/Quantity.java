// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.RoundingMode;

/**
 * A number of shares, coins or contracts. Exact at 10⁻⁹ (the precision that Alpaca takes for {@code
 * qty}), within ±9.22 × 10⁹; negative only where a signed quantity is meant: a short position.
 */
public record Quantity(long nanos) implements Comparable<Quantity> {
  /** Digits after the point. */
  public static final int SCALE = 9;

  private static final long UNIT = 1_000_000_000L;

  public static final Quantity ZERO = new Quantity(0);

  /** Reads plain decimal text; surplus digits are refused ({@link DecimalFault}). */
  public static Quantity parse(String text) {
    return new Quantity(Decimal.parse(text, SCALE));
  }

  /** A whole number of units. */
  public static Quantity of(long units) {
    return new Quantity(Math.multiplyExact(units, UNIT));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(Math.addExact(nanos, other.nanos));
  }

  public Quantity minus(Quantity other) {
    return new Quantity(Math.subtractExact(nanos, other.nanos));
  }

  public Quantity negate() {
    return new Quantity(Math.negateExact(nanos));
  }

  public Quantity abs() {
    return nanos < 0 ? negate() : this;
  }

  /** {@code percent} of this quantity, rounded to 10⁻⁹ as told. */
  public Quantity times(Percent percent, RoundingMode rounding) {
    return new Quantity(Int128.product(nanos, percent.nanos()).dividedBy(Percent.WHOLE, rounding));
  }

  /** The largest multiple of {@code increment} that is not further from zero than this. */
  public Quantity roundDownTo(Quantity increment) {
    return new Quantity(nanos - nanos % increment.nanos);
  }

  public boolean isZero() {
    return nanos == 0;
  }

  public boolean isPositive() {
    return nanos > 0;
  }

  public boolean isNegative() {
    return nanos < 0;
  }

  public boolean isWhole() {
    return nanos % UNIT == 0;
  }

  public boolean isMultipleOf(Quantity increment) {
    return nanos % increment.nanos == 0;
  }

  public static Quantity max(Quantity a, Quantity b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  public static Quantity min(Quantity a, Quantity b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  @Override
  public int compareTo(Quantity other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return Decimal.format(nanos, SCALE);
  }
}
