// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/** The trading days of the New York Stock Exchange since 1970, by its rules. */
final class NyseDays {
  static final LocalTime OPEN = LocalTime.of(9, 30);
  static final LocalTime CLOSE = LocalTime.of(16, 0);

  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);
  private static final LocalTime SESSION_OPEN = LocalTime.of(4, 0);
  private static final LocalTime SESSION_CLOSE = LocalTime.of(20, 0);
  private static final LocalTime EARLY_SESSION_CLOSE = LocalTime.of(17, 0);

  /** Days without trading that no rule tells: mourning, storms, a blackout, September 2001. */
  private static final List<LocalDate> SPECIAL_CLOSINGS =
      List.of(
          LocalDate.of(1972, 12, 28),
          LocalDate.of(1973, 1, 25),
          LocalDate.of(1977, 7, 14),
          LocalDate.of(1985, 9, 27),
          LocalDate.of(1994, 4, 27),
          LocalDate.of(2001, 9, 11),
          LocalDate.of(2001, 9, 12),
          LocalDate.of(2001, 9, 13),
          LocalDate.of(2001, 9, 14),
          LocalDate.of(2004, 6, 11),
          LocalDate.of(2007, 1, 2),
          LocalDate.of(2012, 10, 29),
          LocalDate.of(2012, 10, 30),
          LocalDate.of(2018, 12, 5),
          LocalDate.of(2025, 1, 9));

  private NyseDays() {}

  static Optional<TradingDay> day(LocalDate date) {
    if (isWeekend(date) || isHoliday(date) || SPECIAL_CLOSINGS.contains(date)) {
      return Optional.empty();
    }
    return Optional.of(
        closesEarly(date)
            ? TradingDay.of(date, OPEN, EARLY_CLOSE, SESSION_OPEN, EARLY_SESSION_CLOSE)
            : TradingDay.of(date, OPEN, CLOSE, SESSION_OPEN, SESSION_CLOSE));
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == SATURDAY || date.getDayOfWeek() == SUNDAY;
  }

  private static boolean isHoliday(LocalDate date) {
    int year = date.getYear();
    return switch (date.getMonth()) {
      case JANUARY -> isNewYear(date) || (year >= 1998 && isNth(date, 3, MONDAY));
      case FEBRUARY -> year >= 1971 ? isNth(date, 3, MONDAY) : isObserved(date, Month.FEBRUARY, 22);
      case MARCH, APRIL -> date.equals(easter(year).minusDays(2));
      case MAY -> isMemorialDay(date);
      case JUNE -> year >= 2022 && isObserved(date, Month.JUNE, 19);
      case JULY -> isObserved(date, Month.JULY, 4);
      case AUGUST, OCTOBER -> false;
      case SEPTEMBER -> isNth(date, 1, MONDAY);
      case NOVEMBER -> isNth(date, 4, THURSDAY) || isElectionDay(date);
      case DECEMBER -> isObserved(date, Month.DECEMBER, 25);
    };
  }

  /** A Saturday's New Year is not observed: the Friday before belongs to the old year's books. */
  private static boolean isNewYear(LocalDate date) {
    return date.getDayOfMonth() == 1
        || (date.getDayOfMonth() == 2 && date.getDayOfWeek() == MONDAY);
  }

  /** In 1970 it was a Saturday at the end of a month, which was not observed either. */
  private static boolean isMemorialDay(LocalDate date) {
    return date.getYear() >= 1971 && date.equals(date.with(lastInMonth(MONDAY)));
  }

  /** Presidential elections closed the exchange up to 1980. */
  private static boolean isElectionDay(LocalDate date) {
    int year = date.getYear();
    LocalDate firstMonday = date.with(dayOfWeekInMonth(1, MONDAY));
    return year <= 1980 && year % 4 == 0 && date.equals(firstMonday.plusDays(1));
  }

  private static boolean isNth(LocalDate date, int ordinal, DayOfWeek weekday) {
    return date.equals(date.with(dayOfWeekInMonth(ordinal, weekday)));
  }

  /** Saturday's holidays are observed on the Friday before, Sunday's on the Monday after. */
  private static boolean isObserved(LocalDate date, Month month, int dayOfMonth) {
    LocalDate holiday = LocalDate.of(date.getYear(), month, dayOfMonth);
    LocalDate observed =
        switch (holiday.getDayOfWeek()) {
          case SATURDAY -> holiday.minusDays(1);
          case SUNDAY -> holiday.plusDays(1);
          case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> holiday;
        };
    return date.equals(observed);
  }

  private static boolean closesEarly(LocalDate date) {
    if (date.getYear() < 1993) {
      return false;
    }
    return switch (date.getMonth()) {
      case JULY -> isEveOfIndependence(date);
      case NOVEMBER -> isNth(date.minusDays(1), 4, THURSDAY);
      case DECEMBER -> date.getDayOfMonth() == 24 || isLooseDecemberDay(date);
      case JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, AUGUST, SEPTEMBER, OCTOBER -> false;
    };
  }

  /** Up to 2012 a Thursday's holiday shortened the Friday after it, not the Wednesday before. */
  private static boolean isEveOfIndependence(LocalDate date) {
    DayOfWeek weekday = date.getDayOfWeek();
    boolean bridge = date.getYear() >= 1995 && date.getYear() <= 2012;
    return switch (date.getDayOfMonth()) {
      case 3 -> date.getYear() >= 1995 && (!bridge || weekday != WEDNESDAY) && weekday != FRIDAY;
      case 5 -> bridge && weekday == FRIDAY;
      default -> false;
    };
  }

  private static boolean isLooseDecemberDay(LocalDate date) {
    return date.equals(LocalDate.of(1997, 12, 26))
        || date.equals(LocalDate.of(1999, 12, 31))
        || date.equals(LocalDate.of(2003, 12, 26));
  }

  /** Easter Sunday of the Gregorian calendar, by the anonymous method (Meeus, Jones, Butcher). */
  static LocalDate easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int skipped = century / 4;
    int correction = (century + 8) / 25;
    int epact = (19 * golden + century - skipped - (century - correction + 1) / 3 + 15) % 30;
    int leap = year % 100 / 4;
    int weekday = (32 + 2 * (century % 4) + 2 * leap - epact - year % 4) % 7;
    int late = (golden + 11 * epact + 22 * weekday) / 451;
    int day = epact + weekday - 7 * late + 114;
    return LocalDate.of(year, day / 31, day % 31 + 1);
  }
}
