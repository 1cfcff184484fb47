// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.jspecify.annotations.Nullable;

/** Jetty's side of one WebSocket. Public for Jetty, which looks its methods up. */
public final class JettySocket implements Session.Listener.AutoDemanding, Socket {
  private static final int GOING_AWAY = 1001;

  /** How long a goodbye may take before the socket is cut all the same. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final SocketLimits limits;
  private final Scheduler scheduler;
  private final Ear ear;
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile @Nullable Session session;
  private volatile boolean closing;
  private volatile @Nullable CompletableFuture<Session> attempt;

  JettySocket(SocketLimits limits, Scheduler scheduler, Ear ear) {
    this.limits = limits;
    this.scheduler = scheduler;
    this.ear = ear;
  }

  /** Takes the attempt to open it, so that it can be given up. */
  void await(CompletableFuture<Session> opening) {
    attempt = opening;
    var _ =
        opening.whenComplete((_, failure) -> {
          if (failure != null) {
            lose(ofFailure(failure));
          }
        });
    if (closing) {
      opening.cancel(true);
    }
  }

  static Loss ofFailure(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof UpgradeException)) {
      cause = cause.getCause();
    }
    if (cause instanceof UpgradeException refused && refused.getResponseStatusCode() > 0) {
      return Loss.ofStatus(refused.getResponseStatusCode());
    }
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return Loss.soon("not connected: " + root);
  }

  private void lose(Loss loss) {
    if (lost.compareAndSet(false, true)) {
      ear.lost(loss);
    }
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    // We have limits of our own, which a slow listener here doesn't use up.
    opened.setIdleTimeout(Duration.ZERO);
    opened.setMaxTextMessageSize(limits.room().messageBytes());
    opened.setMaxBinaryMessageSize(limits.room().messageBytes());
    opened.setMaxFrameSize(limits.room().messageBytes());
    session = opened;
    if (closing) {
      opened.disconnect();
      return;
    }
    ear.opened();
  }

  @Override
  public void onWebSocketText(String message) {
    ear.heard(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback taken) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    taken.succeed();
    ear.heard(bytes);
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    ear.ponged();
  }

  @Override
  public void onWebSocketClose(int code, @Nullable String reason, Callback closed) {
    closed.succeed();
    lose(Loss.ofClose(code, reason == null ? "" : reason));
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    Session open = session;
    if (open == null) {
      // A refused handshake is told here as well, now and then before the attempt itself tells it.
      lose(ofFailure(cause));
    } else {
      lose(Loss.soon("the connection broke: " + cause));
      open.disconnect();
    }
  }

  @Override
  public void send(String text) {
    Session open = session;
    if (open != null && !closing) {
      open.sendText(text, unlessBroken());
    }
  }

  @Override
  public void send(byte[] bytes) {
    Session open = session;
    if (open != null && !closing) {
      open.sendBinary(ByteBuffer.wrap(bytes), unlessBroken());
    }
  }

  @Override
  public void ping() {
    Session open = session;
    if (open != null && !closing) {
      open.sendPing(ByteBuffer.allocate(0), unlessBroken());
    }
  }

  private Callback unlessBroken() {
    return Callback.from(() -> {}, broken -> lose(Loss.soon("nothing can be sent: " + broken)));
  }

  @Override
  public void close(String reason) {
    closing = true;
    lost.set(true);
    Session open = session;
    CompletableFuture<Session> opening = attempt;
    if (open == null && opening != null) {
      // Only while it is not open: to cancel later would cut it without a goodbye.
      opening.cancel(true);
    }
    if (open != null) {
      // A peer that hears no goodbye may count this connection for a minute and a half more.
      scheduler.schedule(open::disconnect, GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
      open.close(
          GOING_AWAY,
          reason.length() > 100 ? reason.substring(0, 100) : reason,
          Callback.from(open::disconnect, _ -> open.disconnect()));
    }
  }
}
