// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.stream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /v2/events/trades}, facts 5.3. */
final class EventStreamTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'1'}";

  /** The past that every test can ask for. */
  private static final String ALWAYS = "since=2020-01-01T00:00:00Z";

  @TempDir private Path data;

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event_id").asString()).toList();
  }

  /** Places orders and waits for their events, two each. */
  private static void trade(TestServer gateway, int orders) {
    for (int i = 0; i < orders; i++) {
      gateway.awaitStatus(gateway.place(ORDER), "new");
    }
  }

  private static List<JsonNode> past(TestServer gateway, int count) {
    try (EventClient client = EventClient.open(gateway, ALWAYS)) {
      return client.next(count);
    }
  }

  @Test
  void theEventIsThatOfTheOtherStreamWithItsFields() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient socket = gateway.listen();
        EventClient client = EventClient.open(gateway, "")) {
      assertThat(client.response.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("text/event-stream;charset=utf-8");
      gateway.awaitStatus(gateway.place(ORDER), "new");
      gateway.broker.fill("AAPL", "1", "1");
      for (int i = 0; i < 3; i++) {
        assertThat(client.next()).isEqualTo(socket.nextUpdate());
      }
      trade(gateway, 1);
      JsonNode event = client.next();
      assertThat(event.propertyNames())
          .containsExactly("at", "event", "event_id", "execution_id", "timestamp", "order");
      JsonNode fill = past(gateway, 3).getLast();
      assertThat(fill.propertyNames())
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
    }
  }

  @Test
  void withoutABeginningThereIsNoPast() {
    try (TestServer gateway = TestServer.start(data)) {
      trade(gateway, 3);
      try (EventClient client = EventClient.open(gateway, "")) {
        JsonNode placed = gateway.place(ORDER);
        assertThat(client.next().at("/order/id")).isEqualTo(placed.get("id"));
      }
    }
  }

  @Test
  @DisplayName("I-32 the past and what comes are one list, without a gap or a repeat")
  void thePastAndThePresentMeetWithoutAGap() {
    int orders = 400;
    try (TestServer gateway = TestServer.start(data);
        StreamClient socket = gateway.listen()) {
      CompletableFuture<Void> trading =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; i < orders; i++) {
              gateway.place(ORDER);
            }
          });
      List<List<String>> heard = new ArrayList<>();
      List<EventClient> clients = new ArrayList<>();
      // Some come in the middle of it, while pages of the past and new events interleave.
      for (int i = 0; i < 4; i++) {
        clients.add(EventClient.open(gateway, ALWAYS));
      }
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 2 * orders; i++) {
        told.add(socket.nextUpdate().get("event_id").asString());
      }
      trading.join();
      for (EventClient client : clients) {
        heard.add(ids(client.next(2 * orders)));
        client.close();
      }
      assertThat(heard).allSatisfy(ids -> assertThat(ids).isEqualTo(told));
      assertThat(told).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("I-32 every event has an instant of its own, also those of one input")
  void noTwoEventsShareAnInstant() {
    try (TestServer gateway = TestServer.start(data)) {
      trade(gateway, 20);
      // One input that leads to twenty events at once.
      assertThat(gateway.delete("/v2/orders").json()).hasSize(20);
      TestServer.await(() -> gateway.get("/v2/orders").json().isEmpty());
      List<String> times =
          past(gateway, 80).stream().map(event -> event.get("at").asString()).toList();
      assertThat(times).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName(
      "I-32 who goes on a nanosecond after the last one, as Go does, misses and repeats none")
  void goingOnByTimeIsExact() {
    try (TestServer gateway = TestServer.start(data)) {
      trade(gateway, 12);
      gateway.delete("/v2/orders");
      TestServer.await(() -> gateway.get("/v2/orders").json().isEmpty());
      List<JsonNode> all = past(gateway, 48);
      Random random = new Random(5);
      List<String> heard = new ArrayList<>();
      String query = ALWAYS;
      while (heard.size() < all.size()) {
        try (EventClient client = EventClient.open(gateway, query)) {
          int some = Math.min(1 + random.nextInt(4), all.size() - heard.size());
          List<JsonNode> next = client.next(some);
          heard.addAll(ids(next));
          query = "since=" + Instant.parse(next.getLast().get("at").asString()).plusNanos(1);
        }
      }
      assertThat(heard).isEqualTo(ids(all));
    }
  }

  @Test
  @DisplayName("I-32 who goes on by the last id misses and repeats none, also after a restart")
  void goingOnByIdIsExact() {
    MemoryJournal journal = new MemoryJournal();
    List<JsonNode> all;
    IssuedKey key;
    try (TestServer gateway = TestServer.start(data, journal, config -> config)) {
      trade(gateway, 6);
      all = past(gateway, 12);
      key = gateway.key;
    }
    // The new server's store is empty and rebuilt from the journal: the ids are the same.
    try (TestServer gateway = TestServer.start(data, journal, config -> config)) {
      for (int i = 0; i < all.size() - 1; i++) {
        String id = all.get(i).get("event_id").asString();
        List<String> expected = ids(all.subList(i + 1, all.size()));
        try (EventClient byId =
                EventClient.open(
                    gateway, "since_id=" + id.toLowerCase(java.util.Locale.ROOT), key, null);
            EventClient byHeader = EventClient.open(gateway, "", key, id)) {
          assertThat(ids(byId.next(expected.size()))).isEqualTo(expected);
          assertThat(ids(byHeader.next(expected.size()))).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  @DisplayName("5.3 a range that ends is told to its end and ended with 200")
  void aRangeEnds() {
    try (TestServer gateway = TestServer.start(data)) {
      trade(gateway, 4);
      List<JsonNode> all = past(gateway, 8);
      String from = all.get(2).get("at").asString();
      String to = all.get(5).get("at").asString();
      try (EventClient byTime = EventClient.open(gateway, "since=" + from + "&until=" + to);
          EventClient byId =
              EventClient.open(
                  gateway, "since_id=" + ids(all).get(1) + "&until_id=" + ids(all).get(5))) {
        assertThat(ids(byTime.rest())).isEqualTo(ids(all.subList(2, 6)));
        assertThat(byTime.endsCleanly()).isTrue();
        assertThat(ids(byId.rest())).isEqualTo(ids(all.subList(2, 6)));
        assertThat(byId.endsCleanly()).isTrue();
      }
    }
  }

  @Test
  void aRangeOfThePastEndsThoughNothingCameAfterIt() {
    try (TestServer gateway = TestServer.start(data)) {
      trade(gateway, 1);
      List<JsonNode> all = past(gateway, 2);
      try (EventClient empty =
              EventClient.open(gateway, "since=2020-01-01&until=2020-01-02T00:00:00+00:00");
          EventClient some =
              EventClient.open(
                  gateway, "since=2020-01-01&until=" + all.getFirst().get("at").asString())) {
        assertThat(empty.rest()).isEmpty();
        assertThat(empty.endsCleanly()).isTrue();
        assertThat(ids(some.rest())).isEqualTo(ids(all.subList(0, 1)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "until=2026-01-01T00:00:00Z                                 | until    | since",
        "until_id=01G112NTT00000000000000000                        | until_id | since_id",
        "since=2026-01-01&since_id=01G112NTT00000000000000000       | since_id | since",
        "since=yesterday                                            | since    | 2006-01-02",
        "since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z      | until    | before since",
        "since_id=nonsense                                          | since_id | event_id",
        "since_id=ZZG112NTT00000000000000000                        | since_id | event_id",
        "since=2026-01-01&until_id=01G112NTT00000000000000000       | until_id | since_id"
      })
  @DisplayName("5.3 what contradicts itself is refused, with the field and what would be right")
  void rangesThatContradictThemselvesAreRefused(String query, String field, String limit) {
    try (TestServer gateway = TestServer.start(data)) {
      Answer answer = gateway.get("/v2/events/trades?" + query);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
      assertThat(answer.message()).contains(limit);
    }
  }

  @Test
  @DisplayName("5.3 a quiet stream says now and then that it lives")
  void aQuietStreamHasHeartbeats() {
    try (TestServer gateway = TestServer.start(data);
        EventClient client = EventClient.open(gateway, "")) {
      assertThat(client.nextLine()).isEqualTo(": connected");
      assertThat(client.nextLine()).isEqualTo(":heartbeat");
    }
  }

  @Test
  void othersEventsAreNotTold() {
    try (TestServer gateway = TestServer.start(data)) {
      IssuedKey other = gateway.keys.create();
      gateway.send("POST", "/v2/orders", ORDER.replace('\'', '"'), other);
      JsonNode mine = gateway.place(ORDER);
      try (EventClient client = EventClient.open(gateway, ALWAYS)) {
        assertThat(client.next().at("/order/id")).isEqualTo(mine.get("id"));
      }
    }
  }

  @Test
  @DisplayName("7.3 Go takes a clean end for the last, so a stop and a revoked key break off")
  void onlyTheEndOfARangeIsAnEnd() {
    try (TestServer gateway = TestServer.start(data)) {
      IssuedKey other = gateway.keys.create();
      try (EventClient revoked = EventClient.open(gateway, "", other, null);
          EventClient stopped = EventClient.open(gateway, "")) {
        gateway.keys.revoke(other.key().id());
        assertThat(revoked.endsCleanly()).isFalse();
        gateway.server.close();
        assertThat(stopped.endsCleanly()).isFalse();
        assertThat(stopped.lines()).contains(": the gateway is stopping");
      }
    }
  }

  @Test
  void aStreamDoesNotHoldUpTheStop() {
    try (TestServer gateway =
            TestServer.start(
                data, new MemoryJournal(), config -> config.stopping(Duration.ofSeconds(30)));
        EventClient client = EventClient.open(gateway, "")) {
      assertThat(client.nextLine()).isEqualTo(": connected");
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway.server::close);
      assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  @DisplayName("S-36 one key has no more streams than it may, and their ends make room")
  void theNumberOfStreamsOfAKeyIsLimited() {
    StreamConfig few = StreamConfig.DEFAULT.limited(10, 2, 100);
    try (TestServer gateway =
        TestServer.start(data, new MemoryJournal(), config -> config.streaming(few))) {
      IssuedKey other = gateway.keys.create();
      try (EventClient first = EventClient.open(gateway, "");
          StreamClient second = gateway.listen()) {
        assertThat(first.response.statusCode()).isEqualTo(200);
        Answer third = gateway.get("/v2/events/trades");
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.message()).contains("2 streams");
        try (EventClient others = EventClient.open(gateway, "", other, null)) {
          assertThat(others.response.statusCode()).isEqualTo(200);
        }
        assertThat(second.hasFrames()).isFalse();
      }
      TestServer.await(() -> {
        try (EventClient again = EventClient.open(gateway, "")) {
          return again.response.statusCode() == 200;
        }
      });
    }
  }
}
