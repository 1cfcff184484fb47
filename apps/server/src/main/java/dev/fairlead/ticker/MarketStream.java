// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.broker.MarketData;
import dev.fairlead.desk.Desk;
import dev.fairlead.keys.Doorman;
import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.ticker.Dialogue.Entrance;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Credentials;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** All connections of all market data streams. Thread-safe. */
public final class MarketStream {
  private static final System.Logger LOG = System.getLogger(MarketStream.class.getName());

  /** When to try again where all is full: connections that have died are noticed by then. */
  private static final long SECONDS_UNTIL_ROOM = 30;

  private static final int GOING_AWAY = 1001;

  /** Longest message of a client that has not said who it is, and longest frame of any. */
  private static final int FRAME_BYTES = 64 * 1024;

  /** Longest message: thousands of symbols, which Python's SDK sends in pieces. */
  private static final int MESSAGE_BYTES = 256 * 1024;

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final int PING_AT_LOOK = 60;
  private static final int REFRESH_AT_LOOK = 8;

  /** A client that answers no ping for so long is gone. */
  private static final Duration IDLE = Duration.ofSeconds(90);

  private final Doorman doorman;
  private final MarketStreamConfig config;
  private final Board gatewayBoard;
  private final Board testBoard;
  private final Board emptyBoard = new Board(new FixedSight(MarketData.none(), List.of()));
  private final Sweeper sweeper;
  private final Map<String, MarketConnection> connections = new ConcurrentHashMap<>();

  /** Held while one says who it is, so that two of one key are not both the last that may. */
  private final Object entering = new Object();

  private volatile boolean ended;

  /**
   * Streams of what {@code desk} sees, without connections.
   *
   * @param clock for the test stream, which has a market of its own
   */
  public MarketStream(Doorman doorman, MarketStreamConfig config, Desk desk, InstantSource clock) {
    this.doorman = doorman;
    this.config = config;
    this.sweeper = new Sweeper("fairlead-ticker", config.writeEvery());
    this.gatewayBoard = new Board(new DeskSight(desk));
    this.testBoard = new Board(new FixedSight(new TestMarket(clock), List.of(TestMarket.FAKEPACA)));
  }

  private Board board(Feed feed) {
    return switch (feed.source()) {
      case GATEWAY -> gatewayBoard;
      case TEST -> testBoard;
      case NOTHING -> emptyBoard;
    };
  }

  /** What the gateway sees, from when it has started. */
  private record DeskSight(Desk desk) implements Board.Sight {
    @Override
    public MarketData market() {
      return desk.marketData();
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
      return desk.instrument(symbol);
    }

    @Override
    public List<Instrument> instruments() {
      return desk.instruments();
    }
  }

