// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.stream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that connects again and again, as alpaca-py does with a wrong key (facts 7.1, 10.10).
 */
final class ReconnectTest {
  /** What alpaca-py does in a minute. */
  private static final int RECONNECTS = 10_000;

  private static final int BURST = 20;
  private static final int PER_MINUTE = 60;

  @TempDir private Path data;

  private TestServer start(StreamConfig stream) {
    return TestServer.start(
        data,
        new MemoryJournal(),
        config -> config.limiting(config.rates().streams(BURST, PER_MINUTE)).streaming(stream));
  }

  @Test
  @DisplayName("S-35 ten thousand reconnects make no more streams than the ration, and harm nobody")
  void tenThousandReconnectsAreRefusedAtTheDoor() {
    try (TestServer gateway = start(StreamConfig.DEFAULT);
        StreamClient honest = gateway.listen()) {
      long begun = System.nanoTime();
      long before = gateway.server.streamsOpened();
      int let = 0;
      for (int i = 0; i < RECONNECTS; i++) {
        try (RawWebSocket broken = RawWebSocket.connect(gateway.server)) {
          if (broken.status() == 101) {
            let++;
          } else {
            assertThat(broken.status()).isEqualTo(429);
            if (i % 1_000 == 999) {
              assertThat(broken.head)
                  .contains("connection: close")
                  .containsPattern("x-request-id: [0-9a-f]{32}")
                  .contains("content-type: application/json;charset=utf-8")
                  .contains("retry-after: 1")
                  .contains("date: ");
              assertThat(broken.body()).startsWith("{\"code\":42910000,");
            }
          }
        }
      }
      long minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes() + 1;
      assertThat(let).isLessThanOrEqualTo(BURST + (int) minutes * PER_MINUTE);
      // Whatever was refused was never a stream: no session, no thread, no queue.
      assertThat(gateway.server.streamsOpened() - before).isEqualTo(let);
      TestServer.await(() -> gateway.server.streams() == 1);
      // Those that were connected hear on, and a handshake that names a good key comes in.
      String id =
          gateway
              .place(
                  "{'symbol':'AAPL','qty':'1','side':'buy','type':'market','time_in_force':'day'}")
              .get("id")
              .asString();
      assertThat(honest.nextUpdate().at("/order/id").asString()).isEqualTo(id);
      try (RawWebSocket named = RawWebSocket.named(gateway)) {
        assertThat(named.status()).isEqualTo(101);
      }
    }
  }

