// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A WebSocket on which a test sends the frames that it wants, and sees those that come. */
final class RawWebSocket implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int PATIENCE_MILLIS = 15_000;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;

  private final Socket socket;
  private final DataInputStream in;

  /** The head of the answer to the handshake. */
  final String head;

  /** A frame as it came. */
  static final class Frame {
    private final int opcode;
    private final byte[] payload;

    private Frame(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    int opcode() {
      return opcode;
    }

    byte[] payload() {
      return payload.clone();
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return ByteBuffer.wrap(payload).getShort() & 0xffff;
    }
  }

  private RawWebSocket(int port, String path, List<String> headers) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "GET " + path + " HTTP/1.1",
                  "Host: localhost",
                  "Connection: Upgrade",
                  "Upgrade: websocket",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
      lines.addAll(headers);
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in = new DataInputStream(socket.getInputStream());
      head = readHead();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for {@code /stream}, with further headers. */
  static RawWebSocket connect(FairleadServer server, String... headers) {
    return new RawWebSocket(server.port(), "/stream", List.of(headers));
  }

  /** With the key in the handshake. */
  static RawWebSocket named(TestServer gateway, String... headers) {
    return namedAt(gateway, "/stream", headers);
  }

  /** Any stream, with further headers. */
  static RawWebSocket at(TestServer gateway, String path, String... headers) {
    return new RawWebSocket(gateway.server.port(), path, List.of(headers));
  }

  /** The same for another stream. */
  static RawWebSocket namedAt(TestServer gateway, String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("APCA-API-KEY-ID: " + gateway.key.key().id());
    all.add("APCA-API-SECRET-KEY: " + gateway.key.secret());
    return new RawWebSocket(gateway.server.port(), path, all);
  }

  private String readHead() throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.append((char) next);
    }
    return read.toString().toLowerCase(Locale.ROOT);
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /** The body of an answer that is no upgrade. */
  String body() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawWebSocket text(String text) {
    return frame(true, TEXT, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  RawWebSocket binary(byte[] payload) {
    return frame(true, BINARY, payload);
  }

  RawWebSocket frame(boolean last, int opcode, byte[] payload) {
    return raw(encoded((last ? FINAL : 0) | opcode, payload));
  }

  /** A frame under any first byte, masked as a client's must be. */
  static byte[] encoded(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    byte[] mask = {0x11, 0x22, 0x33, 0x44};
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  RawWebSocket raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, pings and all. */
  Frame read() {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      long size = length;
      if (length == 126) {
        size = in.readUnsignedShort();
      } else if (length == 127) {
        size = in.readLong();
      }
      byte[] payload = new byte[Math.toIntExact(size)];
      in.readFully(payload);
      return new Frame(opcode, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that it has no more to say, and gives all that comes until the server has closed. */
  String rest() {
    try {
      socket.getOutputStream().write(encoded(FINAL | CLOSE, new byte[] {0x03, (byte) 0xe8}));
      socket.shutdownOutput();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("neither answered nor ended", silent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the connection ends, whatever comes before that. */
  boolean ends() {
    try {
      while (true) {
        if (in.read() < 0) {
          return true;
        }
      }
    } catch (EOFException end) {
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
