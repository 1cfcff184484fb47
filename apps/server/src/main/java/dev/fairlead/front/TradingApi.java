// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
  private final ClockRoutes clock;

  /**
   * The API in front of {@code desk}.
   *
   * @param hours when the market is open, for the clock
   * @param opened when the account came to be, once it has
   */
  public TradingApi(
      Desk desk, TradingHours hours, Supplier<Optional<Instant>> opened, InstantSource clock) {
    Assets known = new Assets(desk);
    Holdings holdings = new Holdings(desk, known);
    this.orders = new OrderRoutes(desk, known);
    this.positions = new PositionRoutes(desk, known, holdings);
    this.account = new AccountRoutes(desk, holdings, opened, clock);
    this.activities = new ActivityRoutes(desk);
    this.assets = new AssetRoutes(desk, known);
    this.clock = new ClockRoutes(hours, clock);
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
    clock.addTo(routes);
  }
}
