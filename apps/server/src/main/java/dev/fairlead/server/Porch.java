// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Where a connection waits for its first bytes. Who asks for one stream too many is told so here
 * and sent away, on the selector's own thread, before there is an HTTP connection, a thread, or a
 * request; all others go in with what they have said. That is what makes a client cheap which
 * connects again and again (facts 10.10): of its connections the socket itself is all that is left.
 *
 * <p>Only those are judged whose ration is used up, by the rule of {@link FrontDoor}, and only by a
 * head that came whole and plain. A connection is never refused for its address alone: on one
 * machine all clients have the same.
 */
final class Porch extends AbstractConnectionFactory {
  /** Heads of handshakes have some hundred bytes; what is longer goes in unjudged. */
  private static final int LOOK_BYTES = 2_048;

  private final ConnectionFactory inside;
  private final Doorman doorman;
  private final Refusal refusal;

  /** In front of {@code inside}, which takes over a connection with the bytes that have come. */
  Porch(ConnectionFactory inside, Doorman doorman) {
    super(HttpVersion.HTTP_1_1.asString());
    this.inside = inside;
    this.doorman = doorman;
    this.refusal = Refusal.tooOften(doorman);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(new Waiting(connector, endPoint), connector, endPoint);
  }

  /** A connection of which nothing, or not enough, has been read. */
  final class Waiting extends AbstractConnection {
    private final Connector connector;
    private final Callback readable =
        Callback.from(InvocationType.NON_BLOCKING, this::onFillable, this::onFillInterestedFailed);

    Waiting(Connector connector, EndPoint endPoint) {
      super(endPoint, connector.getExecutor());
      this.connector = connector;
    }

    @Override
    public void onOpen() {
      super.onOpen();
      fillInterested(readable);
    }

    @Override
    public void onFillable() {
      ByteBufferPool pool = connector.getByteBufferPool();
      RetainableByteBuffer buffer = pool.acquire(LOOK_BYTES, true);
      try {
        ByteBuffer bytes = buffer.getByteBuffer();
        int count = getEndPoint().fill(bytes);
        if (count < 0) {
          close();
        } else if (count == 0) {
          fillInterested(readable);
        } else if (isTooOften(bytes)) {
          sendAway();
        } else {
          ((Gate.Visitor) getEndPoint()).unread(bytes);
          getEndPoint().upgrade(inside.newConnection(connector, getEndPoint()));
        }
      } catch (IOException gone) {
        close();
      } finally {
        buffer.release();
      }
    }

    private boolean isTooOften(ByteBuffer bytes) {
      String address = address(getEndPoint());
      return !doorman.hasStreamsFor(address)
          && Knock.of(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString())
              .filter(Knock::isNameless)
              .isPresent();
    }

    private void sendAway() {
      ByteBuffer answer = refusal.whole(connector.getServer().getDateField());
      getEndPoint()
          .write(Callback.from(InvocationType.NON_BLOCKING, this::close, _ -> close()), answer);
    }
  }

  private static String address(EndPoint client) {
    return client.getRemoteSocketAddress() instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : String.valueOf(client.getRemoteSocketAddress());
  }
}
