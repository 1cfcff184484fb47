// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.stream.StreamConfig;
import dev.fairlead.ticker.MarketStreamConfig;
import dev.fairlead.wire.PostRoute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How the server runs. There is no address to choose: it is the loopback address (S-01).
 *
 * @param port 0 for any free one
 * @param hours when the market is open, for the clock that clients read
 * @param clock what time it is
 * @param connectionLimit most connections at once; more wait until one ends
 * @param rates how much one client may ask for
 * @param stream the limits of the stream of trade updates
 * @param ticker the limits of the streams of market data
 * @param cryptoData who may read the market data of crypto
 * @param stopWithin how long requests in flight may go on when the server stops
 * @param measured further routes, for measuring the server by itself; none in normal use
 */
public record ServerConfig(
    int port,
    TradingHours hours,
    InstantSource clock,
    int connectionLimit,
    RateConfig rates,
    StreamConfig stream,
    MarketStreamConfig ticker,
    CryptoData cryptoData,
    Duration stopWithin,
    List<PostRoute> measured) {
  /** The port that clients expect. */
  public static final int DEFAULT_PORT = 7411;

  private static final int MAX_PORT = 65_535;

  /** Refuses what cannot work. */
  public ServerConfig {
    measured = List.copyOf(measured);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " must be 0 (any) to " + MAX_PORT);
    }
    if (connectionLimit < 1 || !stopWithin.isPositive()) {
      throw new IllegalArgumentException("connectionLimit and stopWithin must be positive");
    }
  }

  /** The defaults at {@code port}. */
  public static ServerConfig of(int port, TradingHours hours, InstantSource clock) {
    return new ServerConfig(
        port,
        hours,
        clock,
        2_048,
        RateConfig.DEFAULT,
        StreamConfig.DEFAULT,
        MarketStreamConfig.DEFAULT,
        CryptoData.KEYED,
        Duration.ofSeconds(3),
        List.of());
  }

  /** The same with a route of one's own. */
  public ServerConfig measuring(PostRoute route) {
    return with(connectionLimit, rates, stream, ticker, cryptoData, stopWithin, List.of(route));
  }

  /** The same, but requests in flight may go on for this long when the server stops. */
  public ServerConfig stopping(Duration within) {
    return with(connectionLimit, rates, stream, ticker, cryptoData, within, measured);
  }

  /** The same with these limits of market data. */
  public ServerConfig ticking(MarketStreamConfig limits) {
    return with(connectionLimit, rates, stream, limits, cryptoData, stopWithin, measured);
  }

  /** The same, but one client may ask for so much. */
  public ServerConfig limiting(RateConfig changed) {
    return with(connectionLimit, changed, stream, ticker, cryptoData, stopWithin, measured);
  }

  /** The same with other limits of the streams of trade updates. */
  public ServerConfig streaming(StreamConfig changed) {
    return with(connectionLimit, rates, changed, ticker, cryptoData, stopWithin, measured);
  }

  /** The same, with the market data of crypto for these. */
  public ServerConfig sharing(CryptoData changed) {
    return with(connectionLimit, rates, stream, ticker, changed, stopWithin, measured);
  }

  /** The same with room for so many connections. */
  public ServerConfig connecting(int limit) {
    return with(limit, rates, stream, ticker, cryptoData, stopWithin, measured);
  }

  private ServerConfig with(
      int connections,
      RateConfig rate,
      StreamConfig streams,
      MarketStreamConfig tickers,
      CryptoData crypto,
      Duration within,
      List<PostRoute> routes) {
    return new ServerConfig(
        port, hours, clock, connections, rate, streams, tickers, crypto, within, routes);
  }
}
