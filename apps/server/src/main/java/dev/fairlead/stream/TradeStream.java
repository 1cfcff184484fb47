// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.OutcomeListener;
import dev.fairlead.keys.Doorman;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.Principal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who hears of trade updates: the connections of {@code /stream}, and those of {@code GET
 * /v2/events/trades}. Let it follow the gateway's outcomes: {@code
 * manager.follow(manager.lastSequence(), stream)}.
 */
public final class TradeStream implements OutcomeListener {
  /** The path of the WebSocket. */
  public static final String PATH = "/stream";

  /** Longest frame, and message, that a WebSocket may send (S-36). */
  public static final int MAX_FRAME_BYTES = ClientFrame.MAX_BYTES;

  /** When to try again where all is full: connections that have died are noticed by then. */
  public static final long SECONDS_UNTIL_ROOM = 30;

  private final Desk desk;
  private final Doorman doorman;
  private final StreamConfig config;
  private final Seats seats;
  private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
  private final TradeEvents events;
  private final AtomicLong opened = new AtomicLong();

  /** Streams without connections, whose past is in the desk's books. */
  public TradeStream(Desk desk, Doorman doorman, StreamConfig config, InstantSource clock) {
    this.desk = desk;
    this.doorman = doorman;
    this.config = config;
    seats = new Seats(config);
    events = new TradeEvents(desk, doorman, config, seats, clock);
  }

  /**
   * Who asks for a WebSocket.
   *
   * @param address where from
   * @param principal whom its handshake named; null where it is to say so later
   * @param contentType of the handshake, which chooses JSON or MessagePack
   */
  public record Visitor(
      String address, @Nullable Principal principal, @Nullable String contentType) {}

  /** Hands the outcome's events to those who listen; waits for nobody. */
  @Override
  public void onOutcome(Outcome outcome) {
    if (connections.isEmpty() && events.isEmpty()) {
      return;
    }
    List<Event> happened = outcome.events();
    for (int i = 0; i < happened.size(); i++) {
      if (happened.get(i) instanceof OrderEvent event) {
        Update update = Update.of(outcome.at(), i, event);
        connections.forEach(listener -> listener.offer(update));
      }
      events.noticed(happened.get(i));
    }
  }

  /**
   * Tells a client that an order was refused after it had been told that it is pending. Its order
   * is none, so no event tells of it, and it is not among those of {@code /v2/events/trades}: that
   * has the numbered events and nothing else, by whose times clients go on.
   */
  public void refused(Order order) {
    connections.forEach(listener -> listener.offer(order));
  }

  /** Adds {@code GET /v2/events/trades} to a server's routes. */
  public void addTo(RoutesConfig routes) {
    events.addTo(routes);
  }

  /**
   * Tells a request's client of {@code feed} as server-sent events, on this thread and until one of
   * them ends; refuses it where there are too many streams.
   */
  public void serve(Context request, EventFeed feed) {
    events.serve(request, feed);
  }

  /** Whether one more connection may be; {@code principal} is null where it is not known yet. */
  public boolean hasRoom(@Nullable Principal principal) {
    return !seats.isFull() && (principal == null || !seats.isFull(principal));
  }

  /** The socket of one more connection, for Jetty to open. */
  public Session.Listener.AutoDemanding socket(Visitor visitor) {
    return new StreamSocket(this, visitor);
  }

  /** Begins a connection; null where there is no room after all: then it has been ended. */
  @Nullable StreamConnection open(Session session, Visitor visitor) {
    if (!seats.take()) {
      session.disconnect();
      return null;
    }
    opened.incrementAndGet();
    StreamConnection connection =
        new StreamConnection(session, FrameForm.of(visitor.contentType()), visitor.address(), this);
    connections.add(connection);
    Principal known = visitor.principal();
    if (known != null) {
      connection.greet(known);
    }
    Thread.ofVirtual()
        .name("fairlead-stream")
        .start(() -> {
          connection.write();
          left(connection);
        });
    return connection;
  }

  /** A connection has ended; the second time says nothing new. */
  void left(@Nullable StreamConnection connection) {
    if (connection != null && connections.remove(connection)) {
      seats.leave();
      Principal principal = connection.principal();
      if (principal != null) {
        seats.unname(principal);
      }
    }
  }

  Desk desk() {
    return desk;
  }

  Doorman doorman() {
    return doorman;
  }

  StreamConfig config() {
    return config;
  }

  Seats seats() {
    return seats;
  }

  /** How many WebSocket connections there are. */
  public int size() {
    return connections.size();
  }

  /** How many WebSocket connections there have been. */
  public long opened() {
    return opened.get();
  }

  /** Ends every connection after what it is still to be told. */
  public void end() {
    connections.forEach(StreamConnection::end);
    events.end();
  }
}
