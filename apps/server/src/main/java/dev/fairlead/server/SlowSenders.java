// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
// The only place that tells how far a request has been read.
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections whose request takes too long to come (S-32). The idle time-out does not: a
 * client that sends one byte a second is never idle. Between requests a connection may rest as long
 * as that time-out lets it.
 */
final class SlowSenders {
  static final Duration HEADER_WITHIN = Duration.ofSeconds(8);
  static final Duration BODY_WITHIN = Duration.ofSeconds(18);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final ServerConnector connector;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Map<HttpConnection, Sending> sending = new HashMap<>();

  /** One request on its way in: the connection's so-manieth, seen first at {@code sinceNanos}. */
  private record Sending(long number, long sinceNanos) {}

  SlowSenders(ServerConnector connector) {
    this.connector = connector;
  }

  /** Looks, on a thread of its own, until {@link #stop}. */
  void start() {
    Thread.ofVirtual().name("fairlead-slow-senders").start(this::watch);
  }

  void stop() {
    stopped.countDown();
  }

  private void watch() {
    try {
      while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look(System.nanoTime());
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it.
      Thread.currentThread().interrupt();
    }
  }

  private void look(long nowNanos) {
    Map<HttpConnection, Sending> still = new HashMap<>();
    for (EndPoint client : connector.getConnectedEndPoints()) {
      if (client.getConnection() instanceof HttpConnection connection) {
        Duration allowed = allowed(connection.getParser().getState());
        if (!allowed.isZero()) {
          Sending now = since(connection, nowNanos);
          still.put(connection, now);
          if (nowNanos - now.sinceNanos() > allowed.toNanos()) {
            client.close();
          }
        }
      }
    }
    sending = still;
  }

  private Sending since(HttpConnection connection, long nowNanos) {
    Sending before = sending.get(connection);
    long number = connection.getMessagesIn();
    return before != null && before.number() == number ? before : new Sending(number, nowNanos);
  }

  /** Zero where nothing is on its way in. */
  private static Duration allowed(HttpParser.State state) {
    return switch (state) {
      case METHOD, SPACE1, URI, SPACE2, REQUEST_VERSION, PROXY, HEADER -> HEADER_WITHIN;
      case CONTENT, EOF_CONTENT, CHUNKED_CONTENT, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER ->
          BODY_WITHIN;
      case START, RESPONSE_VERSION, STATUS, REASON, CONTENT_END, END, CLOSE, CLOSED ->
          Duration.ZERO;
    };
  }
}
