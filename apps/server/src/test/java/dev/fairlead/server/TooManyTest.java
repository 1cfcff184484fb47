// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.stream.StreamConfig;
import dev.fairlead.ticker.MarketStreamConfig;
import dev.fairlead.wire.ApiError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to be refused with 429, and that each says when to come again (S-35). */
final class TooManyTest {
  private static final Pattern WAIT = Pattern.compile("\r\nretry-after: (\\d+)\r\n");
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'1'}";

  /** Streams that stay open until the test ends. */
  private static final List<RawWebSocket> KEPT = new ArrayList<>();

  @TempDir private Path data;

  @AfterEach
  void closeStreams() {
    KEPT.forEach(RawWebSocket::close);
    KEPT.clear();
  }

  /**
   * One way.
   *
   * @param ask asks once, and gives the answer's head in small letters
   * @param most how often to ask at most until it is too often
   */
  record Way(
      String name,
      UnaryOperator<ServerConfig> limits,
      int most,
      Function<TestServer, String> ask,
      int leastWait,
      int mostWait) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static UnaryOperator<ServerConfig> requests(int requests, int cancels) {
    return config -> config.limiting(config.rates().requests(requests, cancels));
  }

  private static UnaryOperator<ServerConfig> newStreams(int burst, int perMinute) {
    return config -> config.limiting(config.rates().streams(burst, perMinute));
  }

  private static UnaryOperator<ServerConfig> streams(int all, int ofOneKey) {
    return config -> config.streaming(StreamConfig.DEFAULT.limited(all, ofOneKey, 100));
  }

  /** So many streams may be let in while the last one is not served yet. */
  private static final int SERVED_LATER = 3;

  private static ServerConfig oneMarketStream(ServerConfig config) {
    return config.ticking(
        new MarketStreamConfig(1, 1, 100, 100, Duration.ofSeconds(10), Duration.ofMillis(5)));
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("a key's requests", requests(2, 9), 3, keyed("GET", "/v2/clock"), 1, 60),
        new Way("a key's orders", requests(2, 9), 3, keyed("POST", "/v2/orders"), 1, 60),
        new Way("a key's cancels", requests(9, 2), 3, keyed("DELETE", "/v2/orders"), 1, 60),
        new Way("Fairlead's own API", requests(2, 9), 3, keyed("GET", "/fairlead/v1/links"), 1, 60),
        new Way("strangers' requests", requests(2, 9), 3, TooManyTest::nameless, 1, 60),
        new Way("wrong secrets", requests(99, 9), 11, TooManyTest::guess, 60, 60),
        new Way(
            "wrong secrets at a stream", requests(99, 9), 11, TooManyTest::guessAtStream, 60, 60),
        new Way("streams without a name", newStreams(2, 20), 9, upgrade("/stream"), 3, 3),
        new Way("market streams without a name", newStreams(2, 20), 9, upgrade("/v2/iex"), 3, 3),
        new Way("a key's new streams", newStreams(2, 20), 9, TooManyTest::named, 60, 60),
        new Way("a key's new event streams", newStreams(2, 20), 9, TooManyTest::ended, 3, 3),
        new Way("all streams", streams(2, 2), 3, new Kept(false)::open, 30, 30),
        new Way("a key's streams", streams(9, 2), 3, new Kept(true)::open, 30, 30),
        new Way("event streams", streams(2, 2), 3, new Kept(true)::then, 30, 30),
        new Way("a key's event streams", streams(9, 2), 3, new Kept(true)::then, 30, 30),
        new Way("market streams", TooManyTest::oneMarketStream, 2, new Kept(true)::market, 30, 30));
  }

  private static Function<TestServer, String> keyed(String method, String path) {
    return gateway -> {
      String body = method.equals("POST") ? ORDER.replace('\'', '"') : "";
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        return head(
            raw.say(
                    RawHttp.withKey(
                        gateway,
                        method + " " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Content-Length: " + body.length()))
                .write(body));
      }
    };
  }

  private static String nameless(TestServer gateway) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      return head(raw.say("GET /v2/clock HTTP/1.1", "Host: localhost", "Connection: close", ""));
    }
  }

  private static String guess(TestServer gateway) {
    IssuedKey wrong = new IssuedKey(gateway.key.key(), "guess");
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      return head(
          raw.say(
              "GET /v2/clock HTTP/1.1",
              "Host: localhost",
              "Connection: close",
              "APCA-API-KEY-ID: " + wrong.key().id(),
              "APCA-API-SECRET-KEY: " + wrong.secret(),
              ""));
    }
  }

  private static String guessAtStream(TestServer gateway) {
    try (RawWebSocket socket =
        RawWebSocket.connect(
            gateway.server,
            "APCA-API-KEY-ID: " + gateway.key.key().id(),
            "APCA-API-SECRET-KEY: guess")) {
      return socket.head;
    }
  }

  private static Function<TestServer, String> upgrade(String path) {
    return gateway -> {
      try (RawHttp raw = RawHttp.connect(gateway.server).sayUpgrade(path)) {
        return raw.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
      }
    };
  }

  private static String named(TestServer gateway) {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      return socket.head;
    }
  }

  /** A stream of the past, which ends by itself. */
  private static String ended(TestServer gateway) {
    return keyed("GET", "/v2/events/trades?since=2026-01-01&until=2026-01-02").apply(gateway);
  }

  /** Streams that stay open until they are too many. */
  private static final class Kept {
    private final boolean named;

    Kept(boolean named) {
      this.named = named;
    }

    String open(TestServer gateway) {
      RawWebSocket socket =
          named ? RawWebSocket.named(gateway) : RawWebSocket.connect(gateway.server);
      return kept(socket);
    }

    String market(TestServer gateway) {
      return kept(RawWebSocket.namedAt(gateway, "/v2/iex"));
    }

    /** Two streams, and then one of events. */
    String then(TestServer gateway) {
      return gateway.server.streams() < 2 ? open(gateway) : ended(gateway);
    }

    private static String kept(RawWebSocket socket) {
      if (socket.status() == 101) {
        KEPT.add(socket);
      } else {
        socket.close();
      }
      return socket.head;
    }
  }

  private static String head(RawHttp raw) {
    String all = raw.readUntil("").toLowerCase(Locale.ROOT);
    return all.substring(0, all.indexOf("\r\n\r\n") + 4);
  }

  @ParameterizedTest(name = "S-35 {0}")
  @MethodSource("ways")
  void whoAsksTooOftenIsToldWhenToComeAgain(Way way) {
    try (TestServer gateway = TestServer.start(data, new MemoryJournal(), way.limits())) {
      String head = "";
      // A stream counts once it is served, a moment after its handshake.
      int most = way.most() + SERVED_LATER;
      for (int i = 0; i < most && !head.startsWith("http/1.1 429 "); i++) {
        head = way.ask().apply(gateway);
      }
      assertThat(head).startsWith("http/1.1 429 ");
      Matcher wait = WAIT.matcher(head);
      assertThat(wait.find()).as(head).isTrue();
      assertThat(Integer.parseInt(wait.group(1))).isBetween(way.leastWait(), way.mostWait());
      assertThat(wait.find()).as("told once: " + head).isFalse();
    }
  }

  @Test
  @DisplayName("S-35 no 429 can be made that does not say when, and no other answer that does")
  void aRefusalThatDoesNotSayWhenCannotBeMade() {
    assertThatThrownBy(() -> ApiError.of(429, ApiError.OVERLOADED, "too many"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ApiError.tooMany("too many", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ApiError.of(503, ApiError.UNAVAILABLE, "not ready").retryAfterSeconds()).isZero();
    assertThat(ApiError.tooMany("too many", 7).retryAfterSeconds()).isEqualTo(7);
  }
}
