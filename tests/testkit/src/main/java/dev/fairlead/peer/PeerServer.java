// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on a port of this machine, byte by byte where it is to be cut. One virtual thread a
 * connection. It can be gone from its port, and come back to it.
 */
final class PeerServer implements AutoCloseable {
  private static final int MOST_HEAD = 64 * 1024;

  private final Handler handler;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** Those of them that ask, and are no streams. */
  private final Set<Socket> asking = ConcurrentHashMap.newKeySet();

  private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
  private final int port;
  private @Nullable ServerSocket listening;

  /** What is done with requests. */
  interface Handler {
    Answer answer(PeerRequest request);

    /** What an upgrade is refused with; null where it is not. */
    @Nullable PeerReply refused(PeerRequest request);

    /** Lives as long as the socket does. */
    void upgraded(PeerRequest request, PeerSocket socket) throws IOException;
  }

  /** A reply and how much of it is given. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Answer(byte[] wire, Ending ending) {
    /** What becomes of the connection. */
    enum Ending {
      WHOLE,
      HALF,
      NOTHING
    }
  }

  PeerServer(Handler handler) {
    this.handler = handler;
    this.port = listen(0);
  }

  int port() {
    return port;
  }

  private synchronized int listen(int wanted) {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      listening = opened;
      Thread.ofVirtual().name("peer-accept").start(() -> accept(opened));
      return opened.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket opened) {
    try {
      while (true) {
        Socket socket = opened.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        asking.add(socket);
        Thread.ofVirtual().name("peer-connection").start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The port is given up.
    }
  }

  /** Nobody listens any more, and all connections end. */
  synchronized void leave() {
    @Nullable ServerSocket opened = listening;
    listening = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    connections.forEach(PeerServer::drop);
  }

  /** Listens again, if it does not. */
  synchronized void comeBack() {
    if (listening == null) {
      listen(port);
    }
  }

  /**
   * Whether bytes of a request have come that no thread has read yet: for who measures when they
   * came, and not how long a thread takes to wake up. Any thread; does not wait.
   */
  boolean hasUnread() {
    for (Socket socket : asking) {
      try {
        if (socket.getInputStream().available() > 0) {
          return true;
        }
      } catch (IOException gone) {
        // It has ended.
      }
    }
    return false;
  }

  /** The next request like that is cut. */
  void arm(Cut wanted) {
    cut.set(wanted);
  }

  /** Whether the cut that was armed last has not been met. */
  boolean isArmed() {
    return cut.get() != null;
  }

  /** Ends a connection by a reset. */
  static void drop(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It has ended already.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      while (true) {
        @Nullable PeerRequest request = read(in, socket);
        if (request == null || !answer(request, in, out, socket)) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client has gone, or was cut.
    } finally {
      connections.remove(socket);
      asking.remove(socket);
    }
  }

  /** False when the connection has ended. */
  private boolean answer(PeerRequest request, InputStream in, OutputStream out, Socket socket)
      throws IOException {
    if (request.isUpgrade()) {
      @Nullable PeerReply refused = handler.refused(request);
      if (refused != null) {
        out.write(refused.wire(List.of("Connection: close")));
        out.flush();
        return false;
      }
      asking.remove(socket);
      out.write(PeerSocket.accept(request));
      out.flush();
      handler.upgraded(request, new PeerSocket(socket, in, out));
      return false;
    }
    Answer answer = handler.answer(request);
    byte[] wire = answer.wire();
    @Nullable Cut armed = cut.get();
    String begin = request.method() + " " + request.path() + " ";
    if (armed != null && armed.where() == Cut.Where.REPLY && begin.startsWith(armed.begins())) {
      return cutReply(armed, wire, out, socket);
    }
    return switch (answer.ending()) {
      case WHOLE -> {
        out.write(wire);
        out.flush();
        yield true;
      }
      case HALF -> {
        out.write(wire, 0, wire.length / 2);
        out.flush();
        yield false;
      }
      case NOTHING -> {
        drop(socket);
        yield false;
      }
    };
  }

  private boolean cutReply(Cut armed, byte[] wire, OutputStream out, Socket socket)
      throws IOException {
    if (armed.at() > wire.length) {
      out.write(wire);
      out.flush();
      return true;
    }
    cut.set(null);
    out.write(wire, 0, armed.at());
    out.flush();
    if (armed.resets()) {
      drop(socket);
    }
    return false;
  }

  /** The next request; null when the client has gone or was cut. */
  private @Nullable PeerRequest read(InputStream in, Socket socket) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    long begunNanos = 0;
    while (end < 4) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      begunNanos = begunNanos == 0 ? System.nanoTime() : begunNanos;
      head.write(next);
      end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : next == '\r' ? 1 : 0;
      if (isCut(head, head.size(), socket) || head.size() > MOST_HEAD) {
        return null;
      }
    }
    Map<String, String> headers = new HashMap<>();
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      body[i] = (byte) next;
      if (isCut(head, head.size() + i + 1, socket)) {
        return null;
      }
    }
    return request(lines.getFirst(), headers, new String(body, StandardCharsets.UTF_8), begunNanos);
  }

  private boolean isCut(ByteArrayOutputStream head, int length, Socket socket) {
    @Nullable Cut armed = cut.get();
    if (armed == null
        || armed.where() != Cut.Where.REQUEST
        || length < armed.at()
        || !armed.mayBe(head.toByteArray(), Math.min(head.size(), length))
        || !cut.compareAndSet(armed, null)) {
      return false;
    }
    if (armed.resets()) {
      drop(socket);
    }
    return true;
  }

  private static PeerRequest request(
      String line, Map<String, String> headers, String body, long begunNanos) {
    String[] words = line.split(" ", -1);
    int mark = words[1].indexOf('?');
    String path = mark < 0 ? words[1] : words[1].substring(0, mark);
    Map<String, String> query = new HashMap<>();
    if (mark >= 0) {
      for (String pair : words[1].substring(mark + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return new PeerRequest(words[0], path, query, headers, body, begunNanos);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    leave();
  }
}
