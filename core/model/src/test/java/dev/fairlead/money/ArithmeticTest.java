// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArithmeticTest {
  private static final long SEED = 42;
  private static final int ROUNDS = 5_000;

  @Test
  void addsAndSubtractsAsBigDecimalDoesOrThrows() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Quantity a = new Quantity(spread(random));
      Quantity b = new Quantity(spread(random));
      agrees(() -> a.plus(b).toString(), exact(a).add(exact(b)), 9);
      agrees(() -> a.minus(b).toString(), exact(a).subtract(exact(b)), 9);
      agrees(() -> a.negate().toString(), exact(a).negate(), 9);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "UNNECESSARY", mode = EnumSource.Mode.EXCLUDE)
  void multipliesAndRoundsAsBigDecimalDoesOrThrows(RoundingMode rounding) {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Price price = new Price(spread(random));
      Quantity quantity = new Quantity(spread(random));
      BigDecimal product = exact(price).multiply(exact(quantity));
      Notional notional = Notional.of(price, quantity);
      assertThat(new BigDecimal(notional.toString())).isEqualByComparingTo(product);
      agrees(
          () -> notional.toMoney(Currency.USD, rounding).amount(),
          product.setScale(6, rounding),
          6);
      if (!quantity.isZero()) {
        assertThat(notional.average(quantity, rounding)).isEqualTo(price);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "UNNECESSARY", mode = EnumSource.Mode.EXCLUDE)
  void aPercentageIsRoundedAsTold(RoundingMode rounding) {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Price price = new Price(spread(random));
      Percent percent = new Percent(spread(random));
      BigDecimal part = exact(price).multiply(new BigDecimal(percent.toString())).movePointLeft(2);
      agrees(() -> price.times(percent, rounding).toString(), part.setScale(9, rounding), 9);
    }
  }

  @Test
  void aShareIsRoundedHalfToEven() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Notional whole = Notional.of(new Price(spread(random)), new Quantity(spread(random)));
      Quantity of = new Quantity(1 + random.nextLong(Long.MAX_VALUE >> random.nextInt(63)));
      Quantity part = new Quantity(random.nextLong(of.nanos()));
      BigDecimal expected =
          new BigDecimal(whole.toString())
              .multiply(exact(part))
              .divide(exact(of), 18, RoundingMode.HALF_EVEN);
      assertThat(new BigDecimal(whole.share(part, of).toString())).isEqualByComparingTo(expected);
    }
  }

  @Test
  void moneyBuysTheMostThatItPaysForInFull() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Money money = new Money(random.nextLong(1_000_000_000_000L), Currency.USD);
      Price price = new Price(1_000_000L + random.nextLong(1_000_000_000_000L));
      Quantity bought = Notional.bought(money, price);
      assertThat(Notional.of(price, bought)).isLessThanOrEqualTo(Notional.of(money));
      assertThat(Notional.of(price, bought.plus(new Quantity(1))))
          .isGreaterThan(Notional.of(money));
    }
  }

  @Test
  @DisplayName("I-11 overflow throws, it never wraps")
  void overflowThrows() {
    Quantity most = new Quantity(Long.MAX_VALUE);
    Quantity least = new Quantity(Long.MIN_VALUE);
    Price dear = new Price(Long.MAX_VALUE);
    Money rich = new Money(Long.MAX_VALUE, Currency.USD);
    throwsOverflow(() -> most.plus(new Quantity(1)));
    throwsOverflow(() -> least.minus(new Quantity(1)));
    throwsOverflow(least::negate);
    throwsOverflow(least::abs);
    throwsOverflow(() -> Quantity.of(9_223_372_037L));
    throwsOverflow(() -> dear.plus(new Price(1)));
    throwsOverflow(() -> dear.times(Percent.parse("100.1"), RoundingMode.DOWN));
    throwsOverflow(() -> rich.plus(new Money(1, Currency.USD)));
    throwsOverflow(() -> rich.times(2));
    throwsOverflow(() -> Notional.of(dear, most).toMoney(Currency.USD, RoundingMode.DOWN));
    throwsOverflow(() -> Notional.of(dear, most).average(Quantity.of(1), RoundingMode.DOWN));
    throwsOverflow(() -> Notional.bought(rich, new Price(1)));
  }

  private static void throwsOverflow(Supplier<Object> operation) {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(operation::get);
  }

  @Test
  void twoCurrenciesDoNotMix() {
    Money dollars = Money.parse("1", Currency.USD);
    Money rupees = Money.parse("1", Currency.INR);
    throwsOverflow(() -> dollars.plus(rupees));
    throwsOverflow(() -> dollars.minus(rupees));
    throwsOverflow(() -> dollars.exceeds(rupees));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          190.257 | 0.01 | DOWN      | 190.25
          190.257 | 0.01 | UP        | 190.26
          190.255 | 0.01 | HALF_EVEN | 190.26
          190.245 | 0.01 | HALF_EVEN | 190.24
          -190.25 | 0.1  | FLOOR     | -190.3
          7       | 5    | CEILING   | 10
          """)
  void aPriceIsRoundedToItsIncrement(
      String price, String increment, RoundingMode rounding, String rounded) {
    assertThat(Price.parse(price).roundTo(Price.parse(increment), rounding)).hasToString(rounded);
  }

  @Test
  void aQuantityIsRoundedTowardsZeroToItsLot() {
    assertThat(Quantity.parse("7.9").roundDownTo(Quantity.of(1))).isEqualTo(Quantity.of(7));
    assertThat(Quantity.parse("-7.9").roundDownTo(Quantity.of(1))).isEqualTo(Quantity.of(-7));
    assertThat(Quantity.parse("0.3").roundDownTo(Quantity.parse("0.1"))).hasToString("0.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "US", "usd", "USDOLL", "US1", "US "})
  void aCurrencyIsThreeToFiveCapitals(String code) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Currency(code))
        .withMessageContaining("three to five capital letters");
  }

  /** Longs of every size: a plain random one is nearly always near the edge. */
  private static long spread(Random random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static BigDecimal exact(Object number) {
    return new BigDecimal(number.toString());
  }

  /** The operation gives the expected number, or throws where no long at this scale holds it. */
  private static void agrees(Supplier<String> operation, BigDecimal expected, int scale) {
    if (expected.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().bitLength() > 63) {
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(operation::get);
    } else {
      assertThat(new BigDecimal(operation.get())).isEqualByComparingTo(expected);
    }
  }
}
