// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.server.TestServer.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Fairlead's own API. Every answer here is checked against the document that is served. */
final class InsideTest extends InsideServer {
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

  @Test
  void saysWhichVersionServes() {
    assertThat(get("/version").get("api").asString()).isEqualTo("v1");
    assertThat(spec.document().at("/info/version").asString()).startsWith("1.");
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
  void whereAnOrderWouldGoIsToldWithoutPlacingIt() {
    JsonNode route = get("/route?symbol=AAPL&side=buy&qty=1&limit_price=189");
    assertThat(route.get("account").asString()).isEqualTo("test:main");
    assertThat(route.get("strategy").asString()).isEqualTo("primary-only");
    assertThat(route.get("denied").isNull()).isTrue();
    assertThat(
            get("/route?symbol=AAPL&side=buy&qty=1&limit_price=189&strategy=failover")
                .get("strategy")
                .asString())
        .isEqualTo("failover");
    JsonNode dear = get("/route?symbol=AAPL&side=buy&qty=1000000&limit_price=189");
    assertThat(dear.get("account").isNull()).isTrue();
    assertThat(dear.at("/denied/code").asString()).isEqualTo("INSUFFICIENT_BUYING_POWER");
    assertThat(get("/orders").get("orders")).isEmpty();
    Answer faulty =
        ask("GET", "/route?symbol=AAPL&side=bye&qty=1&strategy=coin-toss", null, gateway.key);
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.json().toString()).contains("side").contains("routing_strategy");
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
