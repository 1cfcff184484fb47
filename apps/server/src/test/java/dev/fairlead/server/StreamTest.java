// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.stream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class StreamTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'}";

  /** So small that thousands of it are affordable. */
  private static final String SMALL = ORDER.replace("'10'", "'1'").replace("189.5", "1");

  @TempDir private Path data;

  private static UnaryOperator<ServerConfig> with(StreamConfig stream) {
    return config -> config.streaming(stream);
  }

  private static List<String> events(StreamClient client, int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(client.nextUpdate().get("event").asString());
    }
    return events;
  }

  @Test
  void theDialogueIsAlpacas() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.stream()) {
      client.sendBinary(
          "{'action':'authenticate','data':{'key_id':'%s','secret_key':'%s'}}"
              .formatted(gateway.key.key().id(), gateway.key.secret()));
      assertThat(client.next().toString())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\","
                  + "\"action\":\"authenticate\"}}");
      client.send("{'action':'listen','data':{'streams':['trade_updates','account_updates']}}");
      assertThat(client.next().toString())
          .isEqualTo("{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}");
      client.send("{'action':'unlisten','data':{'streams':['trade_updates']}}");
      assertThat(client.next().at("/data/streams")).isEmpty();
      client.send("{'action':'dance'}");
      assertThat(client.next().at("/data/error_message").asString()).contains("listen");
      client.send("not json");
      assertThat(client.next().get("action").asString()).isEqualTo("error");
      assertThat(client.textFrameSeen).isFalse();
    }
  }

  @Test
  void theOtherDialectIsAnsweredTheSame() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.stream()) {
      client.send(
          "{'action':'auth','key':'%s','secret':'%s'}"
              .formatted(gateway.key.key().id(), gateway.key.secret()));
      assertThat(client.next().toString())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\","
                  + "\"action\":\"authenticate\"}}");
    }
  }

  @Test
  void whoListensBeforeSayingWhoIsUnauthorized() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.stream()) {
      client.send("{'action':'listen','data':{'streams':['trade_updates']}}");
      assertThat(client.next().toString())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"unauthorized\","
                  + "\"action\":\"listen\"}}");
      gateway.place(ORDER);
      assertThat(client.hasFrames()).isFalse();
    }
  }

  @Test
  void aWrongSecretIsUnauthorizedAndEndsTheConnection() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.stream()) {
      client.send("{'action':'authenticate','data':{'key_id':'PKX','secret_key':'no'}}");
      assertThat(client.next().at("/data/status").asString()).isEqualTo("unauthorized");
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void whoNeverSaysWhoIsSentAway() {
    StreamConfig hasty = StreamConfig.DEFAULT.authenticating(Duration.ofMillis(300));
    try (TestServer gateway = TestServer.start(data, new MemoryJournal(), with(hasty));
        StreamClient client = gateway.stream()) {
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void anOrdersLifeIsToldInOrder() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      JsonNode placed = gateway.place(ORDER);
      assertThat(events(client, 2)).containsExactly("pending_new", "new");
      String execution = gateway.broker.fill("AAPL", "4", "189.4");
      JsonNode partial = client.nextUpdate();
      assertThat(partial.propertyNames())
          .containsExactly(
              "at",
              "event",
              "event_id",
              "execution_id",
              "position_qty",
              "price",
              "qty",
              "timestamp",
              "order");
      assertThat(partial.get("event").asString()).isEqualTo("partial_fill");
      assertThat(partial.get("price").asString()).isEqualTo("189.4");
      assertThat(partial.get("qty").asString()).isEqualTo("4");
      assertThat(partial.get("position_qty").asString()).isEqualTo("4");
      assertThat(partial.get("timestamp").asString()).isEqualTo("2026-08-17T14:00:01.123456789Z");
      assertThat(partial.get("execution_id").asString())
          .matches(TestServer.UUID_FORM)
          .doesNotContain(execution);
      assertThat(partial.get("event_id").asString()).matches("[0-9A-HJKMNP-TV-Z]{26}");
      assertThat(partial.at("/order/id")).isEqualTo(placed.get("id"));
      assertThat(partial.at("/order/filled_qty").asString()).isEqualTo("4");
      assertThat(partial.get("order").propertyNames())
          .containsExactlyElementsOf(placed.propertyNames());
      gateway.broker.fill("AAPL", "6", "189.5");
      JsonNode fill = client.nextUpdate();
      assertThat(fill.get("event").asString()).isEqualTo("fill");
      assertThat(fill.at("/order/status").asString()).isEqualTo("filled");
      assertThat(fill.get("position_qty").asString()).isEqualTo("10");
    }
  }

  @Test
  void cancelsAndReplacesAndRejectionsAreTold() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      JsonNode placed = gateway.place(ORDER);
      assertThat(events(client, 2)).containsExactly("pending_new", "new");
      String path = "/v2/orders/" + placed.get("id").asString();
      JsonNode successor = gateway.patch(path, "{\"limit_price\":189}").json();
      List<String> told = new ArrayList<>();
      String oldStatus = "";
      for (JsonNode update = client.nextUpdate();
          !(update.get("event").asString().equals("new")
              && update.at("/order/id").equals(successor.get("id")));
          update = client.nextUpdate()) {
        told.add(update.get("event").asString());
        if (update.get("event").asString().equals("replaced")) {
          assertThat(update.at("/order/id")).isEqualTo(placed.get("id"));
          oldStatus = update.at("/order/status").asString();
        }
      }
      assertThat(told).contains("pending_replace", "replaced");
      assertThat(oldStatus).isEqualTo("replaced");
      gateway.delete("/v2/orders/" + successor.get("id").asString());
      assertThat(events(client, 2)).containsExactly("pending_cancel", "canceled");
      gateway.place(ORDER);
      assertThat(events(client, 2)).containsExactly("pending_new", "new");
      gateway.broker.reject("AAPL", "halted");
      assertThat(events(client, 1)).containsExactly("rejected");
    }
  }

  @Test
  void othersOrdersAreNotTold() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      IssuedKey other = gateway.keys.create();
      gateway.send("POST", "/v2/orders", ORDER.replace('\'', '"'), other);
      JsonNode mine = gateway.place(ORDER);
      assertThat(client.nextUpdate().at("/order/id")).isEqualTo(mine.get("id"));
    }
  }

  @Test
  void whoStopsListeningHearsNothing() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      client.send("{'action':'listen','data':{'streams':[]}}");
      assertThat(client.next().at("/data/streams")).isEmpty();
      gateway.awaitStatus(gateway.place(ORDER), "new");
      client.send("{'action':'listen','data':{'streams':['trade_updates']}}");
      assertThat(client.next().at("/data/streams")).hasSize(1);
    }
  }

  @Test
  @DisplayName("S-14 a revoked key's stream ends within a second")
  void aRevokedKeysStreamEnds() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      long start = System.nanoTime();
      gateway.keys.revoke(gateway.key.key().id());
      assertThat(client.closeCode()).isEqualTo(1008);
      assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }
  }

  @Test
  @DisplayName("I-32 event ids grow across a restart")
  void eventIdsGoOnAfterARestart() {
    MemoryJournal journal = new MemoryJournal();
    List<String> ids = new ArrayList<>();
    IssuedKey key;
    try (TestServer gateway = TestServer.start(data, journal, config -> config);
        StreamClient client = gateway.listen()) {
      key = gateway.key;
      gateway.place(ORDER);
      ids.add(client.nextUpdate().get("event_id").asString());
      ids.add(client.nextUpdate().get("event_id").asString());
    }
    try (TestServer gateway = TestServer.start(data, journal, config -> config);
        StreamClient client = gateway.stream()) {
      client.send(
          "{'action':'auth','key':'%s','secret':'%s'}".formatted(key.key().id(), key.secret()));
      client.next();
      client.send("{'action':'listen','data':{'streams':['trade_updates']}}");
      client.next();
      gateway.send("POST", "/v2/orders", ORDER.replace('\'', '"'), key);
      ids.add(client.nextUpdate().get("event_id").asString());
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("S-36 more streams than there may be are refused with 429")
  void theNumberOfStreamsIsLimited() {
    StreamConfig few = StreamConfig.DEFAULT.limited(2, 2, 100);
    try (TestServer gateway = TestServer.start(data, new MemoryJournal(), with(few));
        StreamClient first = gateway.stream();
        StreamClient second = gateway.stream();
        RawHttp third = RawHttp.connect(gateway.server)) {
      first.send("{'action':'dance'}");
      first.next();
      second.send("{'action':'dance'}");
      second.next();
      RawHttp.Response refused = third.sayUpgrade().response();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("code").asInt()).isEqualTo(42910000);
    }
  }

  @Test
  @DisplayName("S-36 a frame of more than 64 KiB ends its connection")
  void aHugeFrameEndsTheConnection() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.stream()) {
      client.send("{'action':'" + "x".repeat(70_000) + "'}");
      assertThat(client.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void aSlowReaderIsCutAndTheOthersLoseNothing() throws Exception {
    int orders = 3_000;
    StreamConfig small = StreamConfig.DEFAULT.limited(10, 10, 64);
    try (TestServer gateway = TestServer.start(data, new MemoryJournal(), with(small));
        StreamClient quick = gateway.listen();
        DeafStream deaf = DeafStream.connect(gateway)) {
      TestServer.await(() -> gateway.server.streams() == 2);
      long slowest = 0;
      List<String> placed = new ArrayList<>();
      List<String> heard = new ArrayList<>();
      for (int i = 0; i < orders && gateway.server.streams() == 2; i++) {
        long start = System.nanoTime();
        placed.add(gateway.place(SMALL).get("id").asString());
        slowest = Math.max(slowest, System.nanoTime() - start);
        if (i % 10 == 0) {
          // A busy machine may starve the reader: it reads before its own queue can be full.
          hear(quick, heard, placed.size());
        }
      }
      TestServer.await(() -> gateway.server.streams() == 1);
      assertThat(deaf.isCut()).isTrue();
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
      hear(quick, heard, placed.size());
      assertThat(heard).isEqualTo(placed);
    }
  }

  /** Reads until so many orders were heard of. */
  private static void hear(StreamClient stream, List<String> heard, int count) throws Exception {
    while (heard.size() < count) {
      JsonNode update = stream.nextUpdate();
      if (update.get("event").asString().equals("pending_new")) {
        heard.add(update.at("/order/id").asString());
      }
    }
  }
}
