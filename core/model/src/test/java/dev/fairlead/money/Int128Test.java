// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against {@link BigInteger}, on numbers of every size and all that are next to an edge. */
final class Int128Test {
  private static final long SEED = 42;
  private static final int ROUNDS = 20_000;
  private static final BigInteger MOST = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
  private static final BigInteger LEAST = BigInteger.TWO.pow(127).negate();

  private final Random random = new Random(SEED);

  @Test
  void comesBackFromBigInteger() {
    for (BigInteger number : numbers()) {
      Int128 value = Int128.of(number);
      assertThat(value.toBigInteger()).isEqualTo(number);
      assertThat(value).hasToString(number.toString());
      assertThat(value.signum()).isEqualTo(number.signum());
      assertThat(BigInteger.valueOf(value.saturated()))
          .isEqualTo(number.max(whole(Long.MIN_VALUE)).min(whole(Long.MAX_VALUE)));
    }
    throwsBeyond(() -> Int128.of(MOST.add(BigInteger.ONE)));
    throwsBeyond(() -> Int128.of(LEAST.subtract(BigInteger.ONE)));
  }

  @Test
  void multipliesLongsExactly() {
    for (long a : longs()) {
      assertThat(Int128.of(a).toBigInteger()).isEqualTo(whole(a));
      for (long b : longs()) {
        assertThat(Int128.product(a, b).toBigInteger()).isEqualTo(whole(a).multiply(whole(b)));
      }
    }
  }

  @Test
  @DisplayName("I-11 overflow throws, it never wraps")
  void addsSubtractsAndComparesAsBigIntegerDoesOrThrows() {
    List<BigInteger> numbers = numbers();
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger a = oneOf(numbers);
      BigInteger b = oneOf(numbers);
      agrees(() -> Int128.of(a).plus(Int128.of(b)), a.add(b));
      agrees(() -> Int128.of(a).minus(Int128.of(b)), a.subtract(b));
      agrees(() -> Int128.of(a).negate(), a.negate());
      assertThat(Int128.of(a).compareTo(Int128.of(b))).isEqualTo(a.compareTo(b));
    }
  }

  @ParameterizedTest
  @EnumSource(RoundingMode.class)
  void dividesAndRoundsAsBigDecimalDoesOrThrows(RoundingMode rounding) {
    List<BigInteger> numbers = numbers();
    List<Long> divisors = longs();
    for (int i = 0; i < ROUNDS; i++) {
      // Every other one is close to a multiple, where rounding turns.
      long divisor = divisors.get(random.nextInt(divisors.size()));
      BigInteger near =
          whole(oneOf(divisors)).multiply(whole(divisor)).add(whole(random.nextInt(-2, 3)));
      BigInteger half = near.add(whole(divisor / 2));
      BigInteger number = i % 4 == 0 ? near : i % 4 == 1 ? half : oneOf(numbers);
      dividesAlike(number, divisor, rounding);
    }
  }

  private static void dividesAlike(BigInteger number, long divisor, RoundingMode rounding) {
    Supplier<Long> quotient = () -> Int128.of(number).dividedBy(divisor, rounding);
    long expected;
    try {
      expected =
          new BigDecimal(number)
              .divide(BigDecimal.valueOf(divisor), 0, rounding)
              .toBigIntegerExact()
              .longValueExact();
    } catch (ArithmeticException _) {
      throwsBeyond(quotient::get);
      return;
    }
    assertThat(quotient.get()).as("%s / %s, %s", number, divisor, rounding).isEqualTo(expected);
  }

  private static void agrees(Supplier<Int128> operation, BigInteger expected) {
    if (expected.compareTo(MOST) > 0 || expected.compareTo(LEAST) < 0) {
      throwsBeyond(operation::get);
    } else {
      assertThat(operation.get().toBigInteger()).isEqualTo(expected);
    }
  }

  private static void throwsBeyond(Supplier<Object> operation) {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(operation::get);
  }

  private static BigInteger whole(long value) {
    return BigInteger.valueOf(value);
  }

  private List<BigInteger> numbers() {
    List<BigInteger> numbers = new ArrayList<>();
    for (int bits = 0; bits <= 127; bits++) {
      BigInteger power = BigInteger.TWO.pow(bits);
      BigInteger any = new BigInteger(bits, random);
      for (BigInteger number : List.of(power, power.subtract(BigInteger.ONE), any)) {
        numbers.add(number.min(MOST));
        numbers.add(number.negate());
      }
    }
    return numbers;
  }

  private List<Long> longs() {
    List<Long> longs = new ArrayList<>(List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE));
    for (int bits = 0; bits < 63; bits++) {
      long power = 1L << bits;
      long any = random.nextLong() >>> (63 - bits);
      longs.addAll(List.of(power, power - 1, -power, any, -any));
    }
    return longs;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
