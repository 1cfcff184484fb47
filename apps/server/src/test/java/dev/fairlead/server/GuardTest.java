// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardTest {
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

  @ParameterizedTest
  @CsvSource({
    "POST, /v2/orders",
    "GET, /v2/orders",
    "DELETE, /v2/orders",
    "GET, /v2/orders:by_client_order_id",
    "GET, /v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
    "PATCH, /v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
    "DELETE, /v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
    "GET, /v2/positions",
    "DELETE, /v2/positions",
    "GET, /v2/positions/AAPL",
    "DELETE, /v2/positions/AAPL",
    "GET, /v2/account",
    "GET, /v2/account/activities",
    "GET, /v2/account/activities/FILL",
    "GET, /v2/assets",
    "GET, /v2/assets/AAPL",
    "GET, /v2/clock",
    "GET, /v2/calendar",
    "GET, /nothing/here",
    "PUT, /v2/orders"
  })
  @DisplayName("S-10 every route but health needs a key")
  void everyRouteNeedsAKey(String method, String path) {
    Answer answer = gateway.send(method, path, null, null);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().get("code").asInt()).isEqualTo(40110000);
    assertThat(answer.message()).contains("APCA-API-KEY-ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void healthNeedsNoKey(String path) {
    assertThat(gateway.send("GET", path, null, null).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../v2/account",
        "/health/%2e%2e/v2/account",
        "/health/..%2fv2/account",
        "/health/..;/v2/account",
        "/health/live/../../v2/account",
        "//health/../v2/account",
        "/v2/account;/health/live",
        "/health/live;/v2/account"
      })
  void noDetourLeadsPastTheGuard(String path) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say("GET " + path + " HTTP/1.1", "Host: localhost", "");
      RawHttp.Response response = raw.response();
      assertThat(response.json().toString()).doesNotContain("buying_power");
      assertThat(response.status()).isIn(200, 400, 401, 404);
    }
  }

  @Test
  void aWrongSecretIsRefusedAndTheRightOneIsNot() {
    IssuedKey wrong = new IssuedKey(gateway.key.key(), gateway.key.secret() + "x");
    assertThat(gateway.send("GET", "/v2/account", null, wrong).status()).isEqualTo(401);
    assertThat(gateway.get("/v2/account").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S-17 guessing is slowed down and locks nobody out")
  void guessersAreToldToWait() {
    IssuedKey victim = gateway.keys.create();
    IssuedKey wrong = new IssuedKey(victim.key(), "guess");
    for (int i = 0; i < 10; i++) {
      assertThat(gateway.send("GET", "/v2/account", null, wrong).status()).isEqualTo(401);
    }
    Answer eleventh = gateway.send("GET", "/v2/account", null, wrong);
    assertThat(eleventh.status()).isEqualTo(429);
    assertThat(eleventh.json().get("code").asInt()).isEqualTo(42910000);
    assertThat(eleventh.response().headers().firstValue("Retry-After")).hasValue("60");
    assertThat(gateway.send("GET", "/v2/account", null, victim).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S-14 a key that another process revokes stops within a second")
  void aRevokedKeyStops() {
    IssuedKey revoked = gateway.keys.create();
    assertThat(gateway.send("GET", "/v2/clock", null, revoked).status()).isEqualTo(200);
    long start = System.nanoTime();
    ClientKeys.open(data, TestServer.CLOCK).revoke(revoked.key().id());
    TestServer.await(() -> gateway.send("GET", "/v2/clock", null, revoked).status() == 401);
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:1, 200",
    "LOCALHOST:7411, 200",
    "127.0.0.1, 200",
    "[::1]:7411, 200",
    "evil.test, 421",
    "evil.test:7411, 421",
    "127.0.0.1.evil.test, 421",
    "localhost.evil.test, 421",
    "192.168.1.7, 421",
    "0.0.0.0, 421"
  })
  @DisplayName("S-04 a site that has its own name point here is refused")
  void theHostMustBeThisMachine(String host, int status) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say("GET /health/live HTTP/1.1", "Host: " + host, "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:9, 200",
    "http://evil.test, 403",
    "https://localhost:9, 403",
    "http://localhost:10, 403",
    "null, 403"
  })
  @DisplayName("S-05 pages of other sites are refused")
  void theOriginMustBeOurs(String origin, int status) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say("GET /health/live HTTP/1.1", "Host: localhost:9", "Origin: " + origin, "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control");
    }
  }

  @ParameterizedTest
  @CsvSource({"stream, evil.test, , 421", "stream, localhost, http://evil.test, 403"})
  @DisplayName("S-04 the stream is guarded alike")
  void theStreamIsGuarded(String path, String host, String origin, int status) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          "GET /" + path + " HTTP/1.1",
          "Host: " + host,
          origin == null ? "X-Nothing: 1" : "Origin: " + origin,
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");
      assertThat(raw.response().status()).isEqualTo(status);
    }
  }

  @Test
  @DisplayName("S-06 unknown paths and methods are refused in the same shape, without a stack")
  void unknownPathsAndMethods() {
    Answer unknown = gateway.get("/v2/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().get("code").asInt()).isEqualTo(40410000);
    assertThat(unknown.message()).isEqualTo("there is no GET /v2/nothing");
    Answer method = gateway.send("PUT", "/v2/orders", "{}", gateway.key);
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.json().get("code").asInt()).isEqualTo(40510000);
  }

  @Test
  void everyAnswerHasAnIdAndNoneTellsOfTheServer() {
    for (Answer answer :
        List.of(
            gateway.get("/v2/clock"),
            gateway.get("/v2/nothing"),
            gateway.post("/v2/orders", "{"),
            gateway.send("GET", "/v2/clock", null, null))) {
      assertThat(answer.response().headers().firstValue("X-Request-ID").orElse(""))
          .matches("[0-9a-f]{32}");
      assertThat(answer.response().headers().firstValue("Server")).isEmpty();
      assertThat(answer.response().headers().firstValue("X-Powered-By")).isEmpty();
      assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("application/json;charset=utf-8");
    }
  }

  @Test
  @DisplayName("S-01 no other machine can reach it")
  void itListensOnLoopbackOnly() throws Exception {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          assertThat(canConnect(address)).as(address.toString()).isFalse();
        }
      }
    }
    assertThat(canConnect(InetAddress.getLoopbackAddress())).isTrue();
  }

  private static boolean canConnect(InetAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new java.net.InetSocketAddress(address, gateway.server.port()), 2_000);
      return true;
    } catch (java.io.IOException refused) {
      return false;
    }
  }
}
