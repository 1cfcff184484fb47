// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Price times quantity, exact at 10⁻¹⁸: the only product of two domain numbers. Sums of fills stay
 * exact, within ±1.7 × 10²⁰, and are rounded once, when they become {@link Money} or an average
 * {@link Price} (I-11).
 */
public record Notional(Int128 atto) implements Comparable<Notional> {
  public static final Notional ZERO = new Notional(Int128.ZERO);

  private static final long ATTO_PER_MICRO = 1_000_000_000_000L;

  /** Throws {@link ArithmeticException} beyond 128 bits. */
  public Notional(BigInteger atto) {
    this(Int128.of(atto));
  }

  public static Notional of(Price price, Quantity quantity) {
    return new Notional(Int128.product(price.nanos(), quantity.nanos()));
  }

  /** An amount of money, as what something cost. */
  public static Notional of(Money money) {
    return new Notional(Int128.product(money.micros(), ATTO_PER_MICRO));
  }

  public Notional plus(Notional other) {
    return new Notional(atto.plus(other.atto));
  }

  public Notional minus(Notional other) {
    return new Notional(atto.minus(other.atto));
  }

  public Notional negate() {
    return new Notional(atto.negate());
  }

  /** This times {@code part / whole}, rounded half to even at 10⁻¹⁸; whole must not be zero. */
  public Notional share(Quantity part, Quantity whole) {
    // Wider than 128 bits on the way.
    BigDecimal scaled =
        new BigDecimal(atto.toBigInteger()).multiply(BigDecimal.valueOf(part.nanos()));
    BigDecimal share = scaled.divide(BigDecimal.valueOf(whole.nanos()), 0, RoundingMode.HALF_EVEN);
    return new Notional(share.toBigIntegerExact());
  }

  /** The price of one unit when this paid for {@code quantity}; quantity must not be zero. */
  public Price average(Quantity quantity, RoundingMode rounding) {
    return new Price(atto.dividedBy(quantity.nanos(), rounding));
  }

  /** This in money, rounded as told; throws where it is beyond what {@link Money} holds. */
  public Money toMoney(Currency currency, RoundingMode rounding) {
    return new Money(atto.dividedBy(ATTO_PER_MICRO, rounding), currency);
  }

  /** How much {@code money} buys at {@code price}, rounded down to 10⁻⁹; price must not be zero. */
  public static Quantity bought(Money money, Price price) {
    return new Quantity(of(money).atto.dividedBy(price.nanos(), RoundingMode.DOWN));
  }

  @Override
  public int compareTo(Notional other) {
    return atto.compareTo(other.atto);
  }

  @Override
  public String toString() {
    return new BigDecimal(atto.toBigInteger(), 18).stripTrailingZeros().toPlainString();
  }
}
