// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.Desk;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.server.TestServer.Answer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every way in which the answer to an order that was taken can fail to come in time (facts 4.4):
 * the client is told that its order is pending, and never to send it again.
 */
final class PendingOrderTest {
  private static final Duration SOON = Duration.ofMillis(300);

  @TempDir private Path data;

  private static String order(String clientOrderId, String quantity) {
    return """
    {"symbol":"AAPL","qty":"%s","side":"buy","type":"limit","limit_price":"1.00",
     "time_in_force":"day","client_order_id":"%s"}
    """
        .formatted(quantity, clientOrderId);
  }

  private TestServer start(HeldJournal journal) {
    return TestServer.start(data, journal, UnaryOperator.identity(), SOON);
  }

  private static JsonNode pending(Answer answer, String clientOrderId) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.text("status")).isEqualTo("pending_new");
    assertThat(answer.text("client_order_id")).isEqualTo(clientOrderId);
    assertThat(answer.text("id")).matches(TestServer.UUID_FORM);
    return answer.json();
  }

  @Test
  @DisplayName("4.4 no answer in time: the order is pending, and its truth follows on the stream")
  void anAnswerThatDoesNotComeInTime() {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway = start(journal);
        StreamClient stream = gateway.listen()) {
      JsonNode usual = gateway.place(order("usual", "1"));
      assertThat(stream.nextUpdate().at("/order/id")).isEqualTo(usual.get("id"));
      assertThat(stream.nextUpdate().get("event").asString()).isEqualTo("new");
      journal.hold();
      JsonNode pending = pending(gateway.post("/v2/orders", order("late", "2")), "late");
      assertThat(pending.propertyNames()).containsExactlyElementsOf(usual.propertyNames());
      assertThat(pending.get("qty").asString()).isEqualTo("2");
      String path = "/v2/orders/" + pending.get("id").asString();
      assertThat(gateway.get(path).text("status")).isEqualTo("pending_new");
      assertThat(gateway.get("/v2/orders:by_client_order_id?client_order_id=late").json())
          .isEqualTo(pending);
      assertThat(stream.hasFrames()).isFalse();
      journal.release();
      JsonNode told = stream.nextUpdate();
      assertThat(told.get("event").asString()).isEqualTo("pending_new");
      assertThat(told.at("/order/id")).isEqualTo(pending.get("id"));
      gateway.awaitStatus(pending, "new");
    }
  }

  @Test
  @DisplayName("4.4 a pending order that is sent again is the same order")
  void sentAgain() {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway = start(journal)) {
      journal.hold();
      JsonNode first = pending(gateway.post("/v2/orders", order("again", "1")), "again");
      JsonNode second = pending(gateway.post("/v2/orders", order("again", "1")), "again");
      assertThat(second.get("id")).isEqualTo(first.get("id"));
      journal.release();
      gateway.awaitStatus(first, "new");
      assertThat(gateway.get("/v2/orders").json()).hasSize(1);
      assertThat(gateway.place(order("again", "1")).get("id")).isEqualTo(first.get("id"));
    }
  }

  @Test
  @DisplayName("4.4 a pending order that is refused after all is told of as rejected")
  void refusedAfterAll() {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway = start(journal);
        StreamClient stream = gateway.listen()) {
      journal.hold();
      JsonNode pending = pending(gateway.post("/v2/orders", order("dear", "1000000")), "dear");
      journal.release();
      JsonNode told = stream.nextUpdate();
      assertThat(told.get("event").asString()).isEqualTo("rejected");
      assertThat(told.get("event_id").asString()).matches("[0-9A-HJKMNP-TV-Z]{26}");
      assertThat(told.get("execution_id").asString()).matches(TestServer.UUID_FORM);
      assertThat(told.get("timestamp").asString()).isEqualTo(told.get("at").asString());
      assertThat(told.at("/order/id")).isEqualTo(pending.get("id"));
      assertThat(told.at("/order/status").asString()).isEqualTo("rejected");
      assertThat(told.at("/order/failed_at").isNull()).isFalse();
      String path = "/v2/orders/" + pending.get("id").asString();
      assertThat(gateway.get(path).text("status")).isEqualTo("rejected");
      assertThat(gateway.get("/v2/orders?status=all").json()).isEmpty();
      // It was none, so the id is free for one that can be paid.
      assertThat(gateway.place(order("dear", "1")).get("id")).isNotEqualTo(pending.get("id"));
    }
  }

  @Test
  @DisplayName("4.4 I-01 the disk fails under an order: no promise; a later one is not taken")
  void theJournalFails() {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway = start(journal)) {
      journal.fail();
      Answer broken = gateway.post("/v2/orders", order("broken", "1"));
      assertThat(broken.status()).isEqualTo(500);
      assertThat(broken.json().get("code").asInt()).isEqualTo(50010000);
      assertThat(broken.message()).contains("it may have been done");
      Answer later = gateway.post("/v2/orders", order("later", "1"));
      assertThat(later.status()).isEqualTo(503);
      assertThat(later.message()).contains("the disk has failed");
      assertThat(gateway.broker.isEmpty()).isTrue();
    }
  }

  @Test
  @DisplayName("4.4 the server stops while an order waits: it is answered as pending")
  void theServerStops() throws Exception {
    HeldJournal journal = new HeldJournal();
    Duration longer = SOON.multipliedBy(20);
    try (TestServer gateway =
        TestServer.start(data, journal, config -> config.stopping(longer), SOON)) {
      journal.hold();
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> gateway.post("/v2/orders", order("stop", "1")));
      TestServer.await(() -> journal.waiting() == 1);
      gateway.server.close();
      pending(answer.get(), "stop");
      journal.release();
      TestServer.await(() -> !gateway.broker.isEmpty());
    }
  }

  @Test
  @DisplayName("4.4 the waiting thread is interrupted: the order is pending")
  void theThreadIsInterrupted() throws Exception {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway =
        TestServer.start(data, journal, UnaryOperator.identity(), Duration.ofSeconds(60))) {
      Desk desk =
          interrupting(new GatewayDesk(gateway.gateway, gateway.store, gateway.keys::allowance));
      ServerConfig config = ServerConfig.of(0, TradingHours.ALWAYS, TestServer.CLOCK);
      try (FairleadServer other =
              FairleadServer.start(config, desk, gateway.keys, gateway.watchlists);
          HttpClient http = HttpClient.newHttpClient()) {
        journal.hold();
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(other.address() + "/v2/orders"))
                .header("APCA-API-KEY-ID", gateway.key.key().id())
                .header("APCA-API-SECRET-KEY", gateway.key.secret())
                .POST(HttpRequest.BodyPublishers.ofString(order("stirred", "1")))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        pending(
            new Answer(answer.statusCode(), TestServer.JSON.readTree(answer.body()), answer),
            "stirred");
        journal.release();
        TestServer.await(() -> !gateway.broker.isEmpty());
      }
    }
  }

  /** The same desk, but whoever places an order is interrupted while it does. */
  private static Desk interrupting(Desk desk) {
    return around(
        Desk.class,
        desk,
        (method, result) -> {
          if (!method.getName().equals("client")) {
            return result;
          }
          Thread waiting = Thread.currentThread();
          return around(
              ClientSession.class,
              (ClientSession) result,
              (_, reply) -> reply,
              called -> {
                if (called.getName().equals("place")) {
                  waiting.interrupt();
                }
              });
        });
  }

  private interface After {
    Object result(Method method, Object result);
  }

  private interface Before {
    void called(Method method);
  }

  private static <T> T around(Class<T> type, T target, After after) {
    return around(type, target, after, _ -> {});
  }

  private static <T> T around(Class<T> type, T target, After after, Before before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              before.called(method);
              try {
                return after.result(method, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  @DisplayName("4.4 the store is behind: an order needs it for nothing")
  void theStoreIsBehind() {
    try (TestServer gateway = start(new HeldJournal())) {
      gateway.storeWriter.close();
      Answer answer = gateway.post("/v2/orders", order("blind", "1"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("status")).isEqualTo("pending_new");
    }
  }

  @Test
  @DisplayName("4.4 only placing is answered so: a cancel or change of unknown outcome is a 500")
  void othersOfUnknownOutcome() {
    HeldJournal journal = new HeldJournal();
    try (TestServer gateway = start(journal)) {
      JsonNode changed = gateway.awaitStatus(gateway.place(order("changed", "1")), "new");
      JsonNode canceled = gateway.awaitStatus(gateway.place(order("canceled", "1")), "new");
      journal.hold();
      Answer change =
          gateway.patch("/v2/orders/" + changed.get("id").asString(), "{\"qty\":\"2\"}");
      assertThat(change.status()).isEqualTo(500);
      assertThat(change.json().get("code").asInt()).isEqualTo(50010000);
      assertThat(change.message()).contains("it may have been done");
      Answer cancel = gateway.delete("/v2/orders/" + canceled.get("id").asString());
      assertThat(cancel.status()).isEqualTo(500);
      journal.release();
      gateway.awaitStatus(changed, "replaced");
      gateway.awaitStatus(canceled, "canceled");
    }
  }
}
