// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.desk.Desk;
import dev.fairlead.money.Money;
import dev.fairlead.valuation.EquityHistory.Point;
import dev.fairlead.valuation.EquityHistory.Points;
import dev.fairlead.wire.ActivityType;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v2/account/portfolio/history}. Numbers, not texts, and no nulls: alpaca-py takes none in
 * {@code equity} and {@code profit_loss} (facts 7.1). A profit leaves out what came from outside.
 */
public final class HistoryRoutes {
  private static final int FACTOR_DIGITS = 10;
  private static final int CENT_DIGITS = 2;

  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Desk desk;
  private final Supplier<TradingCalendar> days;
  private final InstantSource clock;

  public HistoryRoutes(Desk desk, Supplier<TradingCalendar> days, InstantSource clock) {
    this.desk = desk;
    this.days = days;
    this.clock = clock;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/v2/account/portfolio/history", this::show);
  }

  private void show(Context request) {
    Instant now = clock.instant();
    TradingCalendar calendar = days.get();
    HistoryQuery query = HistoryQuery.of(new Query(request), calendar, now);
    EquityHistory history =
        new EquityHistory(query, calendar, new PastPrices(desk.marketData()), desk::quote, now);
    Http.answer(request, 200, json(query, inTurn(history)));
  }

  /** Few at once: each holds one of the store's connections for as long as it works. */
  private Points inTurn(EquityHistory history) {
    boolean mine = false;
    try {
      mine = turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw ApiError.of(
                503,
                ApiError.UNAVAILABLE,
                AT_ONCE + " histories are being worked out: ask again, or for less")
            .asException();
      }
      return desk.book(history::of);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.of(503, ApiError.UNAVAILABLE, "the gateway is stopping").asException();
    } finally {
      if (mine) {
        turns.release();
      }
    }
  }

  private static ObjectNode json(HistoryQuery query, Points history) {
    ObjectNode json = Json.object();
    ArrayNode timestamps = json.putArray("timestamp");
    ArrayNode equity = json.putArray("equity");
    ArrayNode profit = json.putArray("profit_loss");
    ArrayNode share = json.putArray("profit_loss_pct");
    for (Point point : history.points()) {
      timestamps.add(point.window().label().getEpochSecond());
      equity.add(cents(point.equity()));
      profit.add(cents(point.profit()));
      share.add(factor(point.profit(), point.base()));
    }
    json.put("base_value", cents(history.base()));
    if (history.baseDay() != null) {
      json.put("base_value_asof", history.baseDay().toString());
    }
    json.put("timeframe", query.timeframe().word());
    ObjectNode flows = json.putObject("cashflow");
    ActivityType.all().stream()
        .filter(query.flows()::contains)
        .forEach(type -> putFlows(flows, type, history.points()));
    return json;
  }

  /** Only types that occur, as Alpaca does. */
  private static void putFlows(ObjectNode json, String type, List<Point> points) {
    if (points.stream().anyMatch(point -> point.flows().containsKey(type))) {
      Money nothing = Money.zero(PastBook.CURRENCY);
      ArrayNode amounts = json.putArray(type);
      points.forEach(point -> amounts.add(cents(point.flows().getOrDefault(type, nothing))));
    }
  }

  private static BigDecimal cents(Money money) {
    return BigDecimal.valueOf(money.micros(), Money.SCALE)
        .setScale(CENT_DIGITS, RoundingMode.HALF_EVEN);
  }

  /** {@code 0.05} for five per cent. */
  private static BigDecimal factor(Money part, Money whole) {
    return whole.isZero()
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part.micros())
            .divide(BigDecimal.valueOf(whole.micros()), MathContext.DECIMAL64)
            .setScale(FACTOR_DIGITS, RoundingMode.HALF_EVEN);
  }
}
