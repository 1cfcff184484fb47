// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hours;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/clock} and {@code /v2/calendar}, for US equities, in New York's time. */
public final class ClockRoutes {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2029, 12, 31);
  private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter BARE_HOURS = DateTimeFormatter.ofPattern("HHmm");

  /** Longest stretch without a trading day, and more: where the settlement day is looked for. */
  private static final int SETTLEMENT_SEARCH_DAYS = 15;

  /** Whether days are chosen by when they settle. */
  private static final Map<String, Boolean> DATE_TYPES =
      Map.of("TRADING", false, "SETTLEMENT", true);

  private final TradingHours hours;
  private final Supplier<TradingCalendar> exchange;
  private final InstantSource clock;

  /** Of the days that {@code exchange} has at each request. */
  public ClockRoutes(TradingHours hours, Supplier<TradingCalendar> exchange, InstantSource clock) {
    this.hours = hours;
    this.exchange = exchange;
    this.clock = clock;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/v2/clock", this::clock);
    routes.get("/v2/calendar", this::calendar);
  }

  private void clock(Context request) {
    Instant now = clock.instant();
    TradingCalendar calendar = hours.of(exchange.get());
    ObjectNode json = Json.object();
    json.put("timestamp", local(now, calendar));
    json.put("is_open", calendar.isOpen(now));
    json.put("next_open", local(calendar.nextOpen(now), calendar));
    json.put("next_close", local(calendar.nextClose(now), calendar));
    Http.answer(request, 200, json);
  }

  private static String local(Instant at, TradingCalendar calendar) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atZone(calendar.zone()).toOffsetDateTime());
  }

  private void calendar(Context request) {
    Query query = new Query(request);
    TradingCalendar calendar = exchange.get();
    boolean bySettlement = query.word("date_type", false, DATE_TYPES);
    LocalDate start = query.date("start", calendar.zone()).orElse(FIRST);
    LocalDate end = query.date("end", calendar.zone()).orElse(LAST);
    // A day settles later than it trades, but within the search.
    LocalDate first = bySettlement ? start.minusDays(SETTLEMENT_SEARCH_DAYS) : start;
    ArrayNode days = Json.array();
    calendar.days(first.isBefore(FIRST) ? FIRST : first, end.isAfter(LAST) ? LAST : end).stream()
        .filter(day -> !bySettlement || isWithin(settlement(calendar, day.date()), start, end))
        .forEach(day -> days.add(json(calendar, day)));
    Http.answer(request, 200, days);
  }

  private static boolean isWithin(LocalDate date, LocalDate first, LocalDate last) {
    return !date.isBefore(first) && !date.isAfter(last);
  }

  private static ObjectNode json(TradingCalendar calendar, TradingDay day) {
    ObjectNode json = Json.object();
    json.put("date", day.date().toString());
    json.put("open", HOURS.format(day.open()));
    json.put("close", HOURS.format(day.close()));
    json.put("session_open", BARE_HOURS.format(day.sessionOpen()));
    json.put("session_close", BARE_HOURS.format(day.sessionClose()));
    json.put("settlement_date", settlement(calendar, day.date()).toString());
    return json;
  }

  /** The next trading day (T+1). */
  static LocalDate settlement(TradingCalendar calendar, LocalDate traded) {
    List<TradingDay> next =
        calendar.days(traded.plusDays(1), traded.plusDays(SETTLEMENT_SEARCH_DAYS));
    return next.isEmpty() ? traded : next.getFirst().date();
  }
}
