// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** A client that asks for the stream again and again, until it is closed. On one thread. */
public final class Reconnects implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final byte[] HANDSHAKE =
      """
      GET /stream HTTP/1.1
      Host: localhost
      Connection: Upgrade
      Upgrade: websocket
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final long betweenNanos;
  private final Thread asking;
  private volatile boolean closing;

  /** Lets it loose. */
  public Reconnects(ClientEnv client, int perSecond) {
    port = client.baseUrl().getPort();
    betweenNanos = 1_000_000_000L / perSecond;
    asking = Thread.ofPlatform().daemon().name("reconnects").start(this::ask);
  }

  private void ask() {
    long next = System.nanoTime();
    while (!closing) {
      once();
      next += betweenNanos;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void once() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(HANDSHAKE);
      InputStream in = socket.getInputStream();
      int _ = in.read(new byte[1_024]);
    } catch (IOException refused) {
      // It comes again.
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      asking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
