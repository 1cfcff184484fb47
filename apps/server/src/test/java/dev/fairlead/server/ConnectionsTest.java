// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection is before its first request, and how many there may be. */
final class ConnectionsTest {
  private static final int LIMIT = 3;
  private static final String[] LIVE = {"GET /health/live HTTP/1.1", "Host: localhost", ""};

  @TempDir private Path data;

  @Test
  @DisplayName("S-36 one connection more than there may be waits until another one ends")
  void oneMoreWaits() throws IOException {
    try (TestServer gateway =
        TestServer.start(data, new MemoryJournal(), config -> config.connecting(LIMIT))) {
      List<RawHttp> full = new ArrayList<>();
      for (int i = 0; i < LIMIT; i++) {
        full.add(RawHttp.connect(gateway.server));
        assertThat(full.getLast().say(LIVE).response().status()).isEqualTo(200);
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port());
          RawHttp waiting = RawHttp.over(socket)) {
        socket.setSoTimeout(500);
        waiting.say(LIVE);
        assertThatThrownBy(waiting::response).hasCauseInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(10_000);
        full.removeFirst().close();
        assertThat(waiting.response().status()).isEqualTo(200);
      } finally {
        full.forEach(RawHttp::close);
      }
    }
  }

  @Test
  void requestsThatComeInPiecesOrTogetherAreReadAlike() {
    try (TestServer gateway = TestServer.start(data)) {
      String request = String.join("\r\n", LIVE) + "\r\n";
      for (int cut = 1; cut < request.length(); cut++) {
        try (RawHttp raw = RawHttp.connect(gateway.server)) {
          raw.write(request.substring(0, cut)).write(request.substring(cut));
          assertThat(raw.response().status()).isEqualTo(200);
        }
      }
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        raw.write(request + request);
        assertThat(raw.response().status()).isEqualTo(200);
        assertThat(raw.response().status()).isEqualTo(200);
      }
      // More than is looked at before it goes in.
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        raw.say(LIVE[0], LIVE[1], "X-Long: " + "x".repeat(9_000), "");
        assertThat(raw.response().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
      })
  @DisplayName("S-38 HTTP/2 is not spoken, so none of its floods are")
  void http2IsRefused(String preface) {
    try (TestServer gateway = TestServer.start(data);
        RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.write(preface);
      assertThat(raw.readUntil("")).matches("(?s)(HTTP/1.1 (400|426|505) .*)?");
    }
  }

  @Test
  @DisplayName("S-38 an offer to change to HTTP/2 is passed over")
  void h2cIsPassedOver() {
    try (TestServer gateway = TestServer.start(data);
        RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          LIVE[0],
          LIVE[1],
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.head()).startsWith("HTTP/1.1 ");
    }
  }
}
