// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.model.Order;
import dev.fairlead.model.Principal;
import dev.fairlead.wire.Members;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

  private final Session socket;
  private final FrameForm form;
  private final String address;
  private final TradeStream stream;
  private final BlockingQueue<Outgoing> queue;
  private final long openedNanos = System.nanoTime();
  private long lastPingNanos = openedNanos;
  private volatile long lastHeardNanos = openedNanos;
  private volatile @Nullable Principal principal;
  private volatile boolean listening;

  /** The last event that was offered; on the gateway's thread only. */
  private long lastNumber;

  /** What waits to be written. */
  private sealed interface Outgoing {
    record Answer(ObjectNode frame) implements Outgoing {}

    record Event(Update update) implements Outgoing {}

    record Refusal(Order order) implements Outgoing {}

    /** The last frame. */
    record Goodbye(int code, String reason) implements Outgoing {}
  }

  StreamConnection(Session socket, FrameForm form, String address, TradeStream stream) {
    this.socket = socket;
    this.form = form;
    this.address = address;
    this.stream = stream;
    this.queue = new ArrayBlockingQueue<>(stream.config().queueLimit());
  }

  /** Whom it speaks for; null before it has said so. It speaks for one key, and for no other. */
  @Nullable Principal principal() {
    return principal;
  }

  /** Lets in a client whose handshake has said who it is. It is told nothing of that. */
  void greet(Principal known) {
    if (stream.seats().name(known)) {
      principal = known;
    } else {
      put(tooMany());
    }
  }

  /** Takes one text frame of the client. */
  void onText(byte[] json) {
    onFrame(FrameForm.readJson(json));
  }

  /** Takes one binary frame of the client. */
  void onBinary(byte[] frame) {
    onFrame(form.read(frame));
  }

  /** Takes a pong. */
  void onSignOfLife() {
    lastHeardNanos = System.nanoTime();
  }

  private void onFrame(ClientFrame frame) {
    onSignOfLife();
    switch (frame) {
      case ClientFrame.Authenticate(String keyId, String secret) -> authenticate(keyId, secret);
      case ClientFrame.AuthenticateByToken _ ->
          refuse("OAuth tokens are not issued here: send key_id and secret_key");
      case ClientFrame.Listen(List<String> streams) ->
          listen("listen", streams.contains(ServerFrame.TRADE_UPDATES));
      case ClientFrame.Unlisten(List<String> streams) ->
          listen("unlisten", listening && !streams.contains(ServerFrame.TRADE_UPDATES));
      case ClientFrame.Unreadable(String reason) -> put(answer(ServerFrame.error(reason)));
    }
  }

  private void authenticate(String keyId, String secret) {
    switch (stream.doorman().admitToStream(address, keyId, secret)) {
      case Admission.Admitted(Principal known) -> authenticated(known);
      case Admission.Refused _ -> refuse("the key is unknown, revoked or wrong");
      case Admission.TooMany _ -> refuse("too often of late: wait a minute");
    }
  }

  private void authenticated(Principal known) {
    Principal before = principal;
    if (before != null && !before.equals(known)) {
      refuse("this connection speaks for another key; open one for each");
    } else if (before == null && !stream.seats().name(known)) {
      refuse("this key has as many streams as it may: end one");
    } else {
      principal = known;
      put(answer(ServerFrame.authorization(true, "authenticate")));
    }
  }

  private void refuse(String why) {
    put(answer(ServerFrame.unauthorized("authenticate", why)));
    // A client that tries again and again leaves its old connections behind; we do not.
    put(new Outgoing.Goodbye(POLICY_VIOLATION, "not authorized"));
  }

  private Outgoing tooMany() {
    return new Outgoing.Goodbye(POLICY_VIOLATION, "too many streams of this key");
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

  /** Hands an event over; never waits. An event that was offered before is passed over (I-32). */
  void offer(Update update) {
    if (listening
        && update.event().order().principal().equals(principal)
        && update.event().number() > lastNumber) {
      lastNumber = update.event().number();
      put(new Outgoing.Event(update));
    }
  }

  /** Hands over an order that was refused late; never waits. */
  void offer(Order refused) {
    if (listening && refused.principal().equals(principal)) {
      put(new Outgoing.Refusal(refused));
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
    Optional<byte[]> frame =
        switch (next) {
          case Outgoing.Answer(ObjectNode answer) -> Optional.of(form.bytes(answer));
          case Outgoing.Event(Update update) ->
              TradeEvents.data(stream.desk(), update).map(this::tradeUpdate);
          case Outgoing.Refusal(Order order) ->
              Optional.of(tradeUpdate(TradeEvents.data(stream.desk(), order)));
          case Outgoing.Goodbye _ -> Optional.empty();
        };
    if (frame.isPresent()) {
      Callback.Completable written = new Callback.Completable();
      socket.sendBinary(ByteBuffer.wrap(frame.get()), written);
      await(written);
    }
  }

  private byte[] tradeUpdate(Consumer<Members> data) {
    return form.bytes(ServerFrame.tradeUpdate(data));
  }

  private static void await(Callback.Completable done)
      throws InterruptedException, ExecutionException, TimeoutException {
    done.get(WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks after what no frame tells: time, silence, and a key that was revoked meanwhile. */
  private boolean isOverdue() throws InterruptedException, ExecutionException, TimeoutException {
    long now = System.nanoTime();
    Principal known = principal;
    if (known == null && now - openedNanos > stream.config().authenticateWithin().toNanos()) {
      close(POLICY_VIOLATION, "not authenticated in time");
      return true;
    }
    if (known != null && !stream.doorman().stillAdmits(known)) {
      close(POLICY_VIOLATION, "the key was revoked");
      return true;
    }
    if (now - lastHeardNanos > stream.config().answerWithin().toNanos()) {
      // Half-dead: there is nobody to say goodbye to.
      LOG.log(System.Logger.Level.INFO, "silent stream client cut key={0}", known);
      return true;
    }
    if (now - lastPingNanos > stream.config().pingEvery().toNanos()) {
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
