// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacahours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.broker.LinkSignal.ClockOffset;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import dev.fairlead.remote.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class AlpacaHoursTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 20);
  private static final LocalDate LAST = LocalDate.of(2027, 3, 2);

  private final List<String> asked = new ArrayList<>();
  private final List<LinkSignal> signals = new ArrayList<>();
  private final List<TradingCalendar> told = new ArrayList<>();

  /** Each day's hours as Alpaca writes them. */
  private final TreeMap<LocalDate, String> days = new TreeMap<>();

  private String timestamp = "2026-03-02T10:00:00.1-05:00";
  private long nanos = Long.MAX_VALUE - 5;
  private long tookNanos;
  private final AlpacaHours hours =
      new AlpacaHours("alpaca:main", this::read, () -> NOW, () -> nanos, signals::add, told::add);

  AlpacaHoursTest() {
    for (TradingDay day : TradingCalendar.US_EQUITIES.days(FIRST, LAST)) {
      days.put(day.date(), row(day.date(), day.open().toString(), day.close().toString()));
    }
  }

  private static String row(LocalDate date, String open, String close) {
    return ("{\"date\":\"%s\",\"open\":\"%s\",\"close\":\"%s\",\"session_open\":\"0400\","
            + "\"session_close\":\"2000\",\"settlement_date\":\"2026-01-01\"}")
        .formatted(date, open, close);
  }

  private JsonNode read(String path) {
    asked.add(path);
    nanos += tookNanos;
    return Wire.read(
        path.equals("/v2/clock")
            ? "{\"timestamp\":\"" + timestamp + "\",\"is_open\":true}"
            : "[" + String.join(",", days.values()) + "]");
  }

  @ParameterizedTest(name = "F-C02 {0} after {1} ms: ahead {2} ms, give or take {3}, told: {4}")
  @CsvSource({
    "2026-03-02T10:00:00.1-05:00, 0, -100, 0, true",
    "2026-03-02T10:00:00.1-05:00, 200, 0, 100, false",
    "2026-03-02T15:00:00Z, 80, 40, 40, false",
    "2026-03-02T14:59:00Z, 80, 60040, 40, true",
    "2026-03-02T15:00:00.050Z, 0, -50, 0, false",
    "2026-03-02T15:00:00.051Z, 0, -51, 0, true",
  })
  void theClocksAreComparedInTheMiddleOfTheQuestion(
      String there, int tookMillis, int ahead, int within, boolean tooFar) {
    timestamp = there;
    tookNanos = Duration.ofMillis(tookMillis).toNanos();
    hours.look();
    ClockOffset offset =
        new ClockOffset(Channel.REQUESTS, Duration.ofMillis(ahead), Duration.ofMillis(within));
    assertThat(signals).containsExactly(offset);
    assertThat(offset.isTooFar()).isEqualTo(tooFar);
  }

  @Test
  @DisplayName("F-T08 a closing and an early close that no rule tells are known")
  void knowsTheDaysThatAlpacaTells() {
    LocalDate mourning = LocalDate.of(2026, 3, 3);
    LocalDate half = LocalDate.of(2026, 3, 4);
    days.remove(mourning);
    days.put(half, row(half, "09:30", "13:00"));
    hours.look();
    TradingCalendar calendar = told.getFirst();
    assertThat(calendar.day(mourning)).isEmpty();
    assertThat(calendar.nextClose(Instant.parse("2026-03-03T15:00:00Z")))
        .isEqualTo("2026-03-04T18:00:00Z");
    // Beyond what was asked for the rules go on.
    LocalDate later = LocalDate.of(2027, 6, 1);
    assertThat(calendar.day(later)).isEqualTo(TradingCalendar.US_EQUITIES.day(later));
  }

  @Test
  @DisplayName("F-B21 days that are not all there prove no closing")
  void aListThatWasCutIsNotUsed() {
    days.tailMap(LocalDate.of(2026, 9, 1)).clear();
    hours.look();
    assertThat(told).isEmpty();
    days.clear();
    nanos += Duration.ofHours(2).toNanos();
    hours.look();
    assertThat(told).isEmpty();
    assertThat(asked).contains("/v2/calendar?start=2026-02-20&end=2027-03-02");
  }

  @Test
  void aGapInTheMiddleIsNotUsedEither() {
    days.subMap(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 14)).clear();
    hours.look();
    assertThat(told).isEmpty();
  }

  @Test
  void aDayThatCannotBeReadIsTold() {
    days.put(FIRST, "{\"date\":\"2026-02-20\",\"open\":\"late\",\"close\":\"16:00\"}");
    assertThatThrownBy(hours::look).isInstanceOf(Wire.Unreadable.class);
    assertThat(told).isEmpty();
  }

  @Test
  void eachIsReadWhenItIsDueAndAgainAtOnceWhereItFailed() {
    hours.look();
    hours.look();
    assertThat(asked).hasSize(2);
    nanos += Duration.ofMinutes(11).toNanos();
    hours.look();
    assertThat(asked).hasSize(3);
    nanos += Duration.ofMinutes(50).toNanos();
    timestamp = "nonsense";
    assertThatThrownBy(hours::look).isInstanceOf(Wire.Unreadable.class);
    timestamp = "2026-03-02T15:00:00Z";
    hours.look();
    assertThat(asked).hasSize(6).last().asString().startsWith("/v2/calendar");
    assertThat(told).hasSize(2);
  }
}
