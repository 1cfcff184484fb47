// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.inside.InsideApi;
import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Offer;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.records.BrokerRecord;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Fairlead's own API. Every answer here is checked against the document that is served. */
final class InsideTest {
  private static final String ROOT = InsideApi.ROOT;
  private static final String LIMIT_ORDER =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'}";

  @TempDir private Path data;
  private TestServer gateway;
  private InsideSpec spec;
  private IssuedKey admin;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
    spec = new InsideSpec(gateway.get(ROOT + "/openapi.json").json());
    admin = gateway.keys.create(Grant.of(Set.of(Scope.ADMIN)));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer ask(String method, String path, @Nullable String body, IssuedKey as) {
    String json = body == null ? null : body.replace('\'', '"');
    Answer answer = gateway.send(method, ROOT + path, json, as);
    spec.check(method, ROOT + path, answer);
    return answer;
  }

  private JsonNode get(String path) {
    Answer answer = ask("GET", path, null, gateway.key);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode trail(JsonNode order) {
    return get("/orders/" + order.get("id").asString());
  }

  @Test
  void theDocumentNamesEveryRouteAndNoOther() {
    Set<ServedRoute> documented = spec.routes();
    assertThat(gateway.server.routes().stream().filter(route -> route.path().startsWith(ROOT)))
        .containsExactlyInAnyOrderElementsOf(documented)
        .hasSizeGreaterThan(8);
    assertThat(gateway.server.routes().stream().map(ServedRoute::path))
        .filteredOn(path -> path.startsWith("/fairlead/"))
        .allSatisfy(path -> assertThat(path).startsWith(ROOT + "/"));
  }

  @Test
  void theDocumentHasEveryWordThatTheModelHas() {
    assertThat(words("Order", "status")).containsExactly(words(OrderStatus.values()));
    assertThat(words("Placement", "status")).containsExactly(words(PlacementStatus.values()));
    assertThat(words("Attempt", "kind")).containsExactly(words(Attempt.Kind.values()));
    assertThat(words("Capabilities", "replacing"))
        .containsExactly(words(Capabilities.Replacing.values()));
    assertThat(words("Identity", "kind"))
        .containsExactly(words(Capabilities.Identity.Kind.values()));
    assertThat(words("Budget", "lane")).containsExactly(words(Capabilities.Budget.Lane.values()));
    assertThat(words("Event", "what"))
        .containsExactlyInAnyOrder(
            Arrays.stream(Happened.class.getPermittedSubclasses())
                .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toArray(String[]::new));
  }

  private String[] words(String schema, String property) {
    return spec.document()
        .at("/components/schemas/" + schema + "/properties/" + property + "/enum")
        .valueStream()
        .map(JsonNode::asString)
        .toArray(String[]::new);
  }

  private static String[] words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  @Test
  void saysWhichVersionServes() {
    assertThat(get("/version").get("api").asString()).isEqualTo("v1");
    assertThat(spec.document().at("/info/version").asString()).startsWith("1.");
  }

  @Test
  void brokersTellTheirLinksAndWhatTheyTake() {
    JsonNode broker = get("/brokers").at("/brokers/0");
    assertThat(broker.get("account").asString()).isEqualTo("test:main");
    assertThat(broker.get("primary").asBoolean()).isTrue();
    assertThat(broker.at("/link/state").asString()).isEqualTo("up");
    assertThat(broker.at("/link/since").isString()).isTrue();
    assertThat(broker.get("last_error").isNull()).isTrue();
    assertThat(broker.at("/capabilities/offers")).hasSize(10);
    assertThat(broker.at("/capabilities/offers/0/time_in_force")).hasSize(6);
    gateway.broker.goDown();
    TestServer.await(() -> get("/brokers").at("/brokers/0/link/state").asString().equals("down"));
    JsonNode down = get("/brokers").at("/brokers/0");
    assertThat(down.at("/link/reason").asString()).isEqualTo("pulled by the test");
    assertThat(down.get("capabilities").isNull()).isTrue();
    assertThat(down.at("/last_error/error").asString()).contains("pulled by the test");
    assertThat(down.at("/last_error/at")).isEqualTo(down.at("/link/since"));
  }

  static List<BrokerRecord> planned() {
    return BrokerRecord.planned();
  }

  @ParameterizedTest
  @MethodSource("planned")
  void brokersTellAllThatAnyBrokerCanDo(BrokerRecord record) {
    Capabilities can = record.capabilities();
    gateway.broker.goUp(can);
    TestServer.await(() -> told("/doubt_class").asString().equals(can.doubtClass().name()));
    assertThat(told("/identity/kind").asString())
        .isEqualTo(can.identity().kind().name().toLowerCase(Locale.ROOT));
    assertThat(told("/replacing").asString())
        .isEqualTo(can.replacing().name().toLowerCase(Locale.ROOT));
    assertThat(told("/absence").isNull()).isEqualTo(can.absence() == null);
    assertThat(told("/reach/replays").asBoolean()).isEqualTo(can.reach().replays());
    assertThat(told("/budgets")).hasSameSizeAs(can.budgets());
    assertThat(told("/pauses")).hasSameSizeAs(can.pauses());
    int offers =
        told("/offers").valueStream().mapToInt(offer -> offer.get("time_in_force").size()).sum();
    assertThat(offers).isEqualTo(can.offers().list().size());
    int extended =
        told("/offers").valueStream().mapToInt(offer -> offer.get("extended_hours").size()).sum();
    assertThat(extended)
        .isEqualTo(
            (int)
                can.offers().list().stream()
                    .filter(offer -> offer.traits().contains(Offer.Trait.EXTENDED_HOURS))
                    .count());
  }

  private JsonNode told(String capability) {
    return get("/brokers").at("/brokers/0/capabilities" + capability);
  }

  @Test
  void anAccountTellsWhatItHasDoneInNumbers() {
    JsonNode none = get("/brokers/test:main/metrics");
    assertThat(none.at("/orders/total").asLong()).isZero();
    assertThat(none.get("success_rate").isNull()).isTrue();
    assertThat(none.at("/requests/0/latency/p99_micros").isNull()).isTrue();
    assertThat(none.get("traded")).isEmpty();
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(placed, "filled");
    gateway.broker.losesAnswers = true;
    JsonNode lost = gateway.place(LIMIT_ORDER);
    TestServer.await(() -> trail(lost).get("status").asString().equals("in_doubt"));
    JsonNode metrics = get("/brokers/test:main/metrics");
    assertThat(metrics.get("account").asString()).isEqualTo("test:main");
    assertThat(metrics.at("/orders/total").asLong()).isEqualTo(2);
    assertThat(metrics.at("/orders/successful").asLong()).isEqualTo(1);
    assertThat(metrics.at("/orders/open").asLong()).isEqualTo(1);
    assertThat(metrics.at("/orders/by_status/in_doubt").asLong()).isEqualTo(1);
    assertThat(metrics.get("trades").asLong()).isEqualTo(1);
    assertThat(metrics.at("/traded/0/volume").asString()).isEqualTo("1894");
    assertThat(metrics.at("/traded/0/commission").asString()).isEqualTo("0");
    assertThat(metrics.at("/traded/0/currency").asString()).isEqualTo("USD");
    JsonNode places = metrics.at("/requests/0");
    assertThat(places.get("kind").asString()).isEqualTo("place");
    assertThat(places.get("sent").asLong()).isEqualTo(2);
    assertThat(places.get("in_doubt").asLong()).isEqualTo(1);
    assertThat(places.get("success_rate").asString()).isEqualTo("0.500000");
    assertThat(places.at("/latency/count").asLong()).isEqualTo(2);
    assertThat(places.at("/latency/p99_micros").asLong())
        .isGreaterThanOrEqualTo(places.at("/latency/p50_micros").asLong());
    assertThat(metrics.at("/link/up").asBoolean()).isTrue();
    assertThat(metrics.get("channels")).isEmpty();
  }

  @Test
  void anAccountTellsItsChannelsAsTheAdapterDoes() {
    LinkSignal.Channel requests = LinkSignal.Channel.REQUESTS;
    gateway.broker.signal(new LinkSignal.Connected(LinkSignal.Channel.ORDER_STREAM));
    gateway.broker.signal(new LinkSignal.ApiError(requests, "40310000", "insufficient qty"));
    gateway.broker.signal(new LinkSignal.ConnectionError(requests, "connect timed out"));
    gateway.broker.signal(new LinkSignal.Budget(requests, 150, 200, Duration.ofSeconds(30)));
    JsonNode all = get("/brokers/metrics");
    assertThat(all.get("metrics")).hasSize(1);
    JsonNode metrics = all.at("/metrics/0");
    assertThat(metrics.get("connection_errors").asLong()).isEqualTo(1);
    assertThat(metrics.get("api_errors").asLong()).isEqualTo(1);
    JsonNode told = metrics.at("/channels/0");
    assertThat(told.get("channel").asString()).isEqualTo("requests");
    assertThat(told.at("/api_errors_by_code/40310000").asLong()).isEqualTo(1);
    assertThat(told.at("/last_error/error").asString()).isEqualTo("connect timed out");
    assertThat(told.at("/budget/left").asLong()).isEqualTo(150);
    assertThat(metrics.at("/channels/1/channel").asString()).isEqualTo("order_stream");
    assertThat(metrics.at("/channels/1/connected").asBoolean()).isTrue();
    assertThat(words("ChannelCounts", "channel"))
        .containsExactly(words(LinkSignal.Channel.values()));
    assertThat(words("Requests", "kind")).containsExactly(words(Attempt.Kind.values()));
  }

  @Test
  void anAccountThatIsNotConfiguredHasNoNumbers() {
    Answer answer = ask("GET", "/brokers/test:other/metrics", null, gateway.key);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("UNKNOWN_ACCOUNT");
  }

  @Test
  void anOrderTellsWhereItWentAndWhyAndWhatWasAsked() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    JsonNode order = trail(placed);
    assertThat(order.get("status").asString()).isEqualTo("working");
    assertThat(order.get("quantity").asString()).isEqualTo("10");
    assertThat(order.get("in_doubt").isNull()).isTrue();
    assertThat(order.at("/route/strategy").asString()).isEqualTo("primary-only");
    assertThat(order.at("/route/account").asString()).isEqualTo("test:main");
    assertThat(order.at("/route/reason").asString())
        .startsWith("test:main is the only configured account");
    assertThat(order.at("/route/placement_id")).isEqualTo(order.at("/placements/0/id"));
    assertThat(order.get("placements")).hasSize(1);
    JsonNode attempt = order.at("/placements/0/attempts/0");
    assertThat(attempt.get("kind").asString()).isEqualTo("place");
    assertThat(attempt.at("/result/outcome").asString()).isEqualTo("accepted");
    assertThat(attempt.at("/result/broker_order_id"))
        .isEqualTo(order.at("/placements/0/broker_order_id"));

    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(placed, "filled");
    assertThat(trail(placed).get("average_price").asString()).isEqualTo("189.4");
    JsonNode closing = gateway.delete("/v2/positions/AAPL").json();
    assertThat(trail(closing).at("/route/strategy").asString()).isEqualTo("pinned");
    assertThat(trail(closing).at("/route/reason").asString()).contains("closes a position");
  }

