// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import static dev.fairlead.calendar.TradingCalendar.CRYPTO;
import static dev.fairlead.calendar.TradingCalendar.NSE;
import static dev.fairlead.calendar.TradingCalendar.US_EQUITIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {
  /** Recorded days, from the repository's neighbour; the test is skipped without it. */
  private static final Path RECORDED_DAYS =
      Path.of("../../../shared/data/market/equity/usa/daily/spy.zip");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2011-12-26", // Christmas on a Sunday
        "2012-10-29", // Sandy
        "2013-03-29", // Good Friday
        "2015-07-03", // Independence Day on a Saturday
        "2018-12-05", // George H. W. Bush
        "2020-04-10", // Good Friday
        "2021-12-24", // Christmas on a Saturday
        "2022-06-20", // Juneteenth on a Sunday
        "2023-01-02", // New Year on a Sunday
        "2023-06-19",
        "2024-01-15", // Martin Luther King
        "2024-03-29", // Good Friday
        "2024-11-28", // Thanksgiving
        "2025-01-09", // Jimmy Carter
        "2025-05-26", // Memorial Day
        "2026-02-16", // Washington's birthday
        "2026-04-03", // Good Friday
        "2026-07-03", // Independence Day on a Saturday
        "2026-09-07", // Labor Day
        "2029-03-30", // Good Friday
        "1980-11-04", // election
        "1973-01-25" // Lyndon B. Johnson
      })
  void usEquitiesRestOn(LocalDate date) {
    assertThat(US_EQUITIES.day(date)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-12-31", // the Friday before a Saturday's New Year
        "2021-06-18", // Juneteenth before it was a holiday of the exchange
        "1997-01-20", // Martin Luther King before it was a holiday of the exchange
        "1970-05-29", // Memorial Day on a Saturday at the end of a month
        "1984-11-06", // an election after 1980
        "2024-07-05",
        "2010-12-31"
      })
  void usEquitiesTradeOn(LocalDate date) {
    assertThat(US_EQUITIES.day(date)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "2013-07-03, 13:00, 17:00",
    "2012-07-03, 13:00, 17:00",
    "2002-07-05, 13:00, 17:00",
    "2002-07-03, 16:00, 20:00",
    "2024-07-03, 13:00, 17:00",
    "2024-11-29, 13:00, 17:00",
    "2024-12-24, 13:00, 17:00",
    "2025-11-28, 13:00, 17:00",
    "2025-07-02, 16:00, 20:00",
    "2026-11-27, 13:00, 17:00",
    "2022-07-01, 16:00, 20:00",
    "2026-07-02, 16:00, 20:00"
  })
  void usEquitiesClose(LocalDate date, LocalTime close, LocalTime sessionClose) {
    assertThat(US_EQUITIES.day(date))
        .contains(
            TradingDay.of(date, LocalTime.of(9, 30), close, LocalTime.of(4, 0), sessionClose));
  }

  @ParameterizedTest
  @CsvSource({"2000, 04-23", "2013, 03-31", "2024, 03-31", "2025, 04-20", "2029, 04-01"})
  void easterFalls(int year, String monthAndDay) {
    assertThat(NyseDays.easter(year)).isEqualTo(year + "-" + monthAndDay);
  }

  @ParameterizedTest
  @CsvSource({"2013, 252", "2016, 252", "2018, 251", "2024, 252", "2025, 250", "2001, 248"})
  void aYearHasItsTradingDays(int year, int count) {
    List<TradingDay> days = US_EQUITIES.days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    assertThat(days).hasSize(count);
  }

  @Test
  void knowsEveryDayThatWasRecorded() throws IOException {
    assumeThat(Files.exists(RECORDED_DAYS)).as("recorded days in " + RECORDED_DAYS).isTrue();
    List<LocalDate> recorded = recordedDays();
    List<LocalDate> known =
        US_EQUITIES.days(recorded.getFirst(), recorded.getLast()).stream()
            .map(TradingDay::date)
            .toList();
    assertThat(known).isEqualTo(recorded);
  }

  private static List<LocalDate> recordedDays() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(RECORDED_DAYS))) {
      assertThat(zip.getNextEntry()).isNotNull();
      DateTimeFormatter format = DateTimeFormatter.BASIC_ISO_DATE;
      return new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII))
          .lines()
          .map(line -> LocalDate.parse(line.substring(0, 8), format))
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-01T07:59:59Z, CLOSED, 2024-06-29T00:00:00Z, 2024-07-01T08:00:00Z",
    "2024-07-01T08:00:00Z, PRE,    2024-07-01T08:00:00Z, 2024-07-01T13:30:00Z",
    "2024-07-01T13:30:00Z, REGULAR, 2024-07-01T13:30:00Z, 2024-07-01T20:00:00Z",
    "2024-07-01T20:00:00Z, POST,   2024-07-01T20:00:00Z, 2024-07-02T00:00:00Z",
    "2024-07-02T00:00:00Z, CLOSED, 2024-07-02T00:00:00Z, 2024-07-02T08:00:00Z",
    "2024-07-04T16:00:00Z, CLOSED, 2024-07-03T21:00:00Z, 2024-07-05T08:00:00Z",
    "2024-01-02T14:29:59Z, PRE,    2024-01-02T09:00:00Z, 2024-01-02T14:30:00Z"
  })
  void aDayHasItsSessions(Instant at, Session.Kind kind, Instant from, Instant until) {
    assertThat(US_EQUITIES.sessionAt(at)).isEqualTo(new Session(kind, from, until));
  }

  @Test
  void nextOpenAndCloseSkipTheWeekend() {
    Instant saturday = Instant.parse("2024-06-29T12:00:00Z");
    assertThat(US_EQUITIES.nextOpen(saturday)).isEqualTo("2024-07-01T13:30:00Z");
    assertThat(US_EQUITIES.nextClose(saturday)).isEqualTo("2024-07-01T20:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-06-29T12:00:00Z, 2024-06-28T20:00:00Z",
    "2024-07-01T20:00:00Z, 2024-07-01T20:00:00Z",
    "2024-07-01T19:59:59Z, 2024-06-28T20:00:00Z",
    "2024-07-04T16:00:00Z, 2024-07-03T17:00:00Z",
    "2024-07-05T13:00:00Z, 2024-07-03T17:00:00Z"
  })
  void thePreviousCloseIsAtOrBeforeNow(Instant at, Instant close) {
    assertThat(US_EQUITIES.previousClose(at)).isEqualTo(close);
  }

  @Test
  void theDayRoundTheClockClosesAtMidnight() {
    assertThat(US_EQUITIES.aroundTheClock().previousClose(Instant.parse("2024-06-30T12:00:00Z")))
        .isEqualTo("2024-06-30T04:00:00Z");
  }

  @Test
  void nextIsAfterNow() {
    Instant open = Instant.parse("2024-07-01T13:30:00Z");
    assertThat(US_EQUITIES.nextOpen(open)).isEqualTo("2024-07-02T13:30:00Z");
    assertThat(US_EQUITIES.nextOpeningAuction(open.minusNanos(1))).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-01T15:00:00Z, false, 2024-07-01T20:00:00Z",
    "2024-07-01T15:00:00Z, true,  2024-07-02T00:00:00Z",
    "2024-07-01T20:30:00Z, false, 2024-07-02T20:00:00Z",
    "2024-07-03T15:00:00Z, false, 2024-07-03T17:00:00Z",
    "2024-07-03T15:00:00Z, true,  2024-07-03T21:00:00Z"
  })
  void aDayOrderEnds(Instant at, boolean extendedHours, Instant end) {
    assertThat(US_EQUITIES.dayEnd(at, extendedHours)).isEqualTo(end);
  }

  @Test
  void theNationalExchangeOfIndiaRestsOnNationalHolidays() {
    assertThat(NSE.day(LocalDate.of(2024, 8, 15))).isEmpty();
    assertThat(NSE.isOpen(Instant.parse("2024-08-14T03:45:00Z"))).isTrue();
    assertThat(NSE.isOpen(Instant.parse("2024-08-14T10:00:00Z"))).isFalse();
    assertThat(NSE.nextOpen(Instant.parse("2024-08-14T10:00:00Z")))
        .isEqualTo("2024-08-16T03:45:00Z");
  }

  @Test
  void cryptoIsAlwaysOpen() {
    Instant newYear = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(CRYPTO.sessionAt(newYear))
        .isEqualTo(
            new Session(Session.Kind.REGULAR, newYear, Instant.parse("2024-01-02T00:00:00Z")));
  }

  @Test
  void roundTheClockKeepsTheZoneAndTheAuctions() {
    TradingCalendar always = TradingHours.ALWAYS.of(US_EQUITIES);
    Instant saturday = Instant.parse("2024-06-29T12:00:00Z");
    assertThat(always.isOpen(saturday)).isTrue();
    assertThat(always.dayEnd(saturday, false)).isEqualTo("2024-06-30T04:00:00Z");
    assertThat(always.nextOpeningAuction(saturday)).isEqualTo("2024-06-29T13:30:00Z");
    assertThat(always.nextClosingAuction(saturday)).isEqualTo("2024-06-29T20:00:00Z");
  }

  @Test
  @DisplayName(
      "F-T08 a day that somebody knows better is that day, and all others are by the rules")
  void whatIsKnownBetterCounts() {
    LocalDate mourning = LocalDate.of(2024, 7, 2);
    LocalDate half = LocalDate.of(2024, 7, 5);
    LocalTime one = LocalTime.of(13, 0);
    TradingDay early =
        TradingDay.of(half, LocalTime.of(9, 30), one, LocalTime.of(4, 0), LocalTime.of(17, 0));
    TradingCalendar told =
        US_EQUITIES.knowing(Map.of(mourning, Optional.empty(), half, Optional.of(early)));
    Instant monday = Instant.parse("2024-07-01T20:00:00Z");
    assertThat(told.nextOpen(monday)).isEqualTo("2024-07-03T13:30:00Z");
    assertThat(told.isOpen(Instant.parse("2024-07-02T15:00:00Z"))).isFalse();
    assertThat(told.previousClose(Instant.parse("2024-07-06T00:00:00Z")))
        .isEqualTo("2024-07-05T17:00:00Z");
    assertThat(told.day(LocalDate.of(2024, 7, 4))).isEmpty();
    assertThat(told.day(LocalDate.of(2024, 7, 8))).isPresent();
    assertThat(TradingHours.ALWAYS.of(told).isOpen(Instant.parse("2024-07-02T15:00:00Z"))).isTrue();
  }

  @Test
  void sessionsJoinWithoutAGap() {
    Instant end = Instant.parse("2029-12-31T00:00:00Z");
    Session session = US_EQUITIES.sessionAt(Instant.parse("2026-01-01T00:00:00Z"));
    while (session.until().isBefore(end)) {
      Session next = US_EQUITIES.sessionAt(session.until());
      assertThat(next.from()).isEqualTo(session.until());
      assertThat(next.kind()).isNotEqualTo(session.kind());
      session = next;
    }
  }

  @Test
  void hoursAreThoseOfTheExchangeOrNone() {
    Instant sunday = Instant.parse("2024-06-30T12:00:00Z");
    assertThat(TradingHours.ALWAYS.isOpen(sunday)).isTrue();
    assertThat(TradingHours.EXCHANGE.isOpen(sunday)).isFalse();
    assertThat(TradingHours.EXCHANGE.nextOpen(sunday)).isEqualTo("2024-07-01T13:30:00Z");
    assertThat(TradingHours.EXCHANGE.nextClose(sunday)).isEqualTo("2024-07-01T20:00:00Z");
  }
}
