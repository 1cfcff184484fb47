// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Price times quantity, exact at 10⁻¹⁸: the only product of two domain numbers. Sums of fills stay
 * exact however many there are, and are rounded once, when they become {@link Money} or an average
 * {@link Price} (I-11).
 */
public record Notional(BigInteger atto) implements Comparable<Notional> {
  public static final Notional ZERO = new Notional(BigInteger.ZERO);

  private static final BigInteger ATTO_PER_MICRO = BigInteger.TEN.pow(18 - Money.SCALE);

  public static Notional of(Price price, Quantity quantity) {
    return new Notional(Decimal.product(price.nanos(), quantity.nanos()));
  }

  /** An amount of money, as what something cost. */
  public static Notional of(Money money) {
    return new Notional(BigInteger.valueOf(money.micros()).multiply(ATTO_PER_MICRO));
  }

  public Notional plus(Notional other) {
    return new Notional(atto.add(other.atto));
  }

  public Notional minus(Notional other) {
    return new Notional(atto.subtract(other.atto));
  }

  public Notional negate() {
    return new Notional(atto.negate());
  }

  /** This times {@code part / whole}, rounded half to even at 10⁻¹⁸; whole must not be zero. */
  public Notional share(Quantity part, Quantity whole) {
    BigInteger scaled = atto.multiply(BigInteger.valueOf(part.nanos()));
    return new Notional(
        Decimal.divide(scaled, BigInteger.valueOf(whole.nanos()), RoundingMode.HALF_EVEN));
  }

  /** The price of one unit when this paid for {@code quantity}; quantity must not be zero. */
  public Price average(Quantity quantity, RoundingMode rounding) {
    return new Price(Decimal.quotient(atto, BigInteger.valueOf(quantity.nanos()), rounding));
  }

  /** This in money, rounded as told; throws where it is beyond what {@link Money} holds. */
  public Money toMoney(Currency currency, RoundingMode rounding) {
    return new Money(Decimal.quotient(atto, ATTO_PER_MICRO, rounding), currency);
  }

  /** How much {@code money} buys at {@code price}, rounded down to 10⁻⁹; price must not be zero. */
  public static Quantity bought(Money money, Price price) {
    BigInteger atto = BigInteger.valueOf(money.micros()).multiply(ATTO_PER_MICRO);
    return new Quantity(
        Decimal.quotient(atto, BigInteger.valueOf(price.nanos()), RoundingMode.DOWN));
  }

  @Override
  public int compareTo(Notional other) {
    return atto.compareTo(other.atto);
  }

  @Override
  public String toString() {
    return new BigDecimal(atto, 18).stripTrailingZeros().toPlainString();
  }
}
