// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.remote.Loss.Pace;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JettySocketTest {
  private final List<Loss> losses = new ArrayList<>();

  private final JettySocket socket =
      new JettySocket(
          SocketLimits.DEFAULT,
          new ScheduledExecutorScheduler(),
          new Socket.Ear() {
            @Override
            public void opened() {
              throw new AssertionError("nothing is opened here");
            }

            @Override
            public void heard(byte[] message) {
              throw new AssertionError("nothing is said here");
            }

            @Override
            public void ponged() {
              throw new AssertionError("nothing is asked here");
            }

            @Override
            public void lost(Loss loss) {
              losses.add(loss);
            }
          });

  @Test
  @DisplayName("F-N11 a refused handshake is told by its status, whoever tells of it first")
  void aRefusedHandshakeIsToldByItsStatus() {
    URI peer = URI.create("ws://127.0.0.1/stream");

    socket.onWebSocketError(new UpgradeException(peer, 429, "Failed to upgrade"));

    assertThat(losses).containsExactly(Loss.ofStatus(429));
    assertThat(losses.getFirst().pace()).isEqualTo(Pace.CROWDED);
  }
}
