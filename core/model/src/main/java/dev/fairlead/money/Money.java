// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

/**
 * An amount of a currency. Exact at 10⁻⁶, within ±9.22 × 10¹². Adding two currencies is a bug and
 * throws.
 */
public record Money(long micros, Currency currency) {
  /** Digits after the point. */
  public static final int SCALE = 6;

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** Reads plain decimal text; surplus digits are refused ({@link DecimalFault}). */
  public static Money parse(String amount, Currency currency) {
    return new Money(Decimal.parse(amount, SCALE), currency);
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micros, sameCurrency(other).micros), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micros, sameCurrency(other).micros), currency);
  }

  public Money times(int factor) {
    return new Money(Math.multiplyExact(micros, factor), currency);
  }

  public Money negate() {
    return new Money(Math.negateExact(micros), currency);
  }

  public boolean isZero() {
    return micros == 0;
  }

  public boolean isPositive() {
    return micros > 0;
  }

  public boolean isNegative() {
    return micros < 0;
  }

  /** Whether this is more than {@code other} of the same currency. */
  public boolean exceeds(Money other) {
    return micros > sameCurrency(other).micros;
  }

  /** The amount without its currency: {@code 1234.5}. */
  public String amount() {
    return Decimal.format(micros, SCALE);
  }

  @Override
  public String toString() {
    return amount() + " " + currency;
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new ArithmeticException("cannot combine " + currency + " with " + other.currency);
    }
    return other;
  }
}
