// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static dev.fairlead.server.Mutations.SEED;
import static dev.fairlead.server.Mutations.joined;
import static dev.fairlead.server.Mutations.mutated;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that nobody would send, from a seed that a failure prints: whatever comes, the server
 * answers in its own shape or closes, logs no error of its own, and serves the next client. More
 * rounds with {@code -Dfairlead.all}, other ones with {@code -Dfairlead.seed}.
 */
final class FuzzTest {
  private static final String ORDER =
      "{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"limit\","
          + "\"time_in_force\":\"day\",\"limit_price\":\"1\",\"client_order_id\":\"a\","
          + "\"extended_hours\":false,\"take_profit\":{\"limit_price\":\"2\"},\"legs\":null}";

  private static final String CHANGES =
      "{\"qty\":\"2\",\"time_in_force\":\"day\",\"limit_price\":\"1.5\",\"stop_price\":null,"
          + "\"trail\":\"\",\"client_order_id\":\"b\"}";

  private static final List<String> PATHS =
      List.of(
          "/v2/orders?status=all&limit=5&after=2026-01-01T00:00:00Z&direction=asc&symbols=AAPL",
          "/v2/orders?nested=true&before_order_id=5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11&side=buy",
          "/v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
          "/v2/orders:by_client_order_id?client_order_id=a",
          "/v2/positions/AAPL",
          "/v2/positions/AAPL?percentage=50",
          "/v2/account/activities?activity_types=FILL&page_size=5&page_token=20260101::a",
          "/v2/account/activities/FILL?date=2026-01-01",
          "/v2/account/portfolio/history?period=1W&timeframe=1D&pnl_reset=no_reset",
          "/v2/assets?status=active&asset_class=us_equity",
          "/v2/assets/BTC%2FUSD",
          "/v2/calendar?start=2026-01-01&end=2026-02-01",
          "/v3/clock?markets=NYSE,LSE&time=2026-01-01T00:00:00Z",
          "/v2/watchlists:by_name?name=mine",
          "/v2/stocks/bars?symbols=AAPL&timeframe=1Day&start=2026-01-01&end=2026-01-09&limit=9",
          "/v2/stocks/AAPL/trades?start=2026-01-01T00:00:00Z&end=2026-01-01T01:00:00Z&limit=3",
          "/v1beta3/crypto/us/latest/quotes?symbols=BTC%2FUSD",
          "/fairlead/v1/orders?limit=5",
          "/v2/events/trades?since=2026-01-01&until=2026-01-02",
          "/v2/events/trades?since_id=01G112NTT00000000000000000"
              + "&until_id=01G112NTT00000000000000001");

  @TempDir private Path data;
  private TestServer gateway;
  private Logged logged;

  @BeforeEach
  void start() {
    logged = new Logged();
    gateway =
        TestServer.start(
            data,
            new MemoryJournal(),
            config -> config.limiting(config.rates().streams(1_000_000, 1_000_000)));
  }

  @AfterEach
  void theServerLivesAndServesTheNext() {
    try {
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
      try (StreamClient honest = gateway.listen()) {
        String id =
            gateway
                .place(
                    "{'symbol':'AAPL','qty':'1','side':'buy','type':'market',"
                        + "'time_in_force':'day'}")
                .get("id")
                .asString();
        assertThat(honest.nextUpdate().at("/order/id").asString()).isEqualTo(id);
      }
      assertThat(logged.errors()).isEmpty();
    } finally {
      gateway.close();
      logged.close();
    }
  }

