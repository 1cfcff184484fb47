// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kept connections that each send the next request when the last is answered, all on one thread, so
 * that the generator takes as little of the machine as it can. Bounded in time; an answer other
 * than 200 ends it, because a server that refuses is quick.
 */
public final class HttpLoad implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** What one run found; {@code ownShare} is the part of a core that the generator took. */
  public record Done(double perSecond, Latencies latencies, double ownShare) {}

  private final Selector selector;
  private final List<Line> lines = new ArrayList<>();
  private long[] nanos = new long[1 << 16];
  private int count;

  private static final class Line {
    private final SocketChannel channel;
    private final HttpAnswer answer = new HttpAnswer(HttpAnswer.USUAL_BYTES);
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long sentAt;

    Line(SocketChannel channel) {
      this.channel = channel;
    }
  }

  public HttpLoad(int port, int connections) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Line line = new Line(channel);
      channel.register(selector, SelectionKey.OP_READ, line);
      lines.add(line);
    }
  }

  /** Sends {@code request} again and again on every connection for {@code time}. */
  public Done run(byte[] request, Duration time) throws IOException {
    count = 0;
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long ownStart = ownNanos();
    for (Line line : lines) {
      line.request = ByteBuffer.wrap(request);
      send(line);
    }
    int busy = lines.size();
    while (busy > 0) {
      if (selector.select(ANSWER_LIMIT.toMillis()) == 0) {
        throw new IOException("no answer on " + busy + " connections in " + ANSWER_LIMIT);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Line line = (Line) key.attachment();
        if (isAnswered(line)) {
          if (System.nanoTime() < end) {
            send(line);
          } else {
            busy--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double own = (ownNanos() - ownStart) / 1e9 / seconds;
    return new Done(count / seconds, Latencies.of(Arrays.copyOf(nanos, count)), own);
  }

  private static long ownNanos() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** A request of some hundred bytes fits the socket's buffer, which is empty by now. */
  private static void send(Line line) throws IOException {
    line.request.rewind();
    line.answer.clear();
    line.sentAt = System.nanoTime();
    while (line.request.hasRemaining()) {
      line.channel.write(line.request);
    }
  }

  private boolean isAnswered(Line line) throws IOException {
    if (line.channel.read(line.answer.buffer()) < 0) {
      throw new EOFException("the server closed a connection under load");
    }
    if (!line.answer.isWhole()) {
      return false;
    }
    line.answer.requireOk();
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = System.nanoTime() - line.sentAt;
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Line line : lines) {
      line.channel.close();
    }
    selector.close();
  }
}
