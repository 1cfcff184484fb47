// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.data.MarketDataApi;
import dev.fairlead.desk.Desk;
import dev.fairlead.events.EventApi;
import dev.fairlead.front.TradingApi;
import dev.fairlead.gateway.OutcomeListener;
import dev.fairlead.inside.InsideApi;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.Doorman;
import dev.fairlead.portfolio.PortfolioApi;
import dev.fairlead.scrape.ScrapeRoute;
import dev.fairlead.stream.TradeStream;
import dev.fairlead.ticker.MarketStream;
import dev.fairlead.watchlist.Watchlists;
import dev.fairlead.webhook.WebhookRoutes;
import dev.fairlead.webhook.Webhooks;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.PostRoute;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;

/**
 * HTTP and WebSocket in front of a gateway. Thread-safe. The gateway is the caller's: stopping the
 * server leaves it as it is.
 */
public final class FairleadServer implements AutoCloseable {
  private final Jetty jetty;
  private final TradeStream stream;
  private final MarketStream ticker;
  private final SlowSenders slowSenders;
  private final ServerConnector connector;
  private final URI address;
  private final List<ServedRoute> routes;
  private final WebhookRoutes webhooks;

  private FairleadServer(
      Jetty jetty,
      TradeStream stream,
      MarketStream ticker,
      SlowSenders slowSenders,
      ServerConnector connector,
      List<ServedRoute> routes,
      WebhookRoutes webhooks) {
    this.jetty = jetty;
    this.stream = stream;
    this.ticker = ticker;
    this.slowSenders = slowSenders;
    this.connector = connector;
    this.routes = routes;
    this.webhooks = webhooks;
    this.address = URI.create("http://" + Jetty.HOST + ":" + connector.getLocalPort());
  }

  /**
   * Starts to serve. Returns when requests are answered.
   *
   * @throws ServerException where the port cannot be had
   */
  public static FairleadServer start(
      ServerConfig config, Desk desk, ClientKeys keys, Watchlists watchlists) {
    RateConfig rates = config.rates();
    Doorman doorman = new Doorman(keys, rates.streamBurst(), rates.streamsPerMinute());
    TradeStream stream = new TradeStream(desk, doorman, config.stream(), config.clock());
    MarketStream ticker = new MarketStream(doorman, config.ticker(), desk, config.clock());
    Jetty jetty = new Jetty(config, doorman, server -> new FrontDoor(server, doorman, stream));
    MarketDataApi data = new MarketDataApi(desk, config.clock());
    TradingApi api =
        new TradingApi(
            desk, watchlists, config.hours(), keys::since, config.clock(), stream::refused);
    InsideApi inside = new InsideApi(desk, keys);
    EventApi events = new EventApi(desk, stream);
    PortfolioApi portfolio = new PortfolioApi(desk, config.clock());
    WebhookRoutes webhooks = new WebhookRoutes();
    ScrapeRoute scrape = new ScrapeRoute(desk, config.clock(), stream::size, ticker::size);
    Javalin javalin =
        Javalin.create(javalinConfig -> {
          quieten(javalinConfig);
          jetty.configure(javalinConfig.jetty);
          RoutesConfig routes = javalinConfig.routes;
          RequestLines.addTo(routes);
          Guard guard =
              new Guard(doorman, new RateLimits(rates), config.cryptoData(), config.clock());
          routes.before(guard::check);
          routes.beforeMatched(guard::checkAccess);
          routes.wsBeforeUpgrade(request -> guard.checkUpgrade(request, ticker::requireRoom));
          Failures.addTo(routes);
          new Health(desk, config.clock()).addTo(routes);
          api.addTo(routes);
          data.addTo(routes);
          inside.addTo(routes);
          events.addTo(routes);
          portfolio.addTo(routes);
          webhooks.addTo(routes);
          scrape.addTo(routes);
          stream.addTo(routes);
          ticker.addTo(routes);
          config.measured().forEach(route -> addTo(routes, route));
        });
    ServerConnector connector = jetty.start(javalin);
    SlowSenders slowSenders = new SlowSenders(connector);
    slowSenders.start();
    ticker.start();
    return new FairleadServer(
        jetty, stream, ticker, slowSenders, connector, routes(javalin), webhooks);
  }

  /** Those of the router, and the socket that the door opens by itself. */
  private static List<ServedRoute> routes(Javalin javalin) {
    ServedRoute socket = new ServedRoute(ServedRoute.SOCKET, TradeStream.PATH, Access.READ);
    return Stream.concat(ServedRoute.of(javalin).stream(), Stream.of(socket)).toList();
  }

  private static void quieten(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    config.concurrency.useVirtualThreads = true;
  }

  private static void addTo(RoutesConfig routes, PostRoute route) {
    routes.post(
        route.path(), request -> Http.answer(request, route.answer().apply(Http.bytes(request))));
  }

  /** Where it listens: {@code http://127.0.0.1:7411}. */
  public URI address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  /** Every route that is served, as the router has it. */
  List<ServedRoute> routes() {
    return routes;
  }

  /** How many streams of trade updates are open. */
  public int streams() {
    return stream.size();
  }

  /** How many streams of market data are open. */
  public int marketStreams() {
    return ticker.size();
  }

  /** How many symbols those follow, each one once. */
  public int followedSymbols() {
    return ticker.symbols();
  }

  /** How many streams have been opened; a handshake that was refused opens none. */
  public long streamsOpened() {
    return stream.opened();
  }

  /**
   * Who must hear the gateway's outcomes for the stream to flow: {@code
   * manager.follow(manager.lastSequence(), server.outcomes())}.
   */
  public OutcomeListener outcomes() {
    return stream;
  }

  /** From now on these are among what administrators are told of. */
  public void tellOf(Webhooks started) {
    webhooks.tellOf(started);
  }

  /**
   * Takes no more requests, lets those in flight finish within {@link ServerConfig#stopWithin},
   * says goodbye on the streams, and ends.
   */
  @Override
  public void close() {
    stream.end();
    ticker.end();
    slowSenders.stop();
    jetty.stop(connector);
    ticker.stop();
  }
}
