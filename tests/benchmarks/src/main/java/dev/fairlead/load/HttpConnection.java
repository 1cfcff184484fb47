// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One kept connection that waits for each answer. Used by one thread. */
public final class HttpConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final HttpAnswer answer;

  /** A connection for answers of the usual size. */
  public HttpConnection(int port) throws IOException {
    this(port, HttpAnswer.USUAL_BYTES);
  }

  /** A connection for answers of up to {@code limitBytes}, with their heads. */
  public HttpConnection(int port, int limitBytes) throws IOException {
    answer = new HttpAnswer(limitBytes);
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /**
   * Sends a request and waits for its answer, which must be 200.
   *
   * @return how long it is, in bytes with its head
   */
  public int ask(byte[] request) throws IOException {
    answer.clear();
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    while (!answer.isWhole()) {
      if (channel.read(answer.buffer()) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    answer.requireOk();
    return answer.length();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
