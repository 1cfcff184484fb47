// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hours;

import dev.fairlead.calendar.Session;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingDay;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v3/clock} and {@code /v3/calendar/{market}}: several markets, with their phases. The
 * clock shows the hours that are traded here, the calendar those of the exchange.
 */
public final class MarketRoutes {
  /** Longest stretch that is told at once; Alpaca's calendar itself ends in 2029. */
  private static final int MOST_DAYS = 366 * 60;

  private final TradingHours hours;
  private final Supplier<TradingCalendar> exchange;
  private final InstantSource clock;

  /** Of the days that {@code exchange} has at each request. */
  public MarketRoutes(TradingHours hours, Supplier<TradingCalendar> exchange, InstantSource clock) {
    this.hours = hours;
    this.exchange = exchange;
    this.clock = clock;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/v3/clock", this::clocks);
    routes.get("/v3/calendar/{market}", this::calendar);
  }

  private void clocks(Context request) {
    Query query = new Query(request);
    Instant now = query.instant("time").orElseGet(clock::instant);
    List<String> codes = query.list("markets");
    ArrayNode clocks = Json.array();
    (codes.isEmpty() ? List.of(KnownMarket.NYSE.name()) : codes)
        .forEach(code -> clocks.add(clock(require("markets", code), now)));
    Http.answer(request, 200, Json.object().set("clocks", clocks));
  }

  private ObjectNode clock(KnownMarket market, Instant now) {
    TradingCalendar calendar = hours.of(exchange.get());
    Session session = calendar.sessionAt(now);
    ObjectNode json = Json.object();
    json.set("market", json(market));
    json.put("timestamp", text(now, calendar.zone()));
    LocalDate today = now.atZone(calendar.zone()).toLocalDate();
    json.put("is_market_day", calendar.day(today).isPresent());
    json.put("next_market_open", text(calendar.nextOpen(now), calendar.zone()));
    json.put("next_market_close", text(calendar.nextClose(now), calendar.zone()));
    json.put("phase", phase(session.kind()));
    json.put("phase_until", text(session.until(), calendar.zone()));
    return json;
  }

  private static String phase(Session.Kind kind) {
    return switch (kind) {
      case PRE -> "pre";
      case REGULAR -> "core";
      case POST -> "post";
      case CLOSED -> "closed";
    };
  }

  private void calendar(Context request) {
    KnownMarket market = require("market", request.pathParam("market"));
    Query query = new Query(request);
    TradingCalendar calendar = exchange.get();
    ZoneId shown = query.word("timezone", calendar.zone(), Map.of("UTC", ZoneOffset.UTC));
    LocalDate start =
        query
            .date("start", calendar.zone())
            .orElseGet(() -> clock.instant().atZone(calendar.zone()).toLocalDate());
    LocalDate end = query.date("end", calendar.zone()).orElse(start.plusWeeks(1));
    if (start.plusDays(MOST_DAYS).isBefore(end)) {
      throw Query.bad("end", end.toString(), "range", "at most 60 years after start");
    }
    ArrayNode days = Json.array();
    calendar.days(start, end).forEach(day -> days.add(json(calendar, day, shown)));
    ObjectNode json = Json.object();
    json.set("market", json(market));
    json.set("calendar", days);
    Http.answer(request, 200, json);
  }

  private static ObjectNode json(TradingCalendar calendar, TradingDay day, ZoneId shown) {
    ObjectNode json = Json.object();
    json.put("date", day.date().toString());
    json.put("pre_start", text(calendar.sessionOpenAt(day), shown));
    json.put("pre_end", text(calendar.openAt(day), shown));
    json.put("core_start", text(calendar.openAt(day), shown));
    json.put("core_end", text(calendar.closeAt(day), shown));
    json.put("post_start", text(calendar.closeAt(day), shown));
    json.put("post_end", text(calendar.endAt(day), shown));
    json.put("settlement_date", ClockRoutes.settlement(calendar, day.date()).toString());
    return json;
  }

  private static ObjectNode json(KnownMarket market) {
    return Json.object()
        .put("acronym", market.name())
        .put("name", market.longName())
        .put("timezone", TradingCalendar.US_EQUITIES.zone().getId())
        .put("mic", market.mic());
  }

  private static KnownMarket require(String field, String code) {
    return KnownMarket.find(code).orElseThrow(() -> unknown(field, code));
  }

  private static ApiException unknown(String field, String code) {
    return Query.bad(
        field,
        code,
        "unknown-market",
        "must be a market whose hours are known here: " + KnownMarket.names());
  }

  private static String text(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone).toOffsetDateTime());
  }
}
