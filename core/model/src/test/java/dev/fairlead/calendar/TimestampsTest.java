// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final long SEED = 40;

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000000Z",
    "2026-11-22T14:30:59.12Z, 2026-11-22T14:30:59.120000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000000Z",
    "-0001-12-31T00:00:00Z, -0001-12-31T00:00:00Z",
    "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00Z",
  })
  void writesNineDecimals(String instant, String text) {
    assertThat(Timestamps.text(Instant.parse(instant))).isEqualTo(text);
    assertThat(Timestamps.instant(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
  void keepsTheFarthestInstants(long side) {
    Instant farthest = side < 0 ? Instant.MIN : Instant.MAX;
    assertThat(Timestamps.instant(Timestamps.text(farthest))).isEqualTo(farthest);
  }

  @Test
  void keepsAnyInstantAndItsOrder() {
    Random random = new Random(SEED);
    List<Instant> instants = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Instant instant = anyInstant(random);
      assertThat(Timestamps.instant(Timestamps.text(instant))).isEqualTo(instant);
      if (Timestamps.text(instant).length() == 30) {
        instants.add(instant);
      }
    }
    assertThat(instants).hasSizeGreaterThan(8_000);
    List<String> sorted = instants.stream().map(Timestamps::text).sorted().toList();
    instants.sort(null);
    assertThat(sorted).isEqualTo(instants.stream().map(Timestamps::text).toList());
  }

  /** Any that a clock may show, a broken one too. */
  private static Instant anyInstant(Random random) {
    return random.nextInt(10) == 0
        ? Instant.ofEpochSecond(random.nextLong(-200_000_000_000L, 900_000_000_000L))
        : Instant.ofEpochSecond(
            random.nextLong(1_700_000_000L, 1_900_000_000L), random.nextInt(1_000_000_000));
  }
}
