// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.market.BarSpan.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarSpanTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    // Where it is, and the bar around it.
    "1, MINUTE, 2026-03-11T15:00:07.250Z, 2026-03-11T15:00:00Z, 2026-03-11T15:01:00Z",
    "1, MINUTE, 2026-03-11T15:00:00Z, 2026-03-11T15:00:00Z, 2026-03-11T15:01:00Z",
    "5, MINUTE, 2026-03-11T15:04:59.999999999Z, 2026-03-11T15:00:00Z, 2026-03-11T15:05:00Z",
    // 1440 minutes are 34 times 42 and 12: the day's last bar is short.
    "42, MINUTE, 2026-03-12T03:55:00Z, 2026-03-12T03:48:00Z, 2026-03-12T04:00:00Z",
    "1, HOUR, 2026-03-11T15:59:59Z, 2026-03-11T15:00:00Z, 2026-03-11T16:00:00Z",
    "5, HOUR, 2026-03-12T03:00:00Z, 2026-03-12T00:00:00Z, 2026-03-12T04:00:00Z",
    "1, DAY, 2026-03-11T15:00:00Z, 2026-03-11T04:00:00Z, 2026-03-12T04:00:00Z",
    // The clocks go forward on the eighth: a day of 23 hours, of which 4 to 4 are the second bar.
    "1, DAY, 2026-03-08T15:00:00Z, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "4, HOUR, 2026-03-08T09:30:00Z, 2026-03-08T09:00:00Z, 2026-03-08T13:00:00Z",
    "4, HOUR, 2026-03-09T03:30:00Z, 2026-03-09T01:00:00Z, 2026-03-09T04:00:00Z",
    "1, WEEK, 2026-03-11T15:00:00Z, 2026-03-09T04:00:00Z, 2026-03-16T04:00:00Z",
    "1, WEEK, 2026-03-09T03:59:59Z, 2026-03-02T05:00:00Z, 2026-03-09T04:00:00Z",
    "1, MONTH, 2026-03-11T15:00:00Z, 2026-03-01T05:00:00Z, 2026-04-01T04:00:00Z",
    "3, MONTH, 2026-03-11T15:00:00Z, 2026-01-01T05:00:00Z, 2026-04-01T04:00:00Z",
    "4, MONTH, 2026-12-11T15:00:00Z, 2026-09-01T04:00:00Z, 2027-01-01T05:00:00Z",
    "12, MONTH, 2026-03-11T15:00:00Z, 2026-01-01T05:00:00Z, 2027-01-01T05:00:00Z",
  })
  void barsLieOnTheGridOfTheirZone(int count, Unit unit, Instant at, Instant start, Instant end) {
    BarSpan span = new BarSpan(count, unit);
    assertThat(span.startOf(at, NEW_YORK)).isEqualTo(start);
    assertThat(span.endOf(at, NEW_YORK)).isEqualTo(end);
  }

  @Test
  void barsFollowEachOtherWithoutAGap() {
    Random random = new Random(5);
    List<Unit> units = List.of(Unit.values());
    for (int i = 0; i < 2000; i++) {
      Unit unit = units.get(random.nextInt(units.size()));
      int count = 1 + random.nextInt(59);
      if (!unit.allows(count)) {
        continue;
      }
      BarSpan span = new BarSpan(count, unit);
      Instant at = Instant.ofEpochSecond(random.nextLong(1_500_000_000L, 1_900_000_000L));
      Instant start = span.startOf(at, NEW_YORK);
      Instant end = span.endOf(at, NEW_YORK);
      assertThat(at).as("seed 5: %s at %s", span, at).isBetween(start, end.minusNanos(1));
      assertThat(span.startOf(start, NEW_YORK)).isEqualTo(start);
      assertThat(span.startOf(end, NEW_YORK)).isEqualTo(end);
      assertThat(span.endOf(end.minusNanos(1), NEW_YORK)).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, MINUTE, 1 to 59",
    "60, MINUTE, 1 to 59",
    "24, HOUR, 1 to 23",
    "2, DAY, 1",
    "2, WEEK, 1",
    "5, MONTH, '1, 2, 3, 4, 6 or 12'",
    "-1, MONTH, '1, 2, 3, 4, 6 or 12'",
  })
  void refusesACountThatItsUnitDoesNotHave(int count, Unit unit, String counts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarSpan(count, unit))
        .withMessage("bar span of %s %s: the count must be %s", count, unit, counts);
  }

  @Test
  void refusesARangeThatCannotBeRead() {
    Instant now = Instant.parse("2026-03-11T15:00:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Range(now, now.minusNanos(1), 1, false))
        .withMessageContaining("before its start");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Range(now, now, 0, false))
        .withMessage("limit 0 must be 1 to 20000");
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(now, now, 20_001, false));
  }
}
