// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** One WebSocket at its {@link FarSide}. Answers pings unless it is told not to. Thread-safe. */
public final class FarSocket {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int MOST_WAITING = 100_000;

  private final Socket socket;
  private final DataInputStream in;
  private final String path;
  private final Map<String, String> headers;
  private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger pongs = new AtomicInteger();
  private volatile boolean mute;
  private volatile int closeCode;
  private volatile boolean ended;

  FarSocket(Socket socket, InputStream in, String path, Map<String, String> headers) {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.path = path;
    this.headers = Map.copyOf(headers);
  }

  public String path() {
    return path;
  }

  /** Of the handshake, with names in small letters. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Answers no ping from now on. */
  public void fallSilent() {
    mute = true;
  }

  /** How many pings came. */
  public int pings() {
    return pings.get();
  }

  /** How many pongs came. */
  public int pongs() {
    return pongs.get();
  }

  /** With which code the near side said goodbye; 0 before. */
  public int closeCode() {
    return closeCode;
  }

  /** Whether nothing more can come. */
  public boolean hasEnded() {
    return ended;
  }

  /** Waits for the next message, text or binary. */
  public byte[] bytes() {
    return Await.value("a message", () -> Optional.ofNullable(heard.poll()));
  }

  /** Waits for the next message, as text. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Whether a message waits that was not asked for. */
  public boolean hasMore() {
    return !heard.isEmpty();
  }

  /** Sends one text message. */
  public void send(String text) {
    frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one binary message. */
  public void send(byte[] bytes) {
    frame(FINAL | BINARY, bytes);
  }

  /** Sends one message as two frames. */
  public void sendInTwo(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int half = all.length / 2;
    frame(TEXT, Arrays.copyOf(all, half));
    frame(FINAL, Arrays.copyOfRange(all, half, all.length));
  }

  public void ping() {
    frame(FINAL | PING, new byte[] {7});
  }

  /** Sends the first bytes of a text message's frame and no more. */
  public void sendPart(String text, int bytes) {
    byte[] whole = framed(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    write(Arrays.copyOf(whole, Math.min(bytes, whole.length)));
  }

  /** How many bytes the frame of that text message has. */
  public static int frameLength(String text) {
    return framed(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8)).length;
  }

  /** Says goodbye with that code. */
  public void close(int code) {
    frame(FINAL | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /** Ends the connection without a word. */
  public void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void frame(int head, byte[] payload) {
    write(framed(head, payload));
  }

  private static byte[] framed(int head, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    frame.put((byte) head);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private synchronized void write(byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException gone) {
      ended = true;
    }
  }

  /** Reads until the connection ends. */
  void read() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try {
      while (true) {
        int head = in.readUnsignedByte();
        byte[] payload = payload();
        switch (head & 0x0f) {
          case PING -> {
            pings.incrementAndGet();
            if (!mute) {
              frame(FINAL | PONG, payload);
            }
          }
          case PONG -> pongs.incrementAndGet();
          case CLOSE -> {
            closeCode = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
            frame(FINAL | CLOSE, payload);
          }
          default -> {
            message.writeBytes(payload);
            if ((head & FINAL) != 0) {
              heard.add(message.toByteArray());
              message.reset();
            }
          }
        }
      }
    } catch (IOException gone) {
      ended = true;
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = new byte[4];
    if ((second & 0x80) != 0) {
      in.readFully(mask);
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }
}
