// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.wire.MessagePack;
import dev.fairlead.wire.PackedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
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
 * Bytes that nobody would send, from a seed that a failure prints: whatever comes, the server
 * answers in its own shape or closes, logs no error of its own, and serves the next client. More
 * rounds with {@code -Dfairlead.all}.
 */
final class FuzzTest {
  private static final boolean ALL = Boolean.getBoolean("fairlead.all");
  private static final long SEED = 20_261_128;

  private static final String ORDER =
      "{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"limit\","
          + "\"time_in_force\":\"day\",\"limit_price\":\"1\",\"client_order_id\":\"a\","
          + "\"extended_hours\":false,\"take_profit\":{\"limit_price\":\"2\"},\"legs\":null}";

  private static final List<String> SPICES =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "true",
          "-",
          "1e999",
          "\\u0000",
          "\\ud800",
          "\r\n",
          "\u0000",
          "%",
          "%00",
          "&",
          "=",
          "?",
          "/",
          "../",
          ";",
          "%2f",
          "+",
          "🚀",
          "'",
          "<",
          "NaN",
          "0x1",
          "9".repeat(50),
          "A".repeat(300),
          "\t",
          "Infinity",
          "{\"a\":",
          "[[[[[[[[",
          "\u00ff");

  private static final List<String> PATHS =
      List.of(
          "/v2/orders?status=all&limit=5&after=2026-01-01T00:00:00Z&direction=asc&symbols=AAPL",
          "/v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11",
          "/v2/orders:by_client_order_id?client_order_id=a",
          "/v2/positions/AAPL",
          "/v2/account/activities?activity_types=FILL&page_size=5&page_token=20260101::a",
          "/v2/account/activities/FILL?date=2026-01-01",
          "/v2/assets?status=active&asset_class=us_equity",
          "/v2/assets/BTC%2FUSD",
          "/v2/calendar?start=2026-01-01&end=2026-02-01",
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

  private static int rounds(int usually, int all) {
    return ALL ? all : usually;
  }

  /** Some bytes changed, cut, doubled, moved, or spiced. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] out = bytes.clone();
    for (int edits = random.nextInt(1, 6); edits > 0 && out.length > 0; edits--) {
      int at = random.nextInt(out.length);
      out =
          switch (random.nextInt(6)) {
            case 0 -> {
              out[at] = (byte) random.nextInt(256);
              yield out;
            }
            case 1 -> Arrays.copyOf(out, at);
            case 2 -> joined(Arrays.copyOf(out, at), Arrays.copyOfRange(out, at / 2, out.length));
            case 3 -> {
              out[at] ^= (byte) (1 << random.nextInt(8));
              yield out;
            }
            default ->
                joined(
                    joined(Arrays.copyOf(out, at), spice(random)),
                    Arrays.copyOfRange(out, at, out.length));
          };
    }
    return out;
  }

  private static byte[] spice(Random random) {
    return SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private String head(String line, int length) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nAPCA-API-KEY-ID: "
        + gateway.key.key().id()
        + "\r\nAPCA-API-SECRET-KEY: "
        + gateway.key.secret()
        + "\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** Sends the bytes and nothing more, and gives what comes back until the server closes. */
  private String exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.server.port())) {
      socket.setSoTimeout(30_000);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        in.transferTo(answer);
      } catch (java.net.SocketTimeoutException silent) {
        throw silent;
      } catch (IOException reset) {
        // Closed on us with bytes unread: an answer may be lost then, and that is all.
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
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
      int status = Integer.parseInt(answer.substring(9, 12));
      // 501 is for a transfer coding that there is none of, 505 for another HTTP.
      assertThat(status < 500 || status == 501 || status == 505).as(what + answer).isTrue();
    }
  }

  @Test
  @DisplayName("S-33, S-34 whatever bytes come as a request are answered decently, or not at all")
  void rawBytes() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < rounds(1_200, 40_000); i++) {
      String what = "seed " + SEED + " round " + i + " ";
      String path = PATHS.get(random.nextInt(PATHS.size()));
      byte[] whole =
          random.nextBoolean()
              ? (head("POST /v2/orders", ORDER.length()) + ORDER).getBytes(StandardCharsets.UTF_8)
              : head("GET " + path, 0).getBytes(StandardCharsets.UTF_8);
      byte[] request = mutated(whole, random);
      if (random.nextInt(20) == 0) {
        random.nextBytes(request);
      }
      assertDecent(exchange(request), what);
    }
  }

  @Test
  @DisplayName("S-30 whatever body comes as an order is taken, refused with a reason, or malformed")
  void bodies() throws IOException {
    Random random = new Random(SEED + 1);
    byte[] order = ORDER.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < rounds(1_200, 40_000); i++) {
      String what = "seed " + (SEED + 1) + " round " + i + " ";
      byte[] body = mutated(order, random);
      String line =
          random.nextInt(4) == 0
              ? "PATCH /v2/orders/5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11"
              : "POST /v2/orders";
      byte[] head = head(line, body.length).getBytes(StandardCharsets.UTF_8);
      String answer = exchange(joined(head, body));
      assertDecent(answer, what);
      assertThat(answer.substring(9, 12)).as(what).isIn("200", "400", "403", "404", "422");
      assertThat(TestServer.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4)))
          .as(what)
          .isNotNull();
    }
  }

  @Test
  @DisplayName("S-33 whatever a path or query says is answered, or refused with a reason")
  void queries() throws IOException {
    Random random = new Random(SEED + 2);
    // Fewer than of the others: a year of bars is a long answer.
    for (int i = 0; i < rounds(400, 40_000); i++) {
      String what = "seed " + (SEED + 2) + " round " + i + " ";
      String path = PATHS.get(random.nextInt(PATHS.size()));
      String target =
          new String(
                  mutated(path.getBytes(StandardCharsets.ISO_8859_1), random),
                  StandardCharsets.ISO_8859_1)
              .replace(' ', '_')
              .replace('\r', '_')
              .replace('\n', '_');
      // A stream without an end would be heard for ever.
      String ended = target.contains("events") && !target.contains("until") ? "/v2/x" : target;
      byte[] request = head("DELETE " + ended, 0).getBytes(StandardCharsets.ISO_8859_1);
      byte[] get = head("GET " + ended, 0).getBytes(StandardCharsets.ISO_8859_1);
      assertDecent(exchange(random.nextInt(5) == 0 ? request : get), what + ended);
    }
  }

  private byte[] frame(Random random, byte[] json) {
    byte[] payload = random.nextInt(4) == 0 ? json : mutated(json, random);
    return switch (random.nextInt(8)) {
      case 0 -> RawWebSocket.encoded(random.nextInt(256), payload);
      case 1 -> mutated(RawWebSocket.encoded(0x80 | RawWebSocket.TEXT, payload), random);
      case 2 -> RawWebSocket.encoded(RawWebSocket.TEXT, payload);
      case 3 -> RawWebSocket.encoded(0x80, payload);
      case 4 -> RawWebSocket.encoded(0x80 | RawWebSocket.PING, Arrays.copyOf(payload, 20));
      case 5 -> RawWebSocket.encoded(0x80 | RawWebSocket.CLOSE, payload);
      case 6 -> RawWebSocket.encoded(0x80 | RawWebSocket.TEXT, payload);
      default -> RawWebSocket.encoded(0x80 | RawWebSocket.BINARY, payload);
    };
  }

  @Test
  @DisplayName("S-36 whatever frames come, a stream answers them or ends, and takes none with it")
  void frames() {
    Random random = new Random(SEED + 3);
    List<String> said =
        List.of(
            "{\"action\":\"authenticate\",\"data\":{\"key_id\":\"%s\",\"secret_key\":\"%s\"}}"
                .formatted(gateway.key.key().id(), gateway.key.secret()),
            "{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}",
            "{\"action\":\"unlisten\",\"data\":{\"streams\":[\"trade_updates\",1,null,{}]}}");
    for (int i = 0; i < rounds(400, 10_000); i++) {
      String what = "seed " + (SEED + 3) + " round " + i;
      boolean packed = random.nextBoolean();
      String type = "Content-Type: application/" + (packed ? "msgpack" : "json");
      try (RawWebSocket socket =
          random.nextBoolean()
              ? RawWebSocket.named(gateway, type)
              : RawWebSocket.connect(gateway.server, type)) {
        assertThat(socket.status()).as(what).isEqualTo(101);
        for (int frames = random.nextInt(1, 12); frames > 0; frames--) {
          String json = said.get(random.nextInt(said.size()));
          byte[] bytes =
              packed
                  ? MessagePack.bytes(TestServer.JSON.readTree(json))
                  : json.getBytes(StandardCharsets.UTF_8);
          socket.raw(frame(random, bytes));
        }
      } catch (java.io.UncheckedIOException closed) {
        // A frame before this one was the last that it took.
      }
    }
    TestServer.await(() -> gateway.server.streams() == 0);
  }

  @Test
  @DisplayName("S-36 whatever bytes come as MessagePack are read or refused, in little memory")
  void packedBytes() {
    Random random = new Random(SEED + 4);
    byte[] seed = MessagePack.bytes(TestServer.JSON.readTree(ORDER));
    for (int i = 0; i < rounds(50_000, 1_000_000); i++) {
      int round = i;
      byte[] bytes = mutated(seed, random);
      if (random.nextInt(10) == 0) {
        random.nextBytes(bytes);
      }
      // What is read can be written and read again; the rest is refused, and neither throws.
      PackedReader.read(bytes)
          .ifPresent(tree ->
              assertThat(PackedReader.read(MessagePack.bytes(tree)))
                  .as("seed " + (SEED + 4) + " round " + round)
                  .isPresent());
    }
  }
}
