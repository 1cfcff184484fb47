// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;

/** What is fixed of the trading days of the National Stock Exchange of India. */
final class NseDays {
  static final LocalTime OPEN = LocalTime.of(9, 15);
  static final LocalTime CLOSE = LocalTime.of(15, 30);

  private static final List<MonthDay> NATIONAL_HOLIDAYS =
      List.of(
          MonthDay.of(Month.JANUARY, 26),
          MonthDay.of(Month.AUGUST, 15),
          MonthDay.of(Month.OCTOBER, 2));

  private NseDays() {}

  static Optional<TradingDay> day(LocalDate date) {
    DayOfWeek weekday = date.getDayOfWeek();
    boolean closed =
        weekday == DayOfWeek.SATURDAY
            || weekday == DayOfWeek.SUNDAY
            || NATIONAL_HOLIDAYS.contains(MonthDay.from(date));
    return closed ? Optional.empty() : Optional.of(TradingDay.of(date, OPEN, CLOSE, OPEN, CLOSE));
  }
}
