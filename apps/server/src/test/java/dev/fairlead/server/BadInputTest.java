// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What nobody should send, and what each is told: field, value, limit. */
final class BadInputTest {
  /** Rules that an order breaks which is understood; all others are bad parameters (facts 4.1). */
  private static final Set<String> OF_TRADING =
      Set.of("positive", "tick", "unknown-symbol", "not-offered");

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

  private static String order(String field, String json) {
    StringBuilder body = new StringBuilder("{");
    List<String> fields =
        new ArrayList<>(
            List.of(
                "\"symbol\":\"AAPL\"",
                "\"qty\":\"1\"",
                "\"side\":\"buy\"",
                "\"type\":\"limit\"",
                "\"time_in_force\":\"day\"",
                "\"limit_price\":\"190\""));
    fields.removeIf(known -> known.startsWith("\"" + field + "\""));
    if (json != null && !json.isEmpty()) {
      fields.add("\"" + field + "\":" + json);
    }
    return body.append(String.join(",", fields)).append("}").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "qty         | -1                    | -1                   | more than 0",
        "qty         | \"-0.5\"              | -0.5                 | more than 0",
        "qty         | 0                     | 0                    | more than 0",
        "qty         | \"NaN\"               | NaN                  | a decimal number",
        "qty         | 1e400                 | 1e400                | at most 9223372036",
        "qty         | 1234567890123456789   | 1234567890123456789  | at most 9223372036",
        "qty         | 0.1234567891          | 0.1234567891         | at most 9 decimals",
        "qty         | \"ten\"               | ten                  | a decimal number",
        "qty         | true                  | true                 | a decimal number",
        "qty         | {\"a\":1}             | {…}                  | must be a text",
        "qty         | [1]                   | […]                  | must be a text",
        "limit_price | -1                    | -1                   | more than 0",
        "limit_price | 0                     | 0                    | more than 0",
        "limit_price | 1e400                 | 1e400                | at most 9223372036",
        "limit_price | 9999999999999999999   | 9999999999999999999  | at most 9223372036",
        "limit_price | 190.1234567891        | 190.1234567891       | at most 9 decimals",
        "limit_price | 190.123               | 190.123              | a multiple of 0.01",
        "limit_price |                       |                      | needs a limit_price",
        "symbol      | \"ZZZZ\"              | ZZZZ                 | asset not found",
        "symbol      | \"a b\"               | a b                  | A-Z",
        "symbol      |                       |                      | give a symbol",
        "qty         |                       |                      | give qty or notional",
        "notional    | \"100\"               | 100                  | not both",
        "side        | \"long\"              | long                 | one of buy, sell",
        "type        | \"iceberg\"           | iceberg              | one of market, limit",
        "time_in_force | \"forever\"         | forever              | one of day, gtc",
        "order_class | \"mleg\"              | mleg                 | one of simple, bracket",
        "take_profit | \"200\"               | 200                  | object with limit_price",
        "stop_loss   | [1]                   | […]                  | object with stop_price",
        "legs        | [{\"symbol\":\"A\"}]  | […]                  | only options",
        "position_intent | \"buy_to_open\"   | buy_to_open          | leave it out",
        "extended_hours  | \"maybe\"         | maybe                | true or false",
        "limit_prise | 1                     | 1                    | did you mean limit_price?",
        "account     | \"other\"             | other                | known are symbol, qty"
      })
  void everyFaultNamesFieldValueAndLimit(String field, String json, String shown, String limit) {
    Answer answer = gateway.post("/v2/orders", order(field, json));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    JsonNode fault = answer.json().at("/faults/0");
    assertThat(fault.get("field").asString()).isEqualTo(field);
    assertThat(fault.get("value").asString()).isEqualTo(shown == null ? "" : shown);
    assertThat(fault.get("limit").asString()).contains(limit);
    assertThat(answer.message()).contains(field).contains(limit);
    boolean understood = OF_TRADING.contains(fault.get("rule").asString());
    assertThat(answer.json().get("code").asInt()).isEqualTo(understood ? 42210000 : 40010001);
  }

  @Test
  void allFaultsOfAnOrderAreToldAtOnce() {
    Answer answer =
        gateway.post(
            "/v2/orders",
            """
            {"symbol":"ZZZZ","qty":"-1","side":"up","type":"limit","limit_price":"NaN",
             "take_profit":{"limit_price":1},"colour":"red"}
            """);
    List<String> fields = new ArrayList<>();
    answer.json().get("faults").forEach(fault -> fields.add(fault.get("field").asString()));
    assertThat(fields)
        .containsExactlyInAnyOrder(
            "symbol",
            "qty",
            "side",
            "time_in_force",
            "limit_price",
            "take_profit.limit_price",
            "colour");
  }

  @Test
  void allFaultsOfAChangeAreToldAtOnce() {
    Answer answer =
        gateway.patch(
            "/v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
            "{\"qty\":\"x\",\"limit_price\":\"y\",\"side\":\"buy\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("faults")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "order",
        "[]",
        "\"text\"",
        "7",
        "{",
        "{\"symbol\":\"AAPL\"",
        "{\"qty\":NaN}",
        "{\"qty\":Infinity}",
        "{\"qty\":01}",
        "{'symbol':'AAPL'}",
        "{\"symbol\":\"AAPL\"} {}",
        "{\"symbol\":\"AAPL\",}",
        "{\"qty\":\"\\x\"}"
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    Answer answer = gateway.post("/v2/orders", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.json().get("code").asInt()).isEqualTo(40010000);
    assertThat(answer.message()).startsWith("the body ");
  }

  @Test
  @DisplayName("S-30 nesting deeper than 32 is refused")
  void deepNestingIsMalformed() {
    String deep = "[".repeat(40) + "]".repeat(40);
    assertThat(gateway.post("/v2/orders", "{\"legs\":" + deep + "}").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("S-30 a key that comes twice is refused")
  void aFieldSaidTwiceIsRefused() {
    Answer answer = gateway.post("/v2/orders", order("qty", "\"1\",\"qty\":\"100\""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/rule").asString()).isEqualTo("duplicate");
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo("qty");
  }

  @Test
  void aClientOrderIdMayBeEmojiUpTo128Characters() {
    String emoji = "🚀".repeat(128);
    JsonNode order = gateway.place(order("client_order_id", "\"" + emoji + "\""));
    assertThat(order.get("client_order_id").asString()).isEqualTo(emoji);
    Answer tooLong =
        gateway.post("/v2/orders", order("client_order_id", "\"" + "x".repeat(200) + "\""));
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.message()).contains("client_order_id").contains("at most 128 characters");
    Answer broken = gateway.post("/v2/orders", order("client_order_id", "\"\\ud83d\""));
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.message()).contains("surrogates");
  }

  @Test
  void aHugeValueIsShownShortened() {
    Answer answer = gateway.post("/v2/orders", order("qty", "9".repeat(60_000)));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.response().body().length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain; charset=utf-8", "application/x-www-form-urlencoded"})
  void theContentTypeDoesNotMatter(String type) {
    String body = order("qty", "2");
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
              "POST /v2/orders HTTP/1.1",
              "Host: localhost",
              "APCA-API-KEY-ID: " + gateway.key.key().id(),
              "APCA-API-SECRET-KEY: " + gateway.key.secret(),
              type.isEmpty() ? "Accept: */*" : "Content-Type: " + type,
              "Content-Length: " + body.length(),
              "")
          .write(body);
      assertThat(raw.response().status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("S-30 a 20 MiB body is refused at once, and its sender hears so")
  void aHugeBodyIsTooLarge() {
    long start = System.nanoTime();
    Answer answer = gateway.post("/v2/orders", "x".repeat(20 * 1024 * 1024));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("code").asInt()).isEqualTo(41310000);
    assertThat(answer.message()).contains("65536 bytes");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S-30 a body that is announced too large is refused before a byte of it has come")
  void anAnnouncedHugeBodyIsTooLarge() {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          "POST /v2/orders HTTP/1.1",
          "Host: localhost",
          "APCA-API-KEY-ID: " + gateway.key.key().id(),
          "APCA-API-SECRET-KEY: " + gateway.key.secret(),
          "Content-Length: 20971520",
          "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.head()).containsIgnoringCase("connection: close");
    }
  }

  @Test
  @DisplayName("S-30 a chunked body has the same limit")
  void aChunkedHugeBodyIsTooLarge() {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          "POST /v2/orders HTTP/1.1",
          "Host: localhost",
          "APCA-API-KEY-ID: " + gateway.key.key().id(),
          "APCA-API-SECRET-KEY: " + gateway.key.secret(),
          "Transfer-Encoding: chunked",
          "");
      for (int i = 0; i < 20; i++) {
        raw.say("1000", "x".repeat(4096));
      }
      raw.say("0", "");
      assertThat(raw.response().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v2/orders HTTP/1.1\r\nHost: localhost\r\nAPCA-API",
        "GET /v2/ord",
        "POST /v2/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"symbol\":"
      })
  void halfARequestHarmsNobody(String half) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.write(half);
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
    }
    assertThat(gateway.get("/v2/orders").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("S-32 a request that comes a byte at a time is cut off")
  void aSlowHeaderIsCutOff() throws InterruptedException {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.write("GET /v2/clock HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      Thread drip =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!Thread.currentThread().isInterrupted()) {
                    raw.write("x");
                    LockSupport.parkNanos(500_000_000);
                  }
                } catch (UncheckedIOException cutOff) {
                  // As it should be.
                }
              });
      long start = System.nanoTime();
      String answer;
      try {
        answer = raw.readUntil("");
      } catch (UncheckedIOException reset) {
        answer = "";
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(11));
      assertThat(answer).doesNotContain("200");
      drip.interrupt();
      drip.join();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v2/clock HTTP/1.1 | X: {16384}                              | 431",
        "GET /{16384} HTTP/1.1  | X: 1                                    | 414",
        "GET /v2/clock HTTP/9.9 | X: 1                                    | 505",
        "GET /v2/%zz HTTP/1.1   | X: 1                                    | 400",
        "POST /v2/orders HTTP/1.1 | Content-Length: ten                   | 400",
        "POST /v2/orders HTTP/1.1 | Content-Length: 1\\nContent-Length: 2 | 400",
        "POST /v2/orders HTTP/1.1 | Content-Length: 1\\nTransfer-Encoding: chunked | 400"
      })
  @DisplayName("S-34 what is no HTTP request is refused in JSON, without a word about us")
  void brokenRequestsAreRefusedInJson(String line, String header, int status) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      String long16k = "x".repeat(16_384);
      raw.say(
          line.replace("{16384}", long16k),
          "Host: localhost",
          header.replace("{16384}", long16k).replace("\\n", "\r\n"),
          "");
      RawHttp.Response response = raw.response();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.json().get("code").asInt()).isEqualTo(status * 100_000 + 10_000);
      assertThat(response.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("jetty");
      assertThat(response.json().toString()).doesNotContain("jetty").doesNotContain("Exception");
    }
  }

  @Test
  void tenThousandOrdersAtOnceAreEachAnswered() throws Exception {
    int orders = 10_000;
    String body = order("limit_price", "\"1\"");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      Semaphore connections = new Semaphore(128);
      for (int i = 0; i < orders; i++) {
        answers.add(
            clients.submit(() -> {
              connections.acquire();
              try {
                return gateway.post("/v2/orders", body).status();
              } finally {
                connections.release();
              }
            }));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 429);
      }
    }
    assertThat(gateway.get("/v2/orders?limit=500").json()).hasSize(500);
  }
}
