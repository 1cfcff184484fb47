// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import io.javalin.Javalin;
import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;

/** The HTTP engine, with an end to everything that a client could make large or long. */
final class Jetty {
  private static final Logger LOG = System.getLogger(Jetty.class.getName());

  /** Nobody else's machine can reach it (S-01). */
  static final String HOST = "127.0.0.1";

  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /**
   * For a connection between two requests, so it is longer than that of SDKs: whoever gives up
   * first while the other sends leaves a POST of which nobody knows whether it arrived.
   */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final UriCompliance SLASHES_IN_SYMBOLS =
      UriCompliance.DEFAULT.with("SYMBOLS", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);

  /** Connections that may wait while others are being accepted. */
  private static final int BACKLOG = 1_024;

  private final ServerConfig config;
  private final ServerSocketChannel listener;

  /** Counts the requests in flight, and takes no further ones once it is shut down. */
  private final GracefulHandler inFlight = new GracefulHandler();

  private final Doorman doorman;
  private final Function<Server, FrontDoor> door;

  /** {@code door} gives what is in front of all routes. */
  Jetty(ServerConfig config, Doorman doorman, Function<Server, FrontDoor> door) {
    this.config = config;
    this.doorman = doorman;
    this.door = door;
    this.listener = listen(config.port());
  }

  void configure(JettyConfig jetty) {
    jetty.modifyHttpConfiguration(Jetty::configure);
    jetty.modifyServletContextHandler(Jetty::configure);
    jetty.modifyServer(this::configure);
    jetty.addConnector(this::connector);
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setUriCompliance(SLASHES_IN_SYMBOLS);
    // Whatever two readers could take for two different requests is refused (S-34).
    http.setHttpCompliance(HttpCompliance.STRICT);
  }

  private static void configure(ServletContextHandler handler) {
    handler.getServletHandler().setDecodeAmbiguousURIs(true);
    handler.setErrorHandler(new JettyErrors());
    // Javalin makes a session of every stream. Nobody needs them: no cookie, and none is kept.
    SessionHandler sessions = new SessionHandler();
    sessions.setUsingCookies(false);
    sessions.setSessionCache(new NullSessionCache(sessions));
    sessions.getSessionCache().setSessionDataStore(new NullSessionDataStore());
    handler.setSessionHandler(sessions);
  }

  /** Pitfall: without both time-outs Jetty cuts reads in flight one second into a stop. */
  private void configure(Server server) {
    server.setErrorHandler(new JettyErrors());
    server.setStopTimeout(config.stopWithin().toMillis());
    server.insertHandler(door.apply(server));
    server.insertHandler(inFlight);
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new Gate(server, new Porch(new StrictHttp(http), doorman));
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(config.stopWithin().toMillis());
    connector.addBean(new NetworkConnectionLimit(config.connectionLimit(), connector));
    try {
      connector.open(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }

  /** Has the port before anything else is made, so that nothing is undone where it is taken. */
  private static ServerSocketChannel listen(int port) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        return listener.bind(new InetSocketAddress(loopback(), port), BACKLOG);
      } catch (IOException e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      throw unavailable(port, e);
    }
  }

  /** By its numbers: a name could be made to mean another machine. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
  }

  private static ServerException unavailable(int port, IOException cause) {
    boolean notAllowed = String.valueOf(cause.getMessage()).contains("ermission");
    return notAllowed
        ? new ServerException(
            ServerException.Category.PORT_NOT_ALLOWED,
            "port " + port + " is for privileged programs: choose one from 1024 on",
            cause)
        : new ServerException(
            ServerException.Category.PORT_TAKEN,
            "port "
                + port
                + " is taken by another program: stop it, or choose another port (0 for"
                + " any free one)",
            cause);
  }

  /** Starts to serve. */
  ServerConnector start(Javalin javalin) {
    try {
      javalin.start();
    } catch (RuntimeException e) {
      throw new ServerException(
          ServerException.Category.FAILED, "the server cannot start: " + e.getMessage(), e);
    }
    return Arrays.stream(javalin.jettyServer().server().getConnectors())
        .filter(ServerConnector.class::isInstance)
        .map(ServerConnector.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the server has no connector"));
  }

  /**
   * Ends within a limit, whatever clients do. Pitfall: Jetty by itself waits for every connection,
   * and SDKs keep theirs open between two requests, so those are closed once nothing is in flight.
   */
  void stop(ServerConnector connector) {
    awaitInFlight();
    connector.getConnectedEndPoints().stream()
        // Not those that have become streams: they hear the goodbye first.
        .filter(endPoint -> isBetweenRequests(endPoint.getConnection()))
        .forEach(EndPoint::close);
    try {
      connector.getServer().stop();
    } catch (TimeoutException late) {
      LOG.log(Level.INFO, "connections cut after {0}", config.stopWithin());
    } catch (Exception e) {
      throw new ServerException(
          ServerException.Category.FAILED, "the server cannot stop: " + e.getMessage(), e);
    }
  }

  private static boolean isBetweenRequests(Connection connection) {
    return connection instanceof ConnectionMetaData || connection instanceof Porch.Waiting;
  }

  private void awaitInFlight() {
    try {
      inFlight.shutdown().get(config.stopWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.log(Level.WARNING, "requests cut that took longer than {0}", config.stopWithin());
    } catch (ExecutionException failed) {
      throw new IllegalStateException("counting cannot fail", failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
