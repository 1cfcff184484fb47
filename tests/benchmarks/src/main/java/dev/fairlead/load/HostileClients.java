// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that mean no good, from when they are made until they are closed: one that listens to the
 * stream and reads nothing, and many that send a request a byte a second. Those that are cut come
 * again at once. On one thread, which sleeps most of the time.
 */
public final class HostileClients implements AutoCloseable {
  private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
  private static final int STEPS = 20;
  private static final int SMALL_BUFFER = 4_096;
  private static final byte[] HALF_A_REQUEST =
      "GET /v2/clock HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final List<SocketChannel> slow = new ArrayList<>();
  private final SocketChannel deaf;
  private final Thread dripping;
  private volatile boolean closing;

  /** Lets {@code sockets} slow ones and a deaf listener loose on the gateway. */
  public HostileClients(ClientEnv client, int sockets) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), client.baseUrl().getPort());
    deaf = listener(client);
    for (int i = 0; i < sockets; i++) {
      slow.add(half());
    }
    dripping = Thread.ofPlatform().daemon().name("hostile").start(this::drip);
  }

  private SocketChannel half() throws IOException {
    SocketChannel socket = SocketChannel.open(server);
    socket.configureBlocking(false);
    socket.write(ByteBuffer.wrap(HALF_A_REQUEST));
    return socket;
  }

  /** Asks for every event, and reads none of them; its window is small, so it is full soon. */
  private SocketChannel listener(ClientEnv client) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    socket.connect(server);
    String handshake =
        """
        GET /stream HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        APCA-API-KEY-ID: %s
        APCA-API-SECRET-KEY: %s

        """
            .formatted(client.keyId(), client.secret())
            .replace("\n", "\r\n");
    socket.write(ByteBuffer.wrap(handshake.getBytes(StandardCharsets.US_ASCII)));
    byte[] listen =
        "{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}"
            .getBytes(StandardCharsets.US_ASCII);
    // A text frame, masked with zeros.
    ByteBuffer frame = ByteBuffer.allocate(listen.length + 6);
    frame.put((byte) 0x81).put((byte) (0x80 | listen.length)).putInt(0).put(listen).flip();
    socket.write(frame);
    return socket;
  }

  /** A twentieth of them at a time, so that their bytes do not come in one burst. */
  private void drip() {
    int step = 0;
    while (!closing) {
      for (int i = step; i < slow.size(); i += STEPS) {
        one(i);
      }
      step = (step + 1) % STEPS;
      LockSupport.parkNanos(BETWEEN_BYTES.toNanos() / STEPS);
    }
  }

  private void one(int index) {
    SocketChannel socket = slow.get(index);
    try {
      socket.write(ByteBuffer.wrap(new byte[] {'x'}));
      if (socket.read(ByteBuffer.allocate(SMALL_BUFFER)) >= 0) {
        return;
      }
    } catch (IOException cut) {
      // As it should be; it comes again below.
    }
    try {
      socket.close();
      slow.set(index, half());
    } catch (IOException refused) {
      // Tried again at its next byte.
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    try {
      dripping.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deaf.close();
    for (SocketChannel socket : slow) {
      socket.close();
    }
  }
}
