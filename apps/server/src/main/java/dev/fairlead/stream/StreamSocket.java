// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's side of one WebSocket of {@code /stream}; frames come one at a time. Public for Jetty,
 * which looks its methods up.
 */
public final class StreamSocket implements Session.Listener.AutoDemanding {
  private final TradeStream stream;
  private final TradeStream.Visitor visitor;
  private volatile @Nullable StreamConnection connection;

  StreamSocket(TradeStream stream, TradeStream.Visitor visitor) {
    this.stream = stream;
    this.visitor = visitor;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    connection = stream.open(session, visitor);
  }

  @Override
  public void onWebSocketText(String message) {
    StreamConnection open = connection;
    if (open != null) {
      open.onText(message.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback taken) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    StreamConnection open = connection;
    if (open != null) {
      open.onBinary(bytes);
    }
    taken.succeed();
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    StreamConnection open = connection;
    if (open != null) {
      open.onSignOfLife();
    }
  }

  @Override
  public void onWebSocketClose(int code, @Nullable String reason, Callback closed) {
    stream.left(connection);
    closed.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    // A broken connection is closed too, and that is heard above.
  }
}
