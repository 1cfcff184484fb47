// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.keys.ClientKey;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.wire.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines of the security list that no other test has: those on hosts, origins and unknown paths are
 * in {@link GuardTest}, on bodies in {@link BadInputTest}, on keys in {@code ClientKeysTest}, on
 * rates and streams in {@link RateLimitTest} and {@link ReconnectTest}.
 */
final class SecurityTest {
  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  @DisplayName("S-02 a fresh install has no key, so nobody can know one")
  void aFreshInstallHasNoKey(@TempDir Path fresh) throws Exception {
    ClientKeys none = ClientKeys.open(fresh, TestServer.CLOCK);
    assertThat(none.list()).isEmpty();
    ServerConfig config =
        ServerConfig.of(0, dev.fairlead.calendar.TradingHours.ALWAYS, TestServer.CLOCK);
    var desk = new GatewayDesk(gateway.gateway, gateway.store, none::allowance);
    try (FairleadServer server = FairleadServer.start(config, desk, none, gateway.watchlists);
        HttpClient http = HttpClient.newHttpClient()) {
      for (String guess : new String[] {"admin", "fairlead", "test", "", "PK", "local"}) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(server.address() + "/v2/account"))
                .header("APCA-API-KEY-ID", guess)
                .header("APCA-API-SECRET-KEY", guess)
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(401);
      }
    }
  }

  @Test
  @DisplayName("S-05 a preflight from another site fails, and no answer has a CORS header")
  void preflightsFail() {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          "OPTIONS /v2/orders HTTP/1.1",
          "Host: localhost",
          "Origin: http://evil.test",
          "Access-Control-Request-Method: POST",
          "Access-Control-Request-Headers: apca-api-key-id",
          "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control");
    }
  }

  @Test
  @DisplayName("S-10 every route that the router has needs a key, but for those of health")
  void everyRouteNeedsAKey() {
    for (ServedRoute route : gateway.server.routes()) {
      if (route.method().equals(ServedRoute.SOCKET)) {
        continue;
      }
      String path = route.path().replaceAll("[<{][a-z_]+[>}]", "AAPL");
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        raw.say(route.method() + " " + path + " HTTP/1.1", "Host: localhost", "");
        RawHttp.Response response = raw.response();
        if (route.access() == Access.OPEN) {
          assertThat(path).startsWith("/health/");
          assertThat(response.status()).as(route.toString()).isEqualTo(200);
          assertThat(response.json().toString()).doesNotContain("buying_power");
        } else {
          assertThat(response.status()).as(route.toString()).isEqualTo(401);
          String code = path.startsWith("/fairlead/") ? "NOT_AUTHORIZED" : "40110000";
          assertThat(response.json().get("code").asString()).isEqualTo(code);
        }
      }
    }
    assertThat(gateway.server.routes()).hasSizeGreaterThan(20);
  }

  @Test
  @DisplayName("S-07 health says whether, and nothing of whom or how much")
  void healthTellsNothingOfTheAccount() {
    assertThat(gateway.send("GET", "/health/live", null, null).json().toString())
        .isEqualTo("{\"status\":\"live\"}");
    assertThat(gateway.send("GET", "/health/ready", null, null).json().toString())
        .isEqualTo("{\"status\":\"ready\",\"reasons\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id", "account", "account_id", "status", "filled_qty", "filled_avg_price", "principal",
        "created_at", "replaced_by", "asset_id", "fills", "risk", "__proto__", "constructor"
      })
  @DisplayName("S-12 what a client may not say is refused, and changes nothing")
  void fieldsThatAreOursAreRefused(String field) {
    Answer answer =
        gateway.post(
            "/v2/orders",
            """
            {"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"1",
             "time_in_force":"day","%s":"x"}
            """
                .formatted(field));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @Test
  @DisplayName("S-14 a key has 256 random bits, and two are never alike")
  void keysAreLong() {
    IssuedKey one = gateway.keys.create();
    IssuedKey other = gateway.keys.create();
    assertThat(java.util.Base64.getUrlDecoder().decode(one.secret())).hasSize(32);
    assertThat(one.secret()).isNotEqualTo(other.secret());
    assertThat(one.key().id()).matches("PK[A-Z0-9]{18}").isNotEqualTo(other.key().id());
  }

  @Test
  @DisplayName("S-16 secrets are compared by hashes of one length: a right beginning gains nothing")
  void aRightBeginningIsNoNearer() {
    String secret = gateway.key.secret();
    for (int right = 0; right < secret.length(); right++) {
      String guess = secret.substring(0, right) + "_".repeat(secret.length() - right);
      assertThat(gateway.keys.authenticate(gateway.key.key().id(), guess).isPresent())
          .isEqualTo(guess.equals(secret));
    }
    ClientKey kept = gateway.key.key();
    assertThat(kept.secretSha256()).hasSize(64).doesNotContain(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00000000000000000000000000000000000000001, 422",
    "11111111111111111111111111111111111111111, 422",
    "1.000000000000000000000000000000000000000000000, 422",
    "1.00000000000000000000000000000000000000, 200"
  })
  @DisplayName("S-30 a number of more than 40 characters is refused")
  void longNumbersAreRefused(String number, int status) {
    String body =
        """
        {"symbol":"AAPL","qty":%s,"side":"buy","type":"limit","limit_price":"1",
         "time_in_force":"day"}
        """
            .formatted(number);
    assertThat(gateway.post("/v2/orders", body).status()).isEqualTo(status);
  }

  @Test
  @DisplayName("S-31 more than 100 headers are refused")
  void tooManyHeadersAreRefused() {
    for (int more : new int[] {90, 101}) {
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < more; i++) {
          lines.append("X-").append(i).append(": 1\r\n");
        }
        raw.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n");
        RawHttp.Response response = raw.response();
        assertThat(response.status()).isEqualTo(more > 100 ? 431 : 200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 401", "8300, 414", "16384, 414"})
  @DisplayName("S-31 a path and query of more than 8 KiB is refused")
  void aLongTargetIsRefused(int length, int status) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say("GET /v2/orders?x=" + "y".repeat(length) + " HTTP/1.1", "Host: localhost", "");
      assertThat(raw.response().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/orders/%0d%0aX-Evil:%201",
        "/v2/%0d%0a%0d%0a<script>",
        "/v2/orders?status=%0d%0aX-Evil:%201",
        "/v2/orders?status=%00",
        "/v2/assets/%0d%0aSet-Cookie:%20a=b",
        "/v2/orders:by_client_order_id?client_order_id=%0d%0aX-Evil:%201"
      })
  @DisplayName("S-33 line breaks in what is echoed split no answer")
  void lineBreaksSplitNoAnswer(String path) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          RawHttp.withKey(
              gateway, "GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close"));
      String answer = raw.readUntil("");
      int body = answer.indexOf("\r\n\r\n") + 4;
      assertThat(answer.substring(9, 12)).isIn("400", "404", "422");
      assertThat(answer.substring(0, body).toLowerCase(Locale.ROOT))
          .doesNotContain("x-evil")
          .doesNotContain("set-cookie");
      assertThat(answer.substring(body))
          .startsWith("{")
          .doesNotContain("\r")
          .doesNotContain("\n")
          .doesNotContain("\u0000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\r\\nb", "a\\u0000b", "a\\nb", "a\\u0085b"})
  @DisplayName("S-33 a client order id with control characters is refused")
  void controlCharactersAreRefused(String id) {
    Answer answer =
        gateway.post(
            "/v2/orders",
            """
            {"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"1",
             "time_in_force":"day","client_order_id":"%s"}
            """
                .formatted(id));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo("client_order_id");
  }

  @Test
  @DisplayName("S-33 a request's own id is not echoed")
  void requestIdsAreOurs() {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say("GET /health/live HTTP/1.1", "Host: localhost", "X-Request-ID: evil", "");
      assertThat(raw.response().head()).doesNotContain("evil").contains("X-Request-ID: ");
    }
  }

  @Test
  @DisplayName("S-37 a compressed body is not unpacked")
  void compressedBodiesAreRefused() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[10_000_000]);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.server.address() + "/v2/orders"))
            .header("APCA-API-KEY-ID", gateway.key.key().id())
            .header("APCA-API-SECRET-KEY", gateway.key.secret())
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
            .build();
    Answer answer = gateway.send(request);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.message()).contains("Content-Encoding");
  }

  @Test
  @DisplayName("S-37 a socket never agrees to compression")
  void socketsAreNotCompressed() {
    try (RawWebSocket socket =
        RawWebSocket.named(
            gateway,
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
            "Sec-WebSocket-Protocol: evil")) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.head)
          .doesNotContain("permessage-deflate")
          .doesNotContain("evil")
          .contains("x-request-id: ");
      // A frame that says it is compressed breaks the protocol.
      socket.raw(
          RawWebSocket.encoded(
              0x80 | 0x40 | RawWebSocket.TEXT, "{}".getBytes(StandardCharsets.UTF_8)));
      RawWebSocket.Frame last = socket.read();
      assertThat(last.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(last.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  @DisplayName("S-36 a message in many pieces has the same limit of 64 KiB")
  void aMessageInPiecesIsLimited() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      byte[] piece = new byte[16_000];
      try {
        socket.frame(false, RawWebSocket.BINARY, piece);
        for (int i = 0; i < 5; i++) {
          socket.frame(false, RawWebSocket.CONTINUATION, piece);
        }
      } catch (UncheckedIOException closedAlready) {
        // As it may be by then.
      }
      assertThat(socket.read().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  @DisplayName("S-06 a request that breaks inside tells nothing of the inside")
  void anInternalErrorTellsNothing() throws IOException {
    try (Logged _ = new Logged();
        TestServer broken =
            TestServer.start(
                data,
                new MemoryJournal(),
                config ->
                    config.measuring(
                        new dev.fairlead.wire.PostRoute(
                            "/measured/broken",
                            _ -> {
                              throw new IllegalStateException("s3cret inside");
                            })))) {
      Answer answer = broken.post("/measured/broken", "{}");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.response().body())
          .doesNotContain("s3cret")
          .doesNotContain("IllegalState")
          .doesNotContain("\tat ");
      assertThat(answer.message()).isEqualTo("internal server error occurred");
    }
  }
}
