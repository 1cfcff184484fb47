// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlowlorisTest {
  private static final int SOCKETS = 1_000;
  private static final Duration HEADER_LIMIT = Duration.ofSeconds(10);

  @TempDir private Path data;

  @Test
  @DisplayName(
      "S-32 a thousand sockets at a byte a second are all cut, and others are served meanwhile")
  void aThousandSlowSendersAreCut() throws IOException {
    List<SocketChannel> slow = new ArrayList<>();
    try (TestServer gateway = TestServer.start(data)) {
      ByteBuffer half =
          ByteBuffer.wrap(
              "GET /v2/clock HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
                  .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < SOCKETS; i++) {
        SocketChannel socket =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.server.port()));
        socket.configureBlocking(false);
        socket.write(half.duplicate());
        slow.add(socket);
      }
      long begun = System.nanoTime();
      long slowest = 0;
      int served = 0;
      while (!slow.isEmpty() && System.nanoTime() - begun < HEADER_LIMIT.plusSeconds(5).toNanos()) {
        slow.removeIf(SlowlorisTest::isCut);
        long asked = System.nanoTime();
        assertThat(gateway.get("/v2/account").status()).isEqualTo(200);
        slowest = Math.max(slowest, System.nanoTime() - asked);
        served++;
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
      }
      assertThat(slow).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofSeconds(5), HEADER_LIMIT.plusSeconds(2));
      assertThat(served).isGreaterThan(10);
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
    } finally {
      for (SocketChannel socket : slow) {
        socket.close();
      }
    }
  }

  /** Sends one more byte; whether the server has closed. */
  private static boolean isCut(SocketChannel socket) {
    try {
      socket.write(ByteBuffer.wrap(new byte[] {'x'}));
      if (socket.read(ByteBuffer.allocate(4_096)) >= 0) {
        return false;
      }
      socket.close();
      return true;
    } catch (IOException reset) {
      return true;
    }
  }
}
