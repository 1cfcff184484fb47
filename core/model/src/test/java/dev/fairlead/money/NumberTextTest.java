// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberTextTest {
  private static final long SEED = 20_260_105;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                    | 0
          -0                   | 0
          0e999999999          | 0
          7                    | 7
          +7                   | 7
          007.50               | 7.5
          .5                   | 0.5
          5.                   | 5
          1.2e3                | 1200
          1E-9                 | 0.000000001
          -190.255             | -190.255
          1.000000000000       | 1
          9223372036.854775807 | 9223372036.854775807
          -9223372036.854775808| -9223372036.854775808
          """)
  void readsPlainAndScientificTextExactly(String text, String value) {
    assertThat(Quantity.parse(text)).hasToString(value);
    assertThat(Price.parse(text)).hasToString(value);
    assertThat(Percent.parse(text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NaN                     | NOT_A_NUMBER
          Infinity                | NOT_A_NUMBER
          -Infinity               | NOT_A_NUMBER
          ''                      | NOT_A_NUMBER
          ' 1'                    | NOT_A_NUMBER
          '1 '                    | NOT_A_NUMBER
          1,000                   | NOT_A_NUMBER
          1_000                   | NOT_A_NUMBER
          0x10                    | NOT_A_NUMBER
          ten                     | NOT_A_NUMBER
          --1                     | NOT_A_NUMBER
          ١٢                      | NOT_A_NUMBER
          1e21474836480           | NOT_A_NUMBER
          11111111111111111111111111111111111111111 | NOT_A_NUMBER
          0.0000000001            | TOO_MANY_DECIMALS
          1.1234567891            | TOO_MANY_DECIMALS
          1e-400                  | TOO_MANY_DECIMALS
          1e400                   | TOO_LARGE
          -1e400                  | TOO_LARGE
          1e999999999             | TOO_LARGE
          1e2147483648            | TOO_LARGE
          100e2147483647          | TOO_LARGE
          100e2147483648          | TOO_LARGE
          0.01e-2147483647        | NOT_A_NUMBER
          1234567890123456789     | TOO_LARGE
          9223372036.854775808    | TOO_LARGE
          -9223372036.854775809   | TOO_LARGE
          """)
  void refusesWhatItCannotHoldExactly(String text, DecimalFault.Kind kind) {
    assertThatExceptionOfType(DecimalFault.class)
        .isThrownBy(() -> Quantity.parse(text))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(kind))
        .satisfies(fault -> assertThat(fault.limit()).isNotEmpty());
  }

  @Test
  void aFaultNamesTheLimitThatWasBroken() {
    assertThat(limitOf("1e400")).isEqualTo("at most 9223372036.854775807");
    assertThat(limitOf("1e-10")).isEqualTo("at most 9 decimals");
    assertThat(limitOf("NaN")).isEqualTo("a decimal number of at most 40 characters");
    assertThatExceptionOfType(DecimalFault.class)
        .isThrownBy(() -> Money.parse("0.0000001", Currency.USD))
        .satisfies(fault -> assertThat(fault.limit()).isEqualTo("at most 6 decimals"));
  }

  private static String limitOf(String text) {
    try {
      return Quantity.parse(text).toString();
    } catch (DecimalFault fault) {
      return fault.limit();
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      assertThat(Quantity.parse(new Quantity(value).toString()).nanos()).isEqualTo(value);
      assertThat(Price.parse(new Price(value).toString()).nanos()).isEqualTo(value);
      Money money = new Money(value, Currency.INR);
      assertThat(Money.parse(money.amount(), Currency.INR)).isEqualTo(money);
    }
  }

  @Test
  void writesAsBigDecimalDoes() {
    Random random = new Random(SEED);
    LongStream edges = LongStream.of(0, 1, -1, 10, -999_999_999, 1_000_000_000, 1_500_000_000);
    LongStream extremes = LongStream.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1);
    LongStream any = random.longs(5_000).map(value -> value >> random.nextInt(64));
    LongStream round = random.longs(5_000, -20_000, 20_000).map(value -> value * 1_000_000);
    LongStream.concat(LongStream.concat(edges, extremes), LongStream.concat(any, round))
        .forEach(nanos -> {
          BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
          assertThat(new Quantity(nanos)).hasToString(exact.toPlainString());
          String micros = BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
          assertThat(new Money(nanos, Currency.USD).amount()).isEqualTo(micros);
        });
  }

  @Test
  void readsAsBigDecimalDoesOrRefuses() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      String text = randomNumber(random);
      BigDecimal exact = new BigDecimal(text);
      boolean holds =
          exact.stripTrailingZeros().scale() <= 9
              && exact.abs().compareTo(new BigDecimal("9223372036.854775807")) <= 0;
      if (holds) {
        assertThat(new BigDecimal(Quantity.parse(text).toString()))
            .as(text)
            .isEqualByComparingTo(exact);
      } else {
        assertThatExceptionOfType(DecimalFault.class).isThrownBy(() -> Quantity.parse(text));
      }
    }
  }

  private static String randomNumber(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(digits(random, 1 + random.nextInt(11)));
    if (random.nextInt(3) > 0) {
      text.append('.').append(digits(random, 1 + random.nextInt(11)));
    }
    if (random.nextInt(4) == 0) {
      text.append('e').append(random.nextInt(24) - 12);
    }
    return text.toString();
  }

  private static String digits(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + (random.nextInt(3) == 0 ? 0 : random.nextInt(10))));
    }
    return text.toString();
  }
}
