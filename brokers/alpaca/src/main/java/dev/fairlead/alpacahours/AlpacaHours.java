// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacahours;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.broker.LinkSignal.ClockOffset;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import dev.fairlead.remote.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads Alpaca's clock and calendar from time to time (facts 2.4): tells how far our clock is from
 * its own (F-C02), and the days and hours that it knows better than the exchange's rules do, such
 * as a closing that nobody could foresee (F-T08). For one thread.
 */
public final class AlpacaHours {
  private static final Logger LOG = System.getLogger(AlpacaHours.class.getName());
  private static final TradingCalendar BY_RULE = TradingCalendar.US_EQUITIES;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");
  private static final LocalTime SESSION_OPEN = LocalTime.of(4, 0);
  private static final LocalTime SESSION_CLOSE = LocalTime.of(20, 0);

  private static final long CLOCK_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long DAYS_NANOS = Duration.ofHours(1).toNanos();
  private static final int DAYS_BEHIND = 10;
  private static final int DAYS_AHEAD = 365;

  /** No stretch without a trading day is longer: a list that ends earlier is not whole. */
  private static final int LONGEST_GAP_DAYS = 8;

  private final String account;
  private final Function<String, JsonNode> reads;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Consumer<LinkSignal> signals;
  private final Consumer<TradingCalendar> hours;

  private long clockDue;
  private long daysDue;

  /** What is told differently from the rules. */
  private Map<LocalDate, Optional<TradingDay>> odd = Map.of();

  /**
   * One that has read nothing.
   *
   * @param reads the JSON at a path of the trading API; what it throws, {@link #look} throws
   * @param nanos a monotonic clock
   * @param hours told of each calendar that was read
   */
  public AlpacaHours(
      String account,
      Function<String, JsonNode> reads,
      InstantSource clock,
      LongSupplier nanos,
      Consumer<LinkSignal> signals,
      Consumer<TradingCalendar> hours) {
    this.account = account;
    this.reads = reads;
    this.clock = clock;
    this.nanos = nanos;
    this.signals = signals;
    this.hours = hours;
    clockDue = nanos.getAsLong();
    daysDue = clockDue;
  }

  /** Reads what is due: the clock every ten minutes, the days every hour. */
  public void look() {
    long now = nanos.getAsLong();
    if (now - clockDue >= 0) {
      readClock();
      clockDue = now + CLOCK_NANOS;
    }
    if (now - daysDue >= 0) {
      readDays();
      daysDue = now + DAYS_NANOS;
    }
  }

  /** Alpaca read its clock somewhere between our question and its answer. */
  private void readClock() {
    Instant asked = clock.instant();
    long askedNanos = nanos.getAsLong();
    JsonNode told = reads.apply("/v2/clock");
    Duration half = Duration.ofNanos(nanos.getAsLong() - askedNanos).dividedBy(2);
    Instant there =
        Wire.instant(told, "timestamp").orElseThrow(() -> Wire.unreadable("timestamp", told));
    Duration ahead = Duration.between(there, asked.plus(half));
    signals.accept(new ClockOffset(Channel.REQUESTS, ahead, half));
  }

  private void readDays() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), BY_RULE.zone());
    LocalDate first = today.minusDays(DAYS_BEHIND);
    LocalDate last = today.plusDays(DAYS_AHEAD);
    Map<LocalDate, TradingDay> told = new LinkedHashMap<>();
    for (JsonNode row : Wire.array(reads.apply("/v2/calendar?start=" + first + "&end=" + last))) {
      TradingDay day = day(row);
      told.put(day.date(), day);
    }
    if (isWhole(told, first, last)) {
      keep(told, first, last);
    } else {
      LOG.log(
          Level.DEBUG,
          "calendar not used account={0}: {1} days of {2} to {3} are not all",
          account,
          told.size(),
          first,
          last);
    }
  }

  /** A day that is missing is one without trading, so a list that was cut must not count. */
  private static boolean isWhole(Map<LocalDate, TradingDay> told, LocalDate first, LocalDate last) {
    LocalDate before = first.minusDays(1);
    for (LocalDate date : told.keySet()) {
      if (date.isAfter(last) || date.isAfter(before.plusDays(LONGEST_GAP_DAYS))) {
        return false;
      }
      before = date;
    }
    return !last.isAfter(before.plusDays(LONGEST_GAP_DAYS));
  }

  private void keep(Map<LocalDate, TradingDay> told, LocalDate first, LocalDate last) {
    Map<LocalDate, Optional<TradingDay>> known = new LinkedHashMap<>();
    Map<LocalDate, Optional<TradingDay>> different = new LinkedHashMap<>();
    for (LocalDate date : (Iterable<LocalDate>) first.datesUntil(last.plusDays(1))::iterator) {
      Optional<TradingDay> day = Optional.ofNullable(told.get(date));
      known.put(date, day);
      if (!hoursOf(day).equals(hoursOf(BY_RULE.day(date)))) {
        different.put(date, day);
      }
    }
    if (!different.equals(odd)) {
      odd = Map.copyOf(different);
      LOG.log(
          Level.INFO,
          "trading days differ from the rules account={0} days={1}",
          account,
          different.entrySet().stream()
              .map(each -> each.getKey() + " " + hoursOf(each.getValue()))
              .collect(Collectors.joining(", ")));
    }
    hours.accept(BY_RULE.knowing(known));
  }

  private static String hoursOf(Optional<TradingDay> day) {
    return day.map(open -> open.open() + "-" + open.close()).orElse("closed");
  }

  private static TradingDay day(JsonNode row) {
    try {
      return TradingDay.of(
          LocalDate.parse(Wire.required(row, "date")),
          time(Wire.required(row, "open")),
          time(Wire.required(row, "close")),
          Wire.text(row, "session_open").map(AlpacaHours::time).orElse(SESSION_OPEN),
          Wire.text(row, "session_close").map(AlpacaHours::time).orElse(SESSION_CLOSE));
    } catch (DateTimeException odd) {
      throw Wire.unreadable("calendar", row);
    }
  }

  /** {@code 09:30} and {@code 0930} are both Alpaca's. */
  private static LocalTime time(String text) {
    return LocalTime.parse(text.replace(":", ""), TIME);
  }
}
