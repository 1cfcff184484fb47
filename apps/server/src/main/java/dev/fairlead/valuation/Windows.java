// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Lays a history's windows out. */
final class Windows {
  private final HistoryQuery query;
  private final TradingCalendar calendar;
  private final Instant from;
  private final List<Window> windows = new ArrayList<>();

  /**
   * Of {@code query}.
   *
   * @param from where the first window reaches beyond
   */
  Windows(HistoryQuery query, TradingCalendar calendar, Instant from) {
    this.query = query;
    this.calendar = calendar;
    this.from = from;
  }

  List<Window> list() {
    if (query.timeframe().isIntraday() && query.reporting() == HistoryQuery.Reporting.CONTINUOUS) {
      continuous();
    } else {
      days().forEach(this::add);
    }
    return List.copyOf(windows);
  }

  private List<TradingDay> days() {
    return calendar.days(date(from), date(query.end()));
  }

  private LocalDate date(Instant at) {
    return at.atZone(calendar.zone()).toLocalDate();
  }

  private void add(TradingDay day) {
    boolean extended = query.reporting() == HistoryQuery.Reporting.EXTENDED_HOURS;
    boolean intraday = query.timeframe().isIntraday();
    Instant open = intraday && extended ? calendar.sessionOpenAt(day) : calendar.openAt(day);
    Instant close = intraday && extended ? calendar.endAt(day) : calendar.closeAt(day);
    if (!intraday) {
      add(HistoryQuery.label(day.date()), open, close, day.date());
      return;
    }
    for (Instant start = open; start.isBefore(close); start = start.plus(step())) {
      Instant next = start.plus(step());
      add(start, start, next.isBefore(close) ? next : close, day.date());
    }
  }

  private Duration step() {
    return query.timeframe().step();
  }

  private void continuous() {
    Instant midnight = date(from).atStartOfDay(calendar.zone()).toInstant();
    long steps = Duration.between(midnight, from).dividedBy(step());
    Instant start = midnight.plus(step().multipliedBy(steps));
    LocalDate day = date(calendar.previousClose(start));
    while (start.isBefore(query.end())) {
      // A new trading day begins at its first midnight; rests belong to the day before.
      LocalDate date = date(start);
      day = calendar.day(date).isPresent() ? date : day;
      add(start, start, start.plus(step()), day);
      start = start.plus(step());
    }
  }

  /** The last one ends with what was asked for, as far as it has come. */
  private void add(Instant label, Instant start, Instant end, LocalDate day) {
    boolean asked = end.isAfter(from) && start.isBefore(query.end());
    if (asked) {
      windows.add(new Window(label, start, end.isBefore(query.end()) ? end : query.end(), day));
    }
  }
}
