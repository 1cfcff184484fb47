// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The far side of WebSockets, on a free port of this machine: a server of bytes that does exactly
 * what a test says, wrong things above all. Not a WebSocket server: it checks nothing.
 */
public final class FarSide implements AutoCloseable {
  private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MOST_WAITING = 1_000;

  private final ServerSocket server;
  private final BlockingQueue<FarSocket> accepted = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger handshakes = new AtomicInteger();
  private volatile int refusal;

  private FarSide(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().name("far-side").start(this::accept);
  }

  public static FarSide open() {
    try {
      return new FarSide(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, as {@code ws://…} with that path. */
  public URI address(String path) {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** Answers every handshake from now on with that status, or with a WebSocket for 101. */
  public void refuseWith(int status) {
    refusal = status == 101 ? 0 : status;
  }

  /** How many handshakes were begun. */
  public int handshakes() {
    return handshakes.get();
  }

  /** Waits for the next WebSocket that was opened. */
  public FarSocket next() {
    return Await.value("a WebSocket", () -> Optional.ofNullable(accepted.poll()));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("far-socket").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String first = line(in);
      if (first.isEmpty()) {
        socket.close();
        return;
      }
      Map<String, String> headers = headers(in);
      handshakes.incrementAndGet();
      if (refusal != 0) {
        write(socket, "HTTP/1.1 " + refusal + " No\r\nContent-Length: 0\r\n\r\n");
        socket.close();
        return;
      }
      String accept = accept(headers.getOrDefault("sec-websocket-key", ""));
      write(
          socket,
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept
              + "\r\n\r\n");
      FarSocket far = new FarSocket(socket, in, first.split(" ", -1)[1], headers);
      accepted.add(far);
      far.read();
    } catch (IOException gone) {
      // The test has closed it, or the near side has.
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    String next = line(in);
    while (!next.isEmpty()) {
      int colon = next.indexOf(':');
      headers.put(
          next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 1).strip());
      next = line(in);
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int next = in.read();
    while (next != -1 && next != '\n') {
      if (next != '\r') {
        text.append((char) next);
      }
      next = in.read();
    }
    return text.toString();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] hash = sha1.digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
