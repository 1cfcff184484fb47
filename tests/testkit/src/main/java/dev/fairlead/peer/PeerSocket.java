// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The server's end of a WebSocket (RFC 6455), without extensions. Writing is thread-safe. */
final class PeerSocket implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int SMALL = 126;
  private static final int MOST = 1 << 20;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private volatile boolean silent;

  PeerSocket(Socket socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** The answer to a handshake. */
  static byte[] accept(PeerRequest request) {
    String key = request.header("sec-websocket-key").orElse("");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** From now on nothing is written, whatever is asked; or again. */
  void silent(boolean changed) {
    silent = changed;
  }

  /** The next message; empty when the client has gone. Answers pings. */
  Optional<String> read() throws IOException {
    StringBuilder message = new StringBuilder();
    while (true) {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      byte[] payload = payload();
      switch (first & 15) {
        case CLOSE -> {
          return Optional.empty();
        }
        case PING -> write(PONG, payload);
        case PONG -> {}
        default -> {
          message.append(new String(payload, StandardCharsets.UTF_8));
          if ((first & 128) != 0) {
            return Optional.of(message.toString());
          }
        }
      }
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 127;
    if (length == SMALL) {
      length = in.readUnsignedShort();
    } else if (length > SMALL) {
      length = in.readLong();
    }
    if (length > MOST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] mask = new byte[4];
    if ((second & 128) != 0) {
      in.readFully(mask);
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  void text(String message) throws IOException {
    write(TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] message) throws IOException {
    write(BINARY, message);
  }

  private synchronized void write(int kind, byte[] payload) throws IOException {
    if (!silent) {
      out.write(frame(kind, payload));
      out.flush();
    }
  }

  /** Bytes that are frames already. */
  synchronized void raw(byte[] frames) throws IOException {
    if (!silent) {
      out.write(frames);
      out.flush();
    }
  }

  static byte[] binaryFrame(byte[] payload) {
    return frame(BINARY, payload);
  }

  private static byte[] frame(int kind, byte[] payload) {
    int head = payload.length < SMALL ? 2 : payload.length < 65_536 ? 4 : 10;
    byte[] frame = new byte[head + payload.length];
    frame[0] = (byte) (128 | kind);
    if (head == 2) {
      frame[1] = (byte) payload.length;
    } else if (head == 4) {
      frame[1] = (byte) SMALL;
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    } else {
      frame[1] = (byte) (SMALL + 1);
      for (int i = 0; i < 4; i++) {
        frame[6 + i] = (byte) (payload.length >> (24 - 8 * i));
      }
    }
    System.arraycopy(payload, 0, frame, head, payload.length);
    return frame;
  }

  @Override
  public void close() {
    PeerServer.drop(socket);
  }
}
