// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.keys.Doorman;
import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.wire.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client's end of the stream. Frames come in on the server's threads, one at a time; events are
 * offered by the gateway; everything goes out on this connection's own thread.
 */
final class StreamConnection {
  private static final System.Logger LOG = System.getLogger(StreamConnection.class.getName());
  private static final int POLICY_VIOLATION = 1008;
  private static final int GOING_AWAY = 1001;
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration PING_EVERY = Duration.ofSeconds(15);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final Session socket;
  private final String address;
  private final Doorman doorman;
  private final StreamConfig config;
  private final Function<Symbol, Optional<Instrument>> instruments;
  private final BlockingQueue<Outgoing> queue;
  private final long openedNanos = System.nanoTime();
  private long lastPingNanos = openedNanos;
  private volatile @Nullable Principal principal;
  private volatile boolean listening;

  /** What waits to be written. */
  private sealed interface Outgoing {
    record Answer(ObjectNode frame) implements Outgoing {}

    record Update(Instant at, OrderEvent event) implements Outgoing {}

    /** The last frame. */
    record Goodbye(int code, String reason) implements Outgoing {}
  }

  StreamConnection(
      Session socket,
      String address,
      Doorman doorman,
      StreamConfig config,
      Function<Symbol, Optional<Instrument>> instruments) {
    this.socket = socket;
    this.address = address;
    this.doorman = doorman;
    this.config = config;
    this.instruments = instruments;
    this.queue = new ArrayBlockingQueue<>(config.queueLimit());
  }

  /** Takes one frame of the client. */
  void onFrame(byte[] json) {
    switch (ClientFrame.read(json)) {
      case ClientFrame.Authenticate(String keyId, String secret) -> authenticate(keyId, secret);
      case ClientFrame.Listen(List<String> streams) ->
          listen("listen", streams.contains(ServerFrame.TRADE_UPDATES));
      case ClientFrame.Unlisten(List<String> streams) ->
          listen("unlisten", listening && !streams.contains(ServerFrame.TRADE_UPDATES));
      case ClientFrame.Unreadable(String reason) -> put(answer(ServerFrame.error(reason)));
    }
  }

  private void authenticate(String keyId, String secret) {
    boolean admitted =
        switch (doorman.admit(address, keyId, secret)) {
          case Admission.Admitted(Principal known) -> {
            principal = known;
            yield true;
          }
          case Admission.Refused _, Admission.TooMany _ -> false;
        };
    put(answer(ServerFrame.authorization(admitted, "authenticate")));
    if (!admitted) {
      // A client that tries again and again leaves its old connections behind; we do not.
      put(new Outgoing.Goodbye(POLICY_VIOLATION, "not authorized"));
    }
  }

  private void listen(String action, boolean tradeUpdates) {
    if (principal == null) {
      put(answer(ServerFrame.authorization(false, action)));
      return;
    }
    // The answer is in the queue before the first event, and after the last one.
    if (!tradeUpdates) {
      listening = false;
    }
    put(answer(ServerFrame.listening(tradeUpdates)));
    listening = tradeUpdates;
  }

  private static Outgoing answer(ObjectNode frame) {
    return new Outgoing.Answer(frame);
  }

  /** Hands an event over; never waits. */
  void offer(Instant at, OrderEvent event) {
    if (listening && event.order().principal().equals(principal)) {
      put(new Outgoing.Update(at, event));
    }
  }

  /** Asks for an end after what is in the queue. */
  void end() {
    put(new Outgoing.Goodbye(GOING_AWAY, "the gateway is stopping"));
  }

  private void put(Outgoing outgoing) {
    if (!queue.offer(outgoing)) {
      listening = false;
      LOG.log(System.Logger.Level.WARNING, "slow stream client cut key={0}", principal);
      // Off this thread: closing a socket may take milliseconds, and this may be the sequencer's.
      Thread.ofVirtual().name("fairlead-stream-cut").start(socket::disconnect);
    }
  }

  /** Writes until the connection ends; the connection's own thread. */
  void write() {
    try {
      while (socket.isOpen()) {
        Outgoing next = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (next instanceof Outgoing.Goodbye(int code, String reason)) {
          close(code, reason);
          return;
        }
        if (next != null) {
          send(next);
        }
        if (isOverdue()) {
          return;
        }
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.DEBUG, "stream ended: {0}", e.toString());
    } finally {
      listening = false;
      socket.disconnect();
    }
  }

  private void send(Outgoing next)
      throws InterruptedException, ExecutionException, TimeoutException {
    Optional<ObjectNode> frame =
        switch (next) {
          case Outgoing.Answer(ObjectNode answer) -> Optional.of(answer);
          case Outgoing.Update(Instant at, OrderEvent event) -> update(at, event);
          case Outgoing.Goodbye _ -> Optional.empty();
        };
    if (frame.isPresent()) {
      Callback.Completable written = new Callback.Completable();
      socket.sendBinary(ByteBuffer.wrap(Json.bytes(frame.get())), written);
      await(written);
    }
  }

  private Optional<ObjectNode> update(Instant at, OrderEvent event) {
    Symbol symbol = event.order().request().symbol();
    return EventNames.of(event)
        .map(name -> ServerFrame.tradeUpdate(name, at, event, instruments.apply(symbol)));
  }

  private static void await(Callback.Completable done)
      throws InterruptedException, ExecutionException, TimeoutException {
    done.get(WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks after what no frame tells: time, and a key that was revoked meanwhile. */
  private boolean isOverdue() throws InterruptedException, ExecutionException, TimeoutException {
    long now = System.nanoTime();
    Principal known = principal;
    if (known == null && now - openedNanos > config.authenticateWithin().toNanos()) {
      close(POLICY_VIOLATION, "not authenticated in time");
      return true;
    }
    if (known != null && !doorman.stillAdmits(known)) {
      close(POLICY_VIOLATION, "the key was revoked");
      return true;
    }
    if (now - lastPingNanos > PING_EVERY.toNanos()) {
      lastPingNanos = now;
      Callback.Completable written = new Callback.Completable();
      socket.sendPing(ByteBuffer.allocate(0), written);
      await(written);
    }
    return false;
  }

  private void close(int code, String reason)
      throws InterruptedException, ExecutionException, TimeoutException {
    Callback.Completable closed = new Callback.Completable();
    socket.close(code, reason, closed);
    await(closed);
  }
}
