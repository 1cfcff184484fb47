// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many clients of a market data stream on one thread, that take as little of the machine as they
 * can: bytes are not parsed, only looked through for the ids of trades, which are the microseconds
 * at which those were to happen (see {@link Metronome}).
 */
public final class TickerCrowd implements AutoCloseable {
  private static final byte[] ID = "\"i\":".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_MICROS = 2_000_000;
  private static final long SELECT_MILLIS = 100;
  private static final Duration SETTLE = Duration.ofMillis(500);

  /**
   * What was heard.
   *
   * @param perClient how many trades a second, on average
   * @param ownShare the part of a core that listening took
   */
  public record Heard(double perClient, Latencies latencies, double ownShare) {}

  private final Selector selector;
  private final List<Ear> ears = new ArrayList<>();
  private final int[] byMicros = new int[MAX_MICROS];
  private volatile boolean counting;
  private volatile boolean closed;
  private volatile long ownNanos;
  private final Thread thread;
  private long startedNanos;
  private long ownStarted;

  private static final class Ear {
    private final SocketChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);

    Ear(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** Connects {@code clients}, all of whom subscribe to the trades of {@code symbols}. */
  public TickerCrowd(ClientEnv client, int clients, List<String> symbols) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < clients; i++) {
      SocketChannel channel =
          SocketChannel.open(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), client.baseUrl().getPort()));
      Ear ear = new Ear(channel);
      ears.add(ear);
      channel.write(ByteBuffer.wrap(handshake(client)));
      await(ear, "authenticated");
      channel.write(ByteBuffer.wrap(subscription(symbols)));
      await(ear, "subscription");
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, ear);
    }
    thread = Thread.ofPlatform().daemon().name("ticker-crowd").start(this::listen);
  }

  private static byte[] handshake(ClientEnv client) {
    return """
    GET /v2/iex HTTP/1.1
    Host: 127.0.0.1:%d
    Connection: Upgrade
    Upgrade: websocket
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
    APCA-API-KEY-ID: %s
    APCA-API-SECRET-KEY: %s

    """
        .formatted(client.baseUrl().getPort(), client.keyId(), client.secret())
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A text frame of 126 to 65,535 bytes, masked with zeros. */
  private static byte[] subscription(List<String> symbols) {
    String text =
        "{\"action\":\"subscribe\",\"trades\":[\"%s\"]}%s"
            .formatted(String.join("\",\"", symbols), " ".repeat(126));
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] head = {
      (byte) 0x81, (byte) 0xfe, (byte) (payload.length >> 8), (byte) payload.length, 0, 0, 0, 0
    };
    return ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array();
  }

  private static void await(Ear ear, String word) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(word) < 0) {
      ear.bytes.clear();
      if (ear.channel.read(ear.bytes) < 0) {
        throw new EOFException("refused: " + heard);
      }
      heard.append(new String(ear.bytes.array(), 0, ear.bytes.position(), StandardCharsets.UTF_8));
    }
    ear.bytes.clear();
  }

  private void listen() {
    try {
      while (!closed) {
        selector.select(key -> hear((Ear) key.attachment()), SELECT_MILLIS);
        ownNanos =
            java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      }
    } catch (IOException | RuntimeException broken) {
      if (!closed) {
        throw new IllegalStateException("the crowd lost a connection", broken);
      }
    }
  }

  private void hear(Ear ear) {
    try {
      if (ear.channel.read(ear.bytes) < 0) {
        throw new EOFException("a listener was cut");
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    long now = System.nanoTime() / 1_000;
    byte[] all = ear.bytes.array();
    int end = ear.bytes.position();
    int kept = 0;
    for (int i = 0; i + ID.length < end; i++) {
      if (all[i] == ID[0] && all[i + 1] == ID[1] && all[i + 2] == ID[2] && all[i + 3] == ID[3]) {
        int at = i + ID.length;
        long micros = 0;
        while (at < end && all[at] >= '0' && all[at] <= '9') {
          micros = 10 * micros + all[at++] - '0';
        }
        if (at == end) {
          break;
        }
        count(now - micros);
        i = at;
        kept = at;
      }
    }
    // What may be the beginning of an id stays for the next time.
    ear.bytes.flip().position(Math.max(kept, end - 64)).limit(end);
    ear.bytes.compact();
  }

  private void count(long micros) {
    if (counting) {
      byMicros[Math.clamp(micros, 0, MAX_MICROS - 1)]++;
    }
  }

  /** Counts from when everybody has heard what had gathered while the others were connecting. */
  public void start() {
    LockSupport.parkNanos(SETTLE.toNanos());
    java.util.Arrays.fill(byMicros, 0);
    startedNanos = System.nanoTime();
    ownStarted = ownNanos;
    counting = true;
  }

  /** What was heard since the start. */
  public Heard stop() {
    counting = false;
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    if (!thread.isAlive()) {
      throw new IllegalStateException("the crowd was cut: a gateway that drops clients is quick");
    }
    long count = 0;
    for (int micros : byMicros) {
      count += micros;
    }
    return new Heard(
        count / seconds / ears.size(),
        Latencies.ofCounts(byMicros),
        (ownNanos - ownStarted) / 1e9 / seconds);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    for (Ear ear : ears) {
      ear.channel.close();
    }
    selector.close();
  }
}