  @Test
  @DisplayName(
      "S-35 an address whose streams are used up is refused nothing else, nor is one with a key")
  void theRestOfTheAddressIsServedMeanwhile() {
    try (TestServer gateway =
        TestServer.start(
            data,
            new MemoryJournal(),
            config -> config.limiting(config.rates().streams(BURST, 1)))) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < BURST + 20; i++) {
        try (RawWebSocket broken = RawWebSocket.connect(gateway.server)) {
          statuses.add(broken.status());
        }
      }
      assertThat(statuses.getLast()).isEqualTo(429);
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
      try (RawWebSocket named = RawWebSocket.named(gateway)) {
        assertThat(named.status()).isEqualTo(101);
      }
      try (RawWebSocket market = RawWebSocket.namedAt(gateway, "/v2/iex")) {
        assertThat(market.status()).isEqualTo(101);
      }
      try (RawHttp nameless = RawHttp.connect(gateway.server).sayUpgrade("/v2/iex")) {
        assertThat(nameless.response().status()).isEqualTo(429);
      }
      // A request that comes in pieces is not judged by its first bytes, and refused all the same.
      try (RawHttp slow = RawHttp.connect(gateway.server)) {
        slow.write("GET /str").write("eam HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n");
        slow.say(
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");
        assertThat(slow.response().status()).isEqualTo(429);
      }
      // Nor is one with another Host: it hears of that first.
      try (RawHttp evil = RawHttp.connect(gateway.server)) {
        evil.say(
            "GET /stream HTTP/1.1",
            "Host: evil.test",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "");
        assertThat(evil.response().status()).isEqualTo(421);
      }
    }
  }

  @Test
  @DisplayName("S-35 a good key that connects again and again is refused by its own ration")
  void aGoodKeyHasItsOwnRation() {
    try (TestServer gateway = start(StreamConfig.DEFAULT)) {
      var other = gateway.keys.create();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 3 * BURST; i++) {
        try (RawWebSocket again = RawWebSocket.named(gateway)) {
          statuses.add(again.status());
        }
      }
      assertThat(statuses.subList(0, BURST)).containsOnly(101);
      assertThat(statuses.getLast()).isEqualTo(429);
      try (RawWebSocket others =
          RawWebSocket.connect(
              gateway.server,
              "APCA-API-KEY-ID: " + other.key().id(),
              "APCA-API-SECRET-KEY: " + other.secret())) {
        assertThat(others.status()).isEqualTo(101);
      }
      assertThat(gateway.get("/v2/events/trades").status()).isEqualTo(429);
    }
  }

  @Test
  @DisplayName("S-10 a handshake with a wrong key is refused before it is a stream")
  void aWrongKeyIsRefusedAtTheDoor() {
    try (TestServer gateway = start(StreamConfig.DEFAULT);
        RawWebSocket wrong =
            RawWebSocket.connect(
                gateway.server,
                "APCA-API-KEY-ID: " + gateway.key.key().id(),
                "APCA-API-SECRET-KEY: wrong")) {
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.body()).startsWith("{\"code\":40110000,");
      assertThat(gateway.server.streamsOpened()).isZero();
    }
  }

  @Test
  @DisplayName("S-36 one key has no more streams than it may, whichever way it says who it is")
  void aKeyHasNoMoreStreamsThanItMay() {
    try (TestServer gateway = start(StreamConfig.DEFAULT.limited(10, 2, 100));
        RawWebSocket first = RawWebSocket.named(gateway);
        StreamClient second = gateway.listen();
        RawWebSocket third = RawWebSocket.named(gateway);
        StreamClient fourth = gateway.stream()) {
      assertThat(first.status()).isEqualTo(101);
      assertThat(third.status()).isEqualTo(429);
      fourth.send(
          "{'action':'auth','key':'%s','secret':'%s'}"
              .formatted(gateway.key.key().id(), gateway.key.secret()));
      assertThat(fourth.next().at("/data/message").asString()).contains("as many streams");
      assertThat(fourth.closeCode()).isEqualTo(1008);
      assertThat(second.hasFrames()).isFalse();
    }
  }

  @Test
  @DisplayName("S-36 a peer that answers no ping is cut, one that does is not")
  void aSilentPeerIsCut() {
    StreamConfig hasty =
        StreamConfig.DEFAULT.pinging(Duration.ofMillis(300), Duration.ofMillis(1_500));
    try (TestServer gateway = start(hasty);
        StreamClient lively = gateway.listen();
        RawWebSocket silent = RawWebSocket.named(gateway)) {
      TestServer.await(() -> gateway.server.streams() == 2);
      assertThat(silent.read().opcode()).isEqualTo(RawWebSocket.PING);
      assertThat(silent.ends()).isTrue();
      TestServer.await(() -> gateway.server.streams() == 1);
      assertThat(lively.hasFrames()).isFalse();
    }
  }

  @Test
  @DisplayName(
      "S-36 an event stream whose client reads nothing is cut, and its place is free again")
  void aDeafEventStreamIsCut() throws Exception {
    StreamConfig hasty =
        StreamConfig.DEFAULT
            .limited(10, 1, 100)
            .pinging(Duration.ofMillis(300), Duration.ofMillis(1_500));
    try (TestServer gateway = start(hasty)) {
      for (int i = 0; i < 2_000; i++) {
        gateway.place(
            "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
                + "'limit_price':'1'}");
      }
      try (java.net.Socket deaf = new java.net.Socket()) {
        deaf.setReceiveBufferSize(4_096);
        deaf.connect(
            new java.net.InetSocketAddress(
                java.net.InetAddress.getLoopbackAddress(), gateway.server.port()));
        RawHttp.over(deaf)
            .say(
                "GET /v2/events/trades?since=2020-01-01 HTTP/1.1",
                "Host: localhost",
                "APCA-API-KEY-ID: " + gateway.key.key().id(),
                "APCA-API-SECRET-KEY: " + gateway.key.secret(),
                "");
        TestServer.await(() -> gateway.get("/v2/events/trades?until=1").status() == 422);
        TestServer.await(() -> {
          try (EventClient next = EventClient.open(gateway, "")) {
            return next.response.statusCode() == 200;
          }
        });
      }
    }
  }
}
