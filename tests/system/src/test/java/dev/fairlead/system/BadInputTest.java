// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.system.TradingClient.Answer;
import dev.fairlead.testkit.Await;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What no SDK would send, on the sockets of a running gateway. After each the gateway still trades,
 * and holds no order that it did not promise.
 */
final class BadInputTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int SOCKET_LIMIT_MILLIS = 60_000;

  @TempDir private static Path folder;

  private static GatewayProcess gateway;
  private static TradingClient client;

  @BeforeAll
  static void start() {
    gateway = GatewayProcess.up(folder.resolve("data")).ready();
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  @AfterEach
  void stillTrades() throws Exception {
    assertThat(gateway.isAlive()).isTrue();
    Answer placed = client.post("/v2/orders", order());
    assertThat(placed.status()).as("%s", placed).isEqualTo(200);
    assertThat(client.delete("/v2/orders/" + placed.text("id")).status()).isEqualTo(204);
    Await.until("it is cancelled", () -> isCanceled(placed.text("id")));
    assertThat(gateway.err()).noneMatch(line -> line.contains(" ERROR "));
  }

  private static boolean isCanceled(String order) {
    try {
      return client.get("/v2/orders/" + order).text("status").equals("canceled");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> order() {
    Map<String, String> order = new LinkedHashMap<>();
    order.put("symbol", "AAPL");
    order.put("qty", "1");
    order.put("side", "buy");
    order.put("type", "limit");
    order.put("limit_price", "1.50");
    order.put("time_in_force", "gtc");
    return order;
  }

  @ParameterizedTest
  @CsvSource({
    "qty, -1",
    "qty, 0",
    "qty, NaN",
    "qty, 1e400",
    "qty, 1234567890123456789",
    "qty, 0.0000000001",
    "qty, Infinity",
    "qty, 0x10",
    "qty, ''",
    "qty, ' 1'",
    "qty, ١",
    "limit_price, -1",
    "limit_price, 0",
    "limit_price, NaN",
    "limit_price, 1e400",
    "limit_price, 1234567890123456789",
    "limit_price, 1.0000000001",
    "limit_price, 1.505",
    "symbol, NOSUCH",
    "symbol, aapl'; DROP TABLE orders; --",
    "side, hold",
    "type, iceberg",
    "time_in_force, forever",
    "client_order_id, LONG"
  })
  void aFieldThatIsWrongIsNamed(String field, String value) throws Exception {
    Map<String, String> order = order();
    order.put(field, value.equals("LONG") ? "x".repeat(200) : value);
    long before = orders();
    Answer answer = client.post("/v2/orders", order);
    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.body().path("code").asInt(0)).isPositive();
    assertThat(answer.text("message")).contains(field);
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void anEmojiIsAGoodClientOrderIdAndFoundAgain() throws Exception {
    Map<String, String> order = order();
    order.put("client_order_id", "🚀 to the moon");
    Answer placed = client.post("/v2/orders", order);
    if (placed.isOk()) {
      assertThat(client.orderByClientId("🚀 to the moon").text("id")).isEqualTo(placed.text("id"));
    } else {
      assertThat(placed.status()).isEqualTo(422);
      assertThat(placed.text("message")).contains("client_order_id");
    }
  }

  @Test
  void quantityAndNotionalAreEitherOr() throws Exception {
    Map<String, String> both = order();
    both.put("notional", "10");
    assertThat(client.post("/v2/orders", both).status()).isEqualTo(422);
    Map<String, String> neither = order();
    neither.remove("qty");
    assertThat(client.post("/v2/orders", neither).status()).isEqualTo(422);
    Map<String, String> unpriced = order();
    unpriced.remove("limit_price");
    assertThat(client.post("/v2/orders", unpriced).text("message")).contains("limit_price");
  }

  @Test
  @DisplayName("I-06 the same id is the same order, and with another body a conflict")
  void theSameIdTwice() throws Exception {
    Map<String, String> order = order();
    order.put("client_order_id", "twice");
    Answer first = client.post("/v2/orders", order);
    assertThat(client.post("/v2/orders", order).text("id")).isEqualTo(first.text("id"));
    order.put("qty", "2");
    Answer conflict = client.post("/v2/orders", order);
    assertThat(conflict.status()).isEqualTo(422);
    assertThat(conflict.text("message")).contains("client_order_id must be unique");
  }

  private static long orders() throws Exception {
    return client.get("/v2/orders?status=open&limit=500").ok().size();
  }

  @Test
  void withoutTheRightKeyNothingIsTold() throws Exception {
    for (String head : List.of("", "APCA-API-KEY-ID: PKNOBODY\r\nAPCA-API-SECRET-KEY: no\r\n")) {
      String answer = ask("GET /v2/account HTTP/1.1\r\nHost: 127.0.0.1\r\n" + head + "\r\n");
      assertThat(answer).containsPattern("^HTTP/1.1 (401|403) ").contains("\"message\"");
      assertThat(answer).doesNotContain("cash");
    }
    String wrong = keys().replaceFirst("(?m)^(APCA-API-SECRET-KEY: )..", "$1xx");
    assertThat(ask("GET /v2/account HTTP/1.1\r\nHost: 127.0.0.1\r\n" + wrong + "\r\n"))
        .containsPattern("^HTTP/1.1 (401|403) ");
    assertThat(ask("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aBodyOfTwentyMebibytesIsRefused() throws Exception {
    String head =
        "POST /v2/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + keys()
            + "Content-Type: application/json\r\nContent-Length: "
            + 20 * MEBIBYTE
            + "\r\n\r\n";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] mebibyte = new byte[MEBIBYTE];
      try {
        for (int i = 0; i < 20; i++) {
          socket.getOutputStream().write(mebibyte);
        }
      } catch (IOException cut) {
        // It need not listen to the end.
      }
      assertThat(firstLine(socket).orElse("HTTP/1.1 413 closed unread")).contains(" 413 ");
    }
  }

  @Test
  void aBodyWithoutAnEndIsRefusedToo() throws Exception {
    String head =
        "POST /v2/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + keys()
            + "Transfer-Encoding: chunked\r\n\r\n";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] chunk =
          ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      try {
        for (int i = 0; i < 320; i++) {
          socket.getOutputStream().write(chunk);
        }
      } catch (IOException cut) {
        // It need not listen to the end.
      }
      assertThat(firstLine(socket).orElse("HTTP/1.1 413 closed unread")).contains(" 413 ");
    }
  }

  @Test
  void halfARequestHoldsUpNobodyAndIsNoOrder() throws Exception {
    long before = orders();
    String body = TradingClient.JSON.writeValueAsString(order());
    String whole =
        "POST /v2/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + keys()
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int length : List.of(5, 40, whole.length() - body.length(), whole.length() - 1)) {
        String half = whole.substring(0, length);
        for (int i = 0; i < 25; i++) {
          Socket socket = connect();
          socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
          stalled.add(socket);
        }
        try (Socket socket = connect()) {
          socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          assertThat(firstLine(socket).orElse("")).doesNotContain(" 200 ");
        }
      }
      stillTrades();
      assertThat(orders()).isEqualTo(before);
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void whatIsNotHttpIsRefused() throws Exception {
    assertThat(ask("\u0000\u0001\u0002garbage\r\n\r\n")).doesNotContain(" 200 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(MEBIBYTE) + "\r\n\r\n"))
        .doesNotContain(" 200 ");
    for (String body :
        List.of(
            "{",
            "[]",
            "null",
            "\"order\"",
            "{\"symbol\":\"AAPL\",\"symbol\":\"MSFT\"}",
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "{\"symbol\":{\"deep\":1}}",
            "\u0000")) {
      assertThat(ask(post(body))).containsPattern("^HTTP/1.1 4\\d\\d ");
    }
  }

  private static String post(String body) {
    return "POST /v2/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + keys()
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  @DisplayName("F-K04 ten thousand orders at once are all answered, and none is lost")
  void tenThousandOrdersAtOnce() throws Exception {
    int sockets = 500;
    int each = 20;
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < sockets; i++) {
      open.add(connect());
    }
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Integer>>> answers = new ArrayList<>();
      for (int i = 0; i < sockets; i++) {
        Socket socket = open.get(i);
        String prefix = "flood-" + i + "-";
        answers.add(readers.submit(() -> flood(socket, prefix, each)));
      }
      List<String> accepted = new ArrayList<>();
      int refused = 0;
      for (int i = 0; i < sockets; i++) {
        List<Integer> statuses = answers.get(i).get(120, TimeUnit.SECONDS);
        assertThat(statuses).hasSize(each);
        for (int j = 0; j < each; j++) {
          int status = statuses.get(j);
          assertThat(status).isIn(200, 403, 429);
          if (status == 200) {
            accepted.add("flood-" + i + "-" + j);
          } else {
            refused++;
          }
        }
      }
      System.out.println(
          "BadInputTest: of 10,000 orders at once "
              + accepted.size()
              + " accepted, "
              + refused
              + " refused, "
              + peakMebibytes().map(peak -> peak + " MiB at most").orElse("memory not known"));
      assertThat(accepted).hasSizeGreaterThan(1_000);
      peakMebibytes().ifPresent(peak -> assertThat(peak).isLessThan(900));
      allAreThere(accepted);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    assertThat(client.delete("/v2/orders").status()).isEqualTo(207);
    Await.until("all are cancelled", Duration.ofSeconds(60), BadInputTest::noneIsOpen);
  }

  private static boolean noneIsOpen() {
    try {
      return orders() == 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends {@code count} orders without waiting, then reads as many answers. */
  private static List<Integer> flood(Socket socket, String prefix, int count) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Map<String, String> order = order();
      order.put("client_order_id", prefix + i);
      String body = TradingClient.JSON.writeValueAsString(order);
      requests
          .append("POST /v2/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n")
          .append(keys())
          .append("Content-Length: ")
          .append(body.length())
          .append("\r\n\r\n")
          .append(body);
    }
    socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    List<Integer> statuses = new ArrayList<>();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (int i = 0; i < count; i++) {
      statuses.add(RawAnswer.read(in).status());
    }
    return statuses;
  }

  private static void allAreThere(List<String> accepted) throws Exception {
    for (int i = 0; i < accepted.size(); i += 50) {
      String id = accepted.get(i);
      assertThat(client.orderByClientId(id).status()).as(id).isEqualTo(200);
    }
    Answer account = client.get("/v2/account");
    assertThat(account.status()).isEqualTo(200);
    long found = 0;
    String after = "";
    for (List<String> page = page(after); !page.isEmpty(); page = page(after)) {
      found += page.size() - 1;
      after = page.getLast();
    }
    assertThat(found).isEqualTo(accepted.size());
  }

  /** The flood's open orders after an instant, oldest first, and then the last one's instant. */
  private static List<String> page(String after) throws Exception {
    List<String> page = new ArrayList<>();
    String path = "/v2/orders?status=open&limit=500&direction=asc";
    String last = "";
    for (var order : client.get(after.isEmpty() ? path : path + "&after=" + after).ok()) {
      last = order.path("submitted_at").asString("");
      if (order.path("client_order_id").asString("").startsWith("flood-")) {
        page.add(order.path("client_order_id").asString(""));
      }
    }
    if (!last.isEmpty()) {
      page.add(last);
    }
    return page;
  }

  private static Optional<Long> peakMebibytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(gateway.pid()), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst();
  }

  private static String keys() {
    ClientEnv env = client.env();
    return "APCA-API-KEY-ID: " + env.keyId() + "\r\nAPCA-API-SECRET-KEY: " + env.secret() + "\r\n";
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(client.env().baseUrl().getHost(), client.env().baseUrl().getPort());
    socket.setSoTimeout(SOCKET_LIMIT_MILLIS);
    return socket;
  }

  /** Sends it, and reads whatever is answered until the connection ends or one answer is whole. */
  private static String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException cut) {
        return "closed";
      }
      return RawAnswer.readIfAny(new BufferedInputStream(socket.getInputStream()))
          .map(RawAnswer::toString)
          .orElse("closed");
    }
  }

  private static Optional<String> firstLine(Socket socket) throws IOException {
    return RawAnswer.readIfAny(new BufferedInputStream(socket.getInputStream()))
        .map(answer -> answer.head().lines().findFirst().orElse(""));
  }
}
