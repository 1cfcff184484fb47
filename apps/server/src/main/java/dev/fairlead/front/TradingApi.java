// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.hours.ClockRoutes;
import dev.fairlead.hours.MarketRoutes;
import dev.fairlead.model.Order;
import dev.fairlead.valuation.HistoryRoutes;
import dev.fairlead.valuation.LastCloses;
import dev.fairlead.watchlist.Watchlists;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The routes of Alpaca's trading API. Every one is for a caller that {@link Http#identify} has
 * named; a refusal ends a request as an {@link ApiException}.
 */
public final class TradingApi {
  private final OrderRoutes orders;
  private final PositionRoutes positions;
  private final AccountRoutes account;
  private final ActivityRoutes activities;
  private final AssetRoutes assets;
  private final OptionRoutes options;
  private final ConfigurationRoutes configurations;
  private final WatchlistRoutes watchlists;
  private final HistoryRoutes history;
  private final ClockRoutes clock;
  private final MarketRoutes markets;

  /**
   * The API in front of {@code desk}.
   *
   * @param watchlists what clients keep here besides
   * @param hours when the market is open, for the clock
   * @param opened when the account came to be, once it has
   * @param refused is told of each order that was refused after its client had been told that it is
   *     pending; must not wait
   */
  public TradingApi(
      Desk desk,
      Watchlists watchlists,
      TradingHours hours,
      Supplier<Optional<Instant>> opened,
      InstantSource clock,
      Consumer<Order> refused) {
    Assets known = new Assets(desk);
    Supplier<TradingCalendar> exchange = () -> exchange(desk);
    Supplier<TradingCalendar> calendar = () -> hours.of(exchange.get());
    Holdings holdings = new Holdings(desk, known, new LastCloses(desk, calendar, clock));
    this.orders = new OrderRoutes(desk, known, new Unsettled(clock, refused));
    this.positions = new PositionRoutes(desk, known, holdings);
    this.account = new AccountRoutes(desk, holdings, opened, clock);
    this.activities = new ActivityRoutes(desk);
    this.assets = new AssetRoutes(desk, known);
    this.options = new OptionRoutes();
    this.configurations = new ConfigurationRoutes(desk);
    this.watchlists = new WatchlistRoutes(watchlists, desk, known);
    this.history = new HistoryRoutes(desk, calendar, clock);
    this.clock = new ClockRoutes(hours, exchange, clock);
    this.markets = new MarketRoutes(hours, exchange, clock);
  }

  /**
   * As the primary account's broker tells it; nobody has told anything while the gateway starts.
   */
  private static TradingCalendar exchange(Desk desk) {
    try {
      return desk.marketData().usEquities();
    } catch (GatewayUnavailable starting) {
      return TradingCalendar.US_EQUITIES;
    }
  }

  /** What a client is told when the gateway did not take its command. */
  public static ApiError error(GatewayUnavailable unavailable) {
    return Refusals.of(unavailable);
  }

  public void addTo(RoutesConfig routes) {
    orders.addTo(routes);
    positions.addTo(routes);
    account.addTo(routes);
    activities.addTo(routes);
    assets.addTo(routes);
    options.addTo(routes);
    configurations.addTo(routes);
    watchlists.addTo(routes);
    history.addTo(routes);
    clock.addTo(routes);
    markets.addTo(routes);
  }
}
