// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.desk.Desk;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;

/**
 * The routes of Alpaca's market data API. Every one needs a key, those of crypto too, for which
 * Alpaca asks for none: whoever may read what this gateway sees is its owner's choice (S-10).
 */
public final class MarketDataApi {
  private final StockRoutes stocks;
  private final CryptoRoutes crypto;

  /**
   * The API in front of what {@code desk} sees.
   *
   * @param clock what time it is: where a range ends that says nothing of its end
   */
  public MarketDataApi(Desk desk, InstantSource clock) {
    Sight sight = new Sight(desk, clock);
    stocks = new StockRoutes(sight);
    crypto = new CryptoRoutes(sight);
  }

  public void addTo(RoutesConfig routes) {
    stocks.addTo(routes);
    crypto.addTo(routes);
    MetaRoutes.addTo(routes);
    EmptyRoutes.addTo(routes);
  }
}
