// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.gateway.OutcomeListener;
import dev.fairlead.keys.Doorman;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.wire.ApiError;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All connections of {@code /stream}. Let it follow the gateway's outcomes: {@code
 * manager.follow(manager.lastSequence(), stream)}.
 */
public final class TradeStream implements OutcomeListener {
  /** The path of the stream. */
  public static final String PATH = "/stream";

  private static final int TOO_MANY = 429;

  private final Doorman doorman;
  private final StreamConfig config;
  private final Function<Symbol, Optional<Instrument>> instruments;
  private final Map<String, StreamConnection> connections = new ConcurrentHashMap<>();

  /**
   * A stream without connections.
   *
   * @param instruments what an order's symbol stands for
   */
  public TradeStream(
      Doorman doorman, StreamConfig config, Function<Symbol, Optional<Instrument>> instruments) {
    this.doorman = doorman;
    this.config = config;
    this.instruments = instruments;
  }

  /** Hands the outcome's events to those who listen; waits for nobody. */
  @Override
  public void onOutcome(Outcome outcome) {
    if (connections.isEmpty()) {
      return;
    }
    for (Event event : outcome.events()) {
      if (event instanceof OrderEvent orderEvent) {
        connections.values().forEach(listener -> listener.offer(outcome.at(), orderEvent));
      }
    }
  }

  /** Adds the stream to a server's routes. */
  public void addTo(RoutesConfig routes) {
    routes.ws(PATH, this::configure);
  }

  /** Refuses one connection more than there may be, before it is one. */
  public void requireRoom() {
    if (connections.size() >= config.connectionLimit()) {
      throw ApiError.of(
              TOO_MANY,
              ApiError.OVERLOADED,
              "there are " + config.connectionLimit() + " streams, the most that may be: end one")
          .asException();
    }
  }

  private void configure(WsConfig socket) {
    socket.onConnect(this::open);
    socket.onMessage(frame -> take(frame, frame.message().getBytes(StandardCharsets.UTF_8)));
    socket.onBinaryMessage(frame -> take(frame, bytes(frame.data())));
    socket.onClose(closed -> connections.remove(closed.sessionId()));
  }

  private void open(WsContext opened) {
    opened.session.setIdleTimeout(Duration.ZERO);
    opened.session.setMaxFrameSize(ClientFrame.MAX_BYTES);
    opened.session.setMaxTextMessageSize(ClientFrame.MAX_BYTES);
    opened.session.setMaxBinaryMessageSize(ClientFrame.MAX_BYTES);
    StreamConnection connection =
        new StreamConnection(opened.session, address(opened), doorman, config, instruments);
    connections.put(opened.sessionId(), connection);
    Thread.ofVirtual()
        .name("fairlead-stream")
        .start(() -> {
          connection.write();
          connections.remove(opened.sessionId());
        });
  }

  private static String address(WsContext opened) {
    return String.valueOf(opened.session.getRemoteSocketAddress()).replaceFirst(":\\d+$", "");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private void take(WsContext frame, byte[] json) {
    StreamConnection connection = connections.get(frame.sessionId());
    if (connection != null) {
      connection.onFrame(json);
    }
  }

  /** How many connections there are. */
  public int size() {
    return connections.size();
  }

  /** Ends every connection after what it is still to be told. */
  public void end() {
    connections.values().forEach(StreamConnection::end);
  }
}
