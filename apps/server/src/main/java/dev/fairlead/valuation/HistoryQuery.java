// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import dev.fairlead.wire.ActivityType;
import dev.fairlead.wire.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the account's past: Alpaca's {@code GET /v2/account/portfolio/history}
 * (trading-openapi.yaml; {@code date_end} and {@code extended_hours} for older SDKs).
 *
 * @param start as it was said or follows; windows that contain it are in
 * @param end no later than now
 * @param perDay intraday profit begins again with each trading day
 * @param flows which kinds of flows are told, by Alpaca's words
 */
record HistoryQuery(
    Timeframe timeframe,
    Reporting reporting,
    Instant start,
    Instant end,
    boolean perDay,
    Set<String> flows) {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Pattern PERIOD = Pattern.compile("([1-9]\\d{0,3})([DWMA])");
  private static final Pattern FLOWS = Pattern.compile("[A-Z]{2,6}(,[A-Z]{2,6}){0,63}");
  private static final Map<String, Boolean> PER_DAY = Map.of("per_day", true, "no_reset", false);

  /** A month, whichever it is. */
  private static final int MOST_INTRADAY_DAYS = 31;

  /** Enough days to find so many trading days among, and more. */
  private static final int DAYS_PER_TRADING_DAY = 3;

  private static final int LONGEST_REST = 15;

  /** For which hours of a day there are windows, if they are shorter than a day. */
  enum Reporting {
    MARKET_HOURS,
    EXTENDED_HOURS,
    CONTINUOUS
  }

  private static final Map<String, Reporting> REPORTINGS =
      Map.of(
          "market_hours", Reporting.MARKET_HOURS,
          "extended_hours", Reporting.EXTENDED_HOURS,
          "continuous", Reporting.CONTINUOUS);

  static HistoryQuery of(Query query, TradingCalendar calendar, Instant now) {
    Optional<String> period = query.text("period");
    Optional<Instant> saidStart = query.instant("start");
    Optional<Instant> saidEnd = query.instant("end").or(() -> dateEnd(query));
    if (period.isPresent() && saidStart.isPresent() && saidEnd.isPresent()) {
      throw Query.bad(
          "period", period.get(), "exclusive", "give at most two of start, end and period");
    }
    String length = period.orElse("1M");
    Instant end =
        saidEnd
            .or(() ->
                period.isPresent() && saidStart.isPresent()
                    ? Optional.of(moved(saidStart.get(), length, 1))
                    : Optional.empty())
            .filter(said -> said.isBefore(now))
            .orElse(now);
    Instant start = saidStart.orElseGet(() -> begin(end, length, calendar));
    if (start.isAfter(end)) {
      throw Query.bad("start", start.toString(), "range", "must be before the end, " + end);
    }
    long days = ChronoUnit.DAYS.between(start, end);
    Timeframe timeframe = query.word("timeframe", Timeframe.usualFor(days), Timeframe.BY_WORD);
    if (timeframe.isIntraday() && days > MOST_INTRADAY_DAYS) {
      throw Query.bad(
          "timeframe",
          timeframe.word(),
          "range",
          "must be 1D for more than 30 days, and these are " + days);
    }
    return new HistoryQuery(
        timeframe,
        query.word("intraday_reporting", usualReporting(query), REPORTINGS),
        start,
        end,
        query.word("pnl_reset", true, PER_DAY),
        flows(query));
  }

  /** The end of that day, as old SDKs say it. */
  private static Optional<Instant> dateEnd(Query query) {
    return query
        .instant("date_end")
        .map(at ->
            at.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1).atStartOfDay(NEW_YORK).toInstant());
  }

  private static Reporting usualReporting(Query query) {
    return query.flag("extended_hours") ? Reporting.EXTENDED_HOURS : Reporting.MARKET_HOURS;
  }

  /** {@code ALL}, {@code NONE}, or types; those that do not occur here are legal to ask for. */
  private static Set<String> flows(Query query) {
    String said = query.text("cashflow_types").orElse("NONE");
    return switch (said) {
      case "ALL" -> ActivityType.all();
      case "NONE" -> Set.of();
      default -> {
        if (!FLOWS.matcher(said).matches()) {
          throw Query.bad(
              "cashflow_types", said, "word", "must be ALL, NONE or types such as CSD,CSW");
        }
        yield Set.copyOf(query.list("cashflow_types").stream().distinct().toList());
      }
    };
  }

  /** So many trading days, the one under way included; or weeks, months and years of any days. */
  private static Instant begin(Instant end, String period, TradingCalendar calendar) {
    Matcher read = read(period);
    if (!read.group(2).equals("D")) {
      return moved(end, period, -1);
    }
    int count = Integer.parseInt(read.group(1));
    LocalDate last = end.atZone(calendar.zone()).toLocalDate();
    List<TradingDay> days =
        calendar
            .days(last.minusDays((long) DAYS_PER_TRADING_DAY * count + LONGEST_REST), last)
            .stream()
            .filter(day -> calendar.sessionOpenAt(day).isBefore(end))
            .toList();
    LocalDate first = days.get(Math.max(0, days.size() - count)).date();
    return first.atStartOfDay(calendar.zone()).toInstant();
  }

  private static Instant moved(Instant from, String period, int direction) {
    Matcher read = read(period);
    long count = direction * Long.parseLong(read.group(1));
    ChronoUnit unit =
        switch (read.group(2)) {
          case "D" -> ChronoUnit.DAYS;
          case "W" -> ChronoUnit.WEEKS;
          case "M" -> ChronoUnit.MONTHS;
          default -> ChronoUnit.YEARS;
        };
    return from.atZone(NEW_YORK).plus(count, unit).toInstant();
  }

  private static Matcher read(String period) {
    Matcher read = PERIOD.matcher(period);
    if (!read.matches()) {
      throw Query.bad("period", period, "period", "must be a number and D, W, M or A, such as 1M");
    }
    return read;
  }

  /**
   * The windows of the time asked for, oldest first, as far as {@code opened} lets them reach.
   *
   * @param opened when the account came to be; null where it has not
   */
  List<Window> windows(TradingCalendar calendar, @Nullable Instant opened) {
    return opened == null
        ? List.of()
        : new Windows(this, calendar, opened.isAfter(start) ? opened : start).list();
  }

  /** Midnight UTC of the date: what stands for a day in the answer. */
  static Instant label(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
  }
}