  private record FixedSight(MarketData market, List<Instrument> instruments)
      implements Board.Sight {
    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
      return instruments.stream().filter(listed -> listed.symbol().equals(symbol)).findFirst();
    }
  }

  /** Starts the threads that write to connections and look after them. */
  public void start() {
    sweeper.start();
    Thread.ofVirtual().name("fairlead-ticker-look").start(this::lookAfter);
  }

  /** Adds the streams to a server's routes. */
  public void addTo(RoutesConfig routes) {
    Feed.ALL.forEach(feed -> routes.ws(feed.path(), socket -> configure(socket, feed)));
  }

  /** Whether one of the streams is at {@code path}. */
  public static boolean serves(String path) {
    return Feed.ALL.stream().anyMatch(feed -> feed.path().equals(path));
  }

  /** Refuses one connection more than there may be, before it is one. */
  public void requireRoom() {
    if (connections.size() >= config.connectionLimit()) {
      throw ApiError.tooMany(
              "there are "
                  + config.connectionLimit()
                  + " market data streams, the most that may be: end one",
              SECONDS_UNTIL_ROOM)
          .asException();
    }
  }

  private void configure(WsConfig socket, Feed feed) {
    socket.onConnect(context -> open(context, feed));
    socket.onMessage(message ->
        take(message, ClientMessage.ofJson(message.message().getBytes(StandardCharsets.UTF_8))));
    socket.onBinaryMessage(message -> {
      MarketConnection connection = connections.get(message.sessionId());
      byte[] bytes = bytes(message.data());
      boolean packed = connection != null && connection.packed();
      take(message, packed ? ClientMessage.ofPacked(bytes) : ClientMessage.ofJson(bytes));
    });
    socket.onClose(closed -> remove(closed.sessionId()));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private void open(WsContext context, Feed feed) {
    context.session.setIdleTimeout(IDLE);
    context.session.setMaxFrameSize(FRAME_BYTES);
    setLongest(context, FRAME_BYTES);
    boolean packed = isPacked(context.header("Content-Type"));
    String address = Credentials.address(context);
    Dialogue dialogue =
        new Dialogue(
            feed.kind(), packed, config.symbolLimit(), (id, secret) -> enter(address, id, secret));
    MarketConnection connection =
        new MarketConnection(
            context.session, feed, packed, dialogue, board(feed), sweeper, config.bufferLimit());
    connections.put(context.sessionId(), connection);
    connection.greet();
    Credentials.of(context::header)
        .ifPresent(said -> take(context, new ClientMessage.Auth(said.id(), said.secret())));
  }

  private static void setLongest(WsContext context, int bytes) {
    context.session.setMaxTextMessageSize(bytes);
    context.session.setMaxBinaryMessageSize(bytes);
  }

  private static boolean isPacked(@Nullable String contentType) {
    return contentType != null && contentType.startsWith("application/msgpack");
  }

  private void take(WsContext from, ClientMessage message) {
    MarketConnection connection = connections.get(from.sessionId());
    if (connection == null) {
      return;
    }
    if (message instanceof ClientMessage.Auth) {
      synchronized (entering) {
        connection.onMessage(message);
      }
      if (connection.principal().isPresent()) {
        setLongest(from, MESSAGE_BYTES);
      }
    } else {
      connection.onMessage(message);
    }
  }

  private Entrance enter(String address, String id, String secret) {
    return switch (doorman.admit(address, id, secret)) {
      case Admission.Admitted(Principal known) ->
          connectionsOf(known) < config.keyLimit() ? new Entrance.Open(known) : new Entrance.Full();
      case Admission.Refused _, Admission.TooMany _ -> new Entrance.Refused();
    };
  }

  private long connectionsOf(Principal known) {
    return connections.values().stream()
        .filter(connection -> connection.principal().filter(known::equals).isPresent())
        .count();
  }

  private void remove(String sessionId) {
    MarketConnection removed = connections.remove(sessionId);
    if (removed != null) {
      removed.forget();
    }
  }

  private void lookAfter() {
    for (int look = 1; !ended; look++) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      for (Map.Entry<String, MarketConnection> entry : connections.entrySet()) {
        try {
          lookAt(entry.getKey(), entry.getValue(), look);
        } catch (RuntimeException broken) {
          LOG.log(System.Logger.Level.WARNING, "market data connection failed", broken);
          entry.getValue().cut();
        }
      }
    }
  }

  /** Looks after what no message tells: time, and a key that was revoked meanwhile. */
  private void lookAt(String id, MarketConnection connection, int look) {
    long now = System.nanoTime();
    Optional<Principal> known = connection.principal();
    if (!connection.isOpen()) {
      remove(id);
    } else if (connection.isOverdue(now)) {
      connection.cut();
    } else if (known.isEmpty()) {
      if (now - connection.openedNanos() > config.authenticateWithin().toNanos()) {
        connection.fail(Problem.AUTH_TIMEOUT, "not authenticated in time");
      }
    } else if (!doorman.stillAdmits(known.get())) {
      connection.fail(Problem.AUTH_FAILED, "the key was revoked");
    } else {
      if (look % PING_AT_LOOK == 0) {
        connection.ping();
      }
      if (look % REFRESH_AT_LOOK == 0 && connection.needsRefresh()) {
        connection.refresh();
      }
    }
  }

  /** How many connections there are. */
  public int size() {
    return connections.size();
  }

  /** How many symbols are subscribed to at the gateway, for all connections together. */
  public int symbols() {
    return gatewayBoard.size();
  }

  /** Ends every connection after what it is still to be told, and the subscriptions. */
  public void end() {
    connections.values().forEach(connection -> connection.end(GOING_AWAY, "stopping"));
    List.of(gatewayBoard, testBoard, emptyBoard).forEach(Board::close);
  }

  /** Ends the threads, once the connections have ended. */
  public void stop() {
    ended = true;
    sweeper.close();
  }
}