  @Test
  void aReplacementSaysWhereItTookOver() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    String id = placed.get("id").asString();
    JsonNode changed = gateway.patch("/v2/orders/" + id, "{\"limit_price\":\"188\"}").json();
    gateway.awaitStatus(changed, "new");
    JsonNode successor = trail(changed);
    assertThat(successor.get("replaces").asString()).isEqualTo(id);
    assertThat(successor.at("/route/reason").asString()).contains("takes over from order " + id);
    assertThat(successor.at("/placements/0/attempts")).hasSize(2);
    assertThat(trail(placed).get("replaced_by")).isEqualTo(successor.get("id"));
    assertThat(trail(placed).at("/route/strategy").asString()).isEqualTo("primary-only");
  }

  @Test
  void anOrderInDoubtSaysSoAndWhy() {
    gateway.broker.losesAnswers = true;
    JsonNode placed = gateway.place(LIMIT_ORDER);
    TestServer.await(() -> trail(placed).get("status").asString().equals("in_doubt"));
    JsonNode order = trail(placed);
    assertThat(order.at("/in_doubt/kind").asString()).isEqualTo("place");
    assertThat(order.at("/in_doubt/cause").asString()).isEqualTo("connection reset");
    assertThat(order.at("/in_doubt/since")).isEqualTo(order.at("/placements/0/attempts/0/at"));
    assertThat(get("/brokers").at("/brokers/0/last_error/error").asString())
        .contains("is in doubt: connection reset");
  }

  @Test
  void ordersArePagedToTheirEndWithoutGapOrRepeat() {
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      placed.addFirst(gateway.place(LIMIT_ORDER).get("id").asString());
    }
    List<String> listed = new ArrayList<>();
    JsonNode page = get("/orders?limit=3");
    while (true) {
      page.get("orders").forEach(order -> listed.add(order.get("id").asString()));
      if (page.get("next").isNull()) {
        break;
      }
      page = get("/orders?limit=3&cursor=" + page.get("next").asString());
    }
    assertThat(listed).isEqualTo(placed);
    assertThat(get("/orders?status=closed").get("orders")).isEmpty();
    assertThat(get("/orders?symbols=MSFT").get("orders")).isEmpty();
    assertThat(get("/orders?symbols=AAPL,MSFT&status=open").get("orders")).hasSize(7);
  }

  @Test
  @DisplayName("I-32 events are read on from any cursor, each once")
  void eventsAreReadOnFromWhereOneWas() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    JsonNode first = get("/events?limit=1");
    assertThat(first.at("/events/0/what").asString()).isEqualTo("accepted");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(placed, "filled");
    JsonNode rest = get("/events?cursor=" + first.get("next").asString());
    List<Long> numbers =
        rest.get("events").valueStream().map(event -> event.get("number").asLong()).toList();
    assertThat(numbers).containsExactly(2L, 3L);
    assertThat(rest.at("/events/1/fill/price").asString()).isEqualTo("189.4");
    JsonNode end = get("/events?cursor=" + rest.get("next").asString());
    assertThat(end.get("events")).isEmpty();
    assertThat(end.get("next")).isEqualTo(rest.get("next"));
  }

  @Test
  void theJournalTellsHowFarItHasCome() {
    long before = get("/journal").get("sequence").asLong();
    gateway.place(LIMIT_ORDER);
    JsonNode after = get("/journal");
    assertThat(after.get("sequence").asLong()).isGreaterThan(before);
    assertThat(after.get("durable").asLong())
        .isGreaterThanOrEqualTo(after.get("sequence").asLong());
    assertThat(after.get("store").asLong()).isLessThanOrEqualTo(after.get("durable").asLong());
  }

  @ParameterizedTest
  @CsvSource({
    "/orders?limit=0, limit, range",
    "/orders?limit=101, limit, range",
    "/orders?status=done, status, word",
    "/orders?symbols=aapl, symbols, symbol",
    "/orders?cursor=x, cursor, cursor",
    "/orders?cursor=ZToxNw, cursor, cursor",
    "/events?cursor=bzox, cursor, cursor",
    "/events?limit=501, limit, range"
  })
  void aParameterThatCannotBeMeantIsNamed(String path, String field, String rule) {
    Answer answer = ask("GET", path, null, gateway.key);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/faults/0/rule").asString()).isEqualTo(rule);
    assertThat(answer.json().at("/faults/0/limit").asString()).isNotBlank();
  }

  @Test
  void everyRefusalIsAProblemOfOneShape() {
    assertProblem(gateway.send("GET", ROOT + "/orders", null, null), 401, "NOT_AUTHORIZED");
    assertProblem(gateway.get(ROOT + "/nothing"), 404, "NOT_FOUND");
    assertProblem(gateway.post(ROOT + "/orders", "{}"), 405, "METHOD_NOT_ALLOWED");
    assertProblem(gateway.get(ROOT + "/keys"), 403, "SCOPE_MISSING");
    assertProblem(gateway.get(ROOT + "/orders/none"), 404, "UNKNOWN_ORDER");
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.text("request_id"))
        .isEqualTo(answer.response().headers().firstValue("X-Request-ID").orElseThrow());
  }

  @Test
  void keysAreMadeListedAndRevoked() {
    Answer made =
        ask(
            "POST",
            "/keys",
            "{'scopes':['read'],'symbols':['AAPL','BTC/USD'],'account':'test:main'}",
            admin);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.response().headers().firstValue("Cache-Control")).hasValue("no-store");
    String secret = made.text("secret");
    IssuedKey key =
        new IssuedKey(
            gateway.keys.list().stream()
                .filter(kept -> kept.id().equals(made.text("id")))
                .findFirst()
                .orElseThrow(),
            secret);
    assertThat(gateway.send("GET", "/v2/clock", null, key).status()).isEqualTo(200);
    Answer listed = ask("GET", "/keys", null, admin);
    assertThat(listed.json().get("keys")).hasSize(3);
    assertThat(listed.response().body()).doesNotContain(secret, "sha256");
    assertThat(listed.json().at("/keys/2/symbols/1").asString()).isEqualTo("BTC/USD");
    Answer revoked = ask("DELETE", "/keys/" + made.text("id"), null, admin);
    assertThat(revoked.json().get("revoked_at").isString()).isTrue();
    assertThat(gateway.send("GET", "/v2/clock", null, key).status()).isEqualTo(401);
    assertThat(ask("DELETE", "/keys/" + made.text("id"), null, admin).json())
        .isEqualTo(revoked.json());
    assertThat(ask("DELETE", "/keys/PKNOBODY", null, admin).text("code")).isEqualTo("UNKNOWN_KEY");
  }

  @Test
  @DisplayName("S-12 all that is wrong with a key is told at once, and none is made")
  void faultsOfAKeyAreToldAtOnce() {
    Answer answer =
        ask(
            "POST",
            "/keys",
            "{'scopes':['read','rule'],'symbols':['aapl',7],'account':'no:one','owner':'me'}",
            admin);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("INVALID_KEY");
    assertThat(answer.json().get("faults").valueStream().map(InsideTest::rule))
        .containsExactlyInAnyOrder(
            "owner unknown-field",
            "scopes word",
            "symbols symbol",
            "symbols type",
            "account unknown-account");
    assertThat(gateway.keys.list()).hasSize(2);
  }

  private static String rule(JsonNode fault) {
    return fault.get("field").asString() + " " + fault.get("rule").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400",
        "[] | 400",
        "{ | 400",
        "{'scopes':['read'],'scopes':['admin']} | 400",
        "{'scopes':['read']} {} | 400",
        "{} | 422",
        "{'scopes':[]} | 422",
        "{'scopes':'read'} | 422"
      },
      quoteCharacter = '^')
  void aBodyThatIsNoKeyIsRefused(String body, int status) {
    String json = body.equals("''") ? "" : body;
    assertThat(ask("POST", "/keys", json, admin).status()).isEqualTo(status);
    assertThat(gateway.keys.list()).hasSize(2);
  }
}
