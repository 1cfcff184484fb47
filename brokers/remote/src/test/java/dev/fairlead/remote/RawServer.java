// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of bytes: it takes connections one after another, each for as many bytes of a request as
 * it is told, and answers with as many bytes of an answer.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** What is done on one connection. */
  interface Behaviour {
    void on(Connection connection) throws IOException;
  }

  /** One connection, from the server's side. */
  final class Connection {
    private final Socket socket;
    private final InputStream in;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
    }

    /** Reads no more than so many bytes of a request. */
    void readBytes(int most) throws IOException {
      for (int i = 0; i < most; i++) {
        if (in.read() < 0) {
          return;
        }
      }
    }

    /** Reads a whole request, and notes it; false where none comes. */
    boolean readRequest() throws IOException {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        request.write(next);
      }
      String head = request.toString(StandardCharsets.US_ASCII);
      String length = head.replaceAll("(?si).*content-length: *([0-9]+).*", "$1");
      int body = length.equals(head) ? 0 : Integer.parseInt(length);
      request.write(in.readNBytes(body));
      requests.add(request.toString(StandardCharsets.UTF_8));
      return true;
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }

    /** Ends it at once, with a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void close() throws IOException {
      socket.close();
    }

    /** Waits until the client goes away. */
    void hang() throws IOException {
      while (in.read() >= 0) {
        // It says more, and gets no answer.
      }
    }
  }

  RawServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.on(new Connection(socket));
    } catch (IOException gone) {
      // The client went away, as a test may want it to.
    }
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
  }

  /** The requests that came whole. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