  private String head(String line, String... more) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nAPCA-API-KEY-ID: "
        + gateway.key.key().id()
        + "\r\nAPCA-API-SECRET-KEY: "
        + gateway.key.secret()
        + "\r\n"
        + String.join("\r\n", more)
        + "\r\n\r\n";
  }

  /** A whole request, and the last on its connection. */
  private byte[] request(String line, byte[] body) {
    String head = head(line, "Connection: close", "Content-Length: " + body.length);
    return joined(head.getBytes(StandardCharsets.ISO_8859_1), body);
  }

  /** The same with its body in pieces, whose ends mean nothing. */
  private byte[] chunked(String line, byte[] body, Random random) {
    byte[] all =
        head(line, "Connection: close", "Transfer-Encoding: chunked")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int from = 0, to; from < body.length; from = to) {
      to = from + random.nextInt(1, body.length - from + 1);
      byte[] size = (Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      byte[] piece = Arrays.copyOfRange(body, from, to);
      all = joined(joined(joined(all, size), piece), "\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return joined(all, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends the bytes and nothing more, and gives what comes back until the server closes. A stream
   * of events is left when it has begun: it may have no end.
   */
  private String exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port())) {
      socket.setSoTimeout(30_000);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16_384];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          answer.write(buffer, 0, count);
          if (answer.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
            break;
          }
        }
      } catch (SocketTimeoutException silent) {
        throw silent;
      } catch (IOException reset) {
        // Closed on us with bytes unread: an answer may be lost then, and that is all.
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static void assertDecent(String answer, String what) {
    assertThat(answer)
        .as(what)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContainIgnoringCase("jetty")
        .doesNotContainIgnoringCase("javalin");
    if (!answer.isEmpty()) {
      assertThat(answer).as(what).startsWith("HTTP/1.1 ");
      int status = status(answer);
      // 501 is for a transfer coding that there is none of, 505 for another HTTP.
      assertThat(status < 500 || status == 501 || status == 505).as(what + answer).isTrue();
    }
  }

  @Test
  @DisplayName("S-33, S-34 whatever bytes come as a request are answered decently, or not at all")
  void rawBytes() throws IOException {
    Random random = new Random(SEED);
    Mutations rounds = new Mutations(1_000, 40_000);
    for (int i = 0; rounds.goesOn(i); i++) {
      String what = "seed " + SEED + " round " + i + " ";
      byte[] whole =
          random.nextBoolean()
              ? request("POST /v2/orders", ORDER.getBytes(StandardCharsets.UTF_8))
              : request("GET " + PATHS.get(i % PATHS.size()), new byte[0]);
      byte[] request = mutated(whole, random);
      if (random.nextInt(20) == 0) {
        random.nextBytes(request);
      }
      assertDecent(exchange(request), what);
    }
  }

  @Test
  @DisplayName("S-34 what comes after a good request on its connection takes nothing from it")
  void afterAGoodRequest() throws IOException {
    Random random = new Random(SEED + 5);
    byte[] good = head("GET /v2/clock").getBytes(StandardCharsets.ISO_8859_1);
    Mutations rounds = new Mutations(300, 20_000);
    for (int i = 0; rounds.goesOn(i); i++) {
      String what = "seed " + (SEED + 5) + " round " + i + " ";
      byte[] order = ORDER.getBytes(StandardCharsets.UTF_8);
      byte[] next =
          switch (i % 3) {
            case 0 -> request("POST /v2/orders", order);
            case 1 -> chunked("POST /v2/orders", order, random);
            default -> request("GET " + PATHS.get(random.nextInt(PATHS.size())), new byte[0]);
          };
      String answers = exchange(joined(good, mutated(next, random)));
      assertDecent(answers, what);
      // Where the rest cannot be read the connection may be reset before its answer is.
      if (!answers.isEmpty()) {
        assertThat(answers).as(what).startsWith("HTTP/1.1 200 ").contains("\"is_open\"");
      }
    }
  }

  @Test
  @DisplayName("S-30 whatever body comes as an order is taken, refused with a reason, or malformed")
  void bodies() throws IOException {
    Random random = new Random(SEED + 1);
    // An order that is there to be changed: at the broker, being replaced, replaced, by turns.
    String simple = ORDER.replaceAll(",\"take_profit.*", "}").replace("\"a\"", "\"r\"");
    String resting = gateway.place(simple).get("id").asString();
    Mutations rounds = new Mutations(1_000, 40_000);
    for (int i = 0; rounds.goesOn(i); i++) {
      String what = "seed " + (SEED + 1) + " round " + i + " ";
      String line =
          switch (i % 4) {
            case 0 -> "PATCH /v2/orders/" + resting;
            case 1 -> "PATCH /v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11";
            default -> "POST /v2/orders";
          };
      String whole = line.startsWith("PATCH") ? CHANGES : ORDER;
      byte[] body = mutated(whole.getBytes(StandardCharsets.UTF_8), random);
      String answer = exchange(request(line, body));
      assertDecent(answer, what);
      assertThat(status(answer)).as(what).isIn(200, 400, 403, 404, 422);
      var json = TestServer.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
      assertThat(json).as(what).isNotNull();
      if (status(answer) == 200 && line.startsWith("PATCH")) {
        resting = json.get("id").asString();
      } else if (status(answer) != 200 && i % 4 == 2) {
        // In pieces it is the same body, and nothing was done.
        String pieces = exchange(chunked(line, body, random));
        assertThat(pieces.substring(pieces.indexOf("\r\n\r\n")))
            .as(what)
            .isEqualTo(answer.substring(answer.indexOf("\r\n\r\n")));
      }
    }
  }

  @Test
  @DisplayName("S-33 whatever a path or query says is answered, or refused with a reason")
  void queries() throws IOException {
    Random random = new Random(SEED + 2);
    Mutations rounds = new Mutations(1_000, 40_000);
    for (int i = 0; rounds.goesOn(i); i++) {
      String what = "seed " + (SEED + 2) + " round " + i + " ";
      String path = PATHS.get(i % PATHS.size());
      String target =
          new String(
                  mutated(path.getBytes(StandardCharsets.ISO_8859_1), random),
                  StandardCharsets.ISO_8859_1)
              .replace(' ', '_')
              .replace('\r', '_')
              .replace('\n', '_');
      String method = random.nextInt(5) == 0 ? "DELETE " : "GET ";
      assertDecent(exchange(request(method + target, new byte[0])), what + target);
    }
  }
}
