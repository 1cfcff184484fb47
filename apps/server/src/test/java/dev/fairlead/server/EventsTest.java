// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.notice.EventName;
import dev.fairlead.server.TestServer.Answer;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Events as Fairlead's own API tells them: of a key's orders, and of the gateway. */
final class EventsTest extends InsideServer {
  private static final String OF_KEY = ROOT + "/events/stream";
  private static final String OF_GATEWAY = ROOT + "/gateway/events/stream";

  private EventClient ofKey(String query, @Nullable String lastEventId) {
    return EventClient.open(gateway, OF_KEY, query, gateway.key, lastEventId);
  }

  private EventClient ofGateway(String query) {
    return EventClient.open(gateway, OF_GATEWAY, query, admin, null);
  }

  private JsonNode gatewayEvents(String query) {
    Answer answer = ask("GET", "/gateway/events" + query, null, admin);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event").asString()).toList();
  }

  private void trade(int orders) {
    for (int i = 0; i < orders; i++) {
      gateway.awaitStatus(gateway.place(LIMIT_ORDER), "new");
    }
  }

  @Test
  void everyNameIsInTheDocument() {
    assertThat(words("Event", "event"))
        .containsExactly(words(EventName.ofOrders().toArray(EventName[]::new)));
    assertThat(words("GatewayEvent", "event"))
        .containsExactly(words(EventName.ofGateway().toArray(EventName[]::new)));
  }

  @Test
  @DisplayName("I-32 the stream and the listing tell the same bytes, wherever one begins")
  void theStreamAndTheListingTellTheSame() {
    trade(3);
    List<JsonNode> listed = get("/events").get("events").valueStream().toList();
    assertThat(listed).hasSize(6);
    try (EventClient all = ofKey("since=0", null);
        EventClient rest = ofKey("since=4", null);
        EventClient again = ofKey("since=0", "2")) {
      assertThat(all.response.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("text/event-stream;charset=utf-8");
      List<JsonNode> told = all.next(6);
      assertThat(told).isEqualTo(listed);
      assertThat(rest.next(2)).isEqualTo(listed.subList(4, 6));
      assertThat(again.next(4)).isEqualTo(listed.subList(2, 6));
      trade(1);
      assertThat(names(all.next(2))).containsExactly("order_accepted", "order_working");
    }
  }

  @Test
  void idsAreTheNumbersOfTheEvents() {
    trade(1);
    try (EventClient client = ofKey("since=0", null)) {
      assertThat(client.nextLine()).startsWith(":");
      for (long number = 1; number <= 2; number++) {
        assertThat(client.nextLine()).isEqualTo("id: " + number);
        assertThat(client.nextLine()).startsWith("data: {\"number\":" + number + ",");
      }
    }
  }

  @Test
  void onlyTheEventsThatAreAskedForAreTold() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    try (EventClient client = ofKey("since=0&names=order_partially_filled,order_filled", null)) {
      gateway.broker.fill("AAPL", "4", "189.4");
      gateway.broker.fill("AAPL", "6", "189.4");
      List<JsonNode> told = client.next(2);
      assertThat(names(told)).containsExactly("order_partially_filled", "order_filled");
      assertThat(told).extracting(event -> event.get("number").asLong()).containsExactly(3L, 4L);
      assertThat(told).extracting(event -> event.get("what").asString()).containsOnly("filled");
    }
  }

  @Test
  @DisplayName("S-11 a key hears of its own orders and of nobody else's")
  void aKeyHearsOfItsOwnOrders() {
    trade(2);
    try (EventClient other = EventClient.open(gateway, OF_KEY, "since=0", otherKey(), null)) {
      assertThat(other.nextLine()).startsWith(":");
      trade(1);
      gateway.broker.goDown();
      assertThat(other.lines()).noneMatch(line -> line.startsWith("data"));
    }
  }

  private IssuedKey otherKey() {
    return gateway.keys.create();
  }

  @Test
  @DisplayName("I-32 what happens to the gateway is numbered from 1 without a gap")
  void theGatewaysEventsAreNumbered() {
    try (EventClient client = ofGateway("since=0")) {
      JsonNode up = client.next();
      assertThat(up.get("event").asString()).isEqualTo("broker_up");
      assertThat(up.get("account").asString()).isEqualTo("test:main");
      gateway.broker.goDown();
      JsonNode down = client.next();
      assertThat(down.get("event").asString()).isEqualTo("broker_down");
      assertThat(down.at("/details/reason").asString()).isNotBlank();
      gateway.broker.goUp(TestBroker.TAKES_ALL);
      assertThat(client.next().get("event").asString()).isEqualTo("broker_up");
      List<JsonNode> listed = gatewayEvents("").get("events").valueStream().toList();
      assertThat(listed.subList(0, 2)).containsExactly(up, down);
      assertThat(listed)
          .extracting(event -> event.get("number").asLong())
          .isEqualTo(LongStream.rangeClosed(1, listed.size()).boxed().toList());
    }
  }

  @Test
  void aKeyThatIsRevokedIsToldNoMore() {
    try (EventClient client = ofGateway("since=0")) {
      assertThat(client.next().get("number").asLong()).isEqualTo(1);
      gateway.keys.revoke(admin.key().id());
      gateway.broker.goDown();
      assertThat(client.endsCleanly()).isFalse();
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void theGatewaysEventsAreReadOnFromAnyCursor() {
    TestServer.await(() -> !gatewayEvents("").get("events").isEmpty());
    JsonNode first = gatewayEvents("?limit=1");
    gateway.broker.goDown();
    TestServer.await(
        () -> !gatewayEvents("?cursor=" + first.get("next").asString()).get("events").isEmpty());
    JsonNode next = gatewayEvents("?limit=1&cursor=" + first.get("next").asString());
    assertThat(next.at("/events/0/number").asLong()).isEqualTo(2);
    assertThat(next.at("/events/0/event").asString()).isEqualTo("broker_down");
  }

  @Test
  @DisplayName("S-13 what happens to the gateway is for administrators")
  void theGatewaysEventsAreForAdministrators() {
    for (String path : List.of("/gateway/events", "/gateway/events/stream")) {
      Answer answer = ask("GET", path, null, gateway.key);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("scope").asString()).isEqualTo("admin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/events/stream?since=-1, since",
    "/events/stream?since=x, since",
    "/events/stream?names=order_canceled, names",
    "/events/stream?names=broker_up, names",
    "/gateway/events/stream?names=order_filled, names",
    "/gateway/events?limit=0, limit",
    "/gateway/events?cursor=bzox, cursor"
  })
  void whatCannotBeMeantIsRefused(String path, String field) {
    boolean admins = path.startsWith("/gateway");
    Answer answer = ask("GET", path, null, admins ? admin : gateway.key);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }
}
