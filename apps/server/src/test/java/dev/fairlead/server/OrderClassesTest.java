// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Brackets, OCOs and OTOs as Alpaca's clients send and see them. */
final class OrderClassesTest {
  private static final String BRACKET =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'market','time_in_force':'day',"
          + "'order_class':'bracket','take_profit':{'limit_price':'200'},"
          + "'stop_loss':{'stop_price':180,'limit_price':null}}";

  private static final String BUY =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'market','time_in_force':'day'}";

  @TempDir private Path data;
  private TestServer gateway;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode leg(JsonNode parent, int index) {
    return gateway.get("/v2/orders/" + parent.get("legs").get(index).get("id").asString()).json();
  }

  private JsonNode nested(JsonNode order) {
    return gateway.get("/v2/orders/" + order.get("id").asString() + "?nested=true").json();
  }

  /** Once it is at the broker, of which the answer says nothing. */
  private void enter(JsonNode order, String... quantities) {
    gateway.awaitStatus(order, "new");
    gateway.broker.fillInParts("AAPL", "190", quantities);
  }

  private static List<String> texts(JsonNode list, String key) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.get(key).asString()));
    return texts;
  }

  @Test
  void aBracketIsAnsweredWithItsLegs() {
    JsonNode order = gateway.place(BRACKET);
    assertThat(order.get("order_class").asString()).isEqualTo("bracket");
    assertThat(order.get("legs")).hasSize(2);
    JsonNode profit = order.get("legs").get(0);
    assertThat(profit.propertyNames()).containsExactlyElementsOf(order.propertyNames());
    assertThat(profit.get("id").asString()).matches(TestServer.UUID_FORM);
    assertThat(profit.get("client_order_id").asString()).matches(TestServer.UUID_FORM);
    assertThat(texts(order.get("legs"), "order_class")).containsExactly("bracket", "bracket");
    assertThat(texts(order.get("legs"), "status")).containsExactly("held", "held");
    assertThat(texts(order.get("legs"), "type")).containsExactly("limit", "stop");
    assertThat(texts(order.get("legs"), "side")).containsExactly("sell", "sell");
    assertThat(texts(order.get("legs"), "qty")).containsExactly("10", "10");
    assertThat(profit.get("limit_price").asString()).isEqualTo("200");
    assertThat(profit.get("legs").isNull()).isTrue();
    assertThat(order.get("legs").get(1).get("stop_price").asString()).isEqualTo("180");
  }

  @Test
  void aBracketProtectsAndThenTakesItsProfit() {
    JsonNode order = gateway.place(BRACKET);
    enter(order, "10");
    gateway.awaitStatus(leg(order, 1), "new");
    gateway.broker.quote("AAPL", "200.01", "200.03");
    gateway.awaitStatus(leg(order, 0), "new");
    assertThat(leg(order, 1).get("status").asString()).isEqualTo("held");
    gateway.broker.fill("AAPL", "10", "200");
    gateway.awaitStatus(leg(order, 0), "filled");
    gateway.awaitStatus(leg(order, 1), "canceled");
    assertThat(gateway.get("/v2/positions").json()).isEmpty();
  }

  @Test
  @DisplayName("alpaca 5.2 the stream tells the parent first, and of the legs what C# knows")
  void theStreamTellsOfTheLegs() {
    try (StreamClient client = gateway.listen()) {
      enter(gateway.place(BRACKET), "4", "6");
      List<String> events = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        JsonNode data = client.nextUpdate();
        JsonNode told = data.get("order");
        events.add(told.get("type").asString() + " " + data.get("event").asString());
        assertThat(told.get("order_class").asString()).isEqualTo("bracket");
        assertThat(data.get("timestamp").asString()).isNotEmpty();
      }
      assertThat(events)
          .startsWith("market pending_new", "limit held", "stop held")
          .contains("market partial_fill", "market fill", "stop pending_new", "stop new");
    }
  }

  @Test
  @DisplayName("alpaca 5.2 an exit whose entry ended ends with a fill, and adds up to what it left")
  void anExitThatLeftAllEndsWithAFill() {
    try (StreamClient client = gateway.listen()) {
      JsonNode order = gateway.place(BRACKET);
      gateway.awaitStatus(order, "new");
      gateway.broker.fill("AAPL", "4", "190");
      gateway.awaitStatus(leg(order, 1), "new");
      gateway.broker.fill("AAPL", "4", "180");
      JsonNode last = client.nextUpdate();
      BigDecimal left = BigDecimal.ZERO;
      List<String> ofTheStop = new ArrayList<>();
      Set<String> executions = new HashSet<>();
      while (!last.get("event").asString().equals("fill")) {
        if (last.at("/order/type").asString().equals("stop")) {
          ofTheStop.add(last.get("event").asString());
          left = left.add(new BigDecimal(last.path("qty").asString("0")));
          executions.add(last.get("execution_id").asString());
        }
        last = client.nextUpdate();
      }
      assertThat(ofTheStop).containsOnlyOnce("partial_fill");
      assertThat(left).isEqualByComparingTo("4");
      assertThat(last.at("/order/type").asString()).isEqualTo("stop");
      assertThat(last.at("/order/status").asString()).isEqualTo("filled");
      assertThat(last.at("/order/qty").asString()).isEqualTo("4");
      assertThat(last.at("/order/filled_qty").asString()).isEqualTo("4");
      assertThat(last.get("qty").asString()).isEqualTo("0");
      assertThat(last.get("price").asString()).isEqualTo("180");
      assertThat(last.get("position_qty").asString()).isEqualTo("0");
      assertThat(executions).doesNotContain(last.get("execution_id").asString());
      assertThat(last.get("timestamp").asString()).isNotEmpty();
    }
    assertThat(gateway.get("/v2/account/activities/FILL").json()).hasSize(2);
  }

  @Test
  void aFlatListingShowsLegsAsRowsAndANestedOneShowsThemInTheirParents() {
    JsonNode order = gateway.place(BRACKET);
    gateway.place(BUY.replace("'10'", "'1'"));
    JsonNode flat = gateway.get("/v2/orders?status=all").json();
    assertThat(flat).hasSize(4);
    assertThat(flat).allMatch(row -> row.get("legs").isNull());
    JsonNode nested = gateway.get("/v2/orders?status=all&nested=True").json();
    assertThat(nested).hasSize(2);
    assertThat(nested.get(0).get("legs").isNull()).isTrue();
    assertThat(texts(nested.get(1).get("legs"), "id")).isEqualTo(texts(order.get("legs"), "id"));
    assertThat(nested(order).get("legs")).hasSize(2);
    String path = "/v2/orders/" + order.get("id").asString();
    assertThat(gateway.get(path).json().get("legs").isNull()).isTrue();
    assertThat(gateway.get(path + "?nested=false").json().get("legs").isNull()).isTrue();
  }

  @Test
  @DisplayName("alpaca 3.6 a leg that is changed gets a new id, and the parent's legs show it")
  void aLegThatIsChangedShowsInItsParent() {
    JsonNode order = gateway.place(BRACKET);
    enter(order, "10");
    gateway.awaitStatus(leg(order, 1), "new");
    JsonNode profit = changed(leg(order, 0), "{\"limit_price\":\"210\"}");
    JsonNode stop = changed(leg(order, 1), "{\"stop_price\":\"170\"}");
    gateway.awaitStatus(stop, "new");
    assertThat(texts(nested(order).get("legs"), "id"))
        .containsExactlyInAnyOrder(profit.get("id").asString(), stop.get("id").asString());
    assertThat(leg(order, 0).get("replaced_by")).isEqualTo(profit.get("id"));
    gateway.broker.quote("AAPL", "205", "205.02");
    gateway.broker.quote("AAPL", "210", "210.02");
    gateway.awaitStatus(profit, "new");
  }

  private JsonNode changed(JsonNode leg, String changes) {
    Answer answer = gateway.patch("/v2/orders/" + leg.get("id").asString(), changes);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().get("replaces")).isEqualTo(leg.get("id"));
    assertThat(answer.text("order_class")).isEqualTo("bracket");
    return answer.json();
  }

  @Test
  @DisplayName("alpaca 3.6 to cancel a leg cancels the group")
  void toCancelALegCancelsTheGroup() {
    JsonNode order = gateway.place(BRACKET);
    enter(order, "10");
    gateway.awaitStatus(leg(order, 1), "new");
    String path = "/v2/orders/" + leg(order, 0).get("id").asString();
    assertThat(gateway.delete(path).status()).isEqualTo(204);
    gateway.awaitStatus(leg(order, 0), "canceled");
    gateway.awaitStatus(leg(order, 1), "canceled");
    assertThat(gateway.get("/v2/orders?nested=true").json()).isEmpty();
  }

  @Test
  void closingEverythingCancelsTheExitsFirst() {
    JsonNode order = gateway.place(BRACKET);
    enter(order, "10");
    gateway.awaitStatus(leg(order, 1), "new");
    assertThat(gateway.delete("/v2/positions/AAPL").status()).isEqualTo(403);
    Answer closed = gateway.delete("/v2/positions?cancel_orders=true");
    assertThat(closed.status()).isEqualTo(207);
    assertThat(closed.json().get(0).get("status").asInt()).isEqualTo(200);
    gateway.awaitStatus(leg(order, 0), "canceled");
    gateway.awaitStatus(leg(order, 1), "canceled");
  }

  @Test
  void anOcoIsItsTakeProfitAndHasOneLeg() {
    enter(gateway.place(BUY), "10");
    TestServer.await(() -> gateway.get("/v2/positions").json().size() == 1);
    JsonNode order =
        gateway.place(
            "{'symbol':'AAPL','qty':10,'side':'sell','type':'limit','time_in_force':'gtc',"
                + "'order_class':'oco','take_profit':{'limit_price':'200'},"
                + "'stop_loss':{'stop_price':'180','limit_price':'179.5'}}");
    assertThat(order.get("order_class").asString()).isEqualTo("oco");
    assertThat(order.get("limit_price").asString()).isEqualTo("200");
    assertThat(texts(order.get("legs"), "type")).containsExactly("stop_limit");
    gateway.awaitStatus(leg(order, 0), "new");
    assertThat(gateway.get("/v2/positions/AAPL").text("qty_available")).isEqualTo("0");
    gateway.broker.fill("AAPL", "10", "179.9");
    gateway.awaitStatus(order, "canceled");
  }

  @Test
  void anOtoHasItsOneLeg() {
    JsonNode order =
        gateway.place(BUY.replace("}", ",'order_class':'oto','stop_loss':{'stop_price':'180'}}"));
    assertThat(order.get("order_class").asString()).isEqualTo("oto");
    assertThat(texts(order.get("legs"), "type")).containsExactly("stop");
    enter(order, "10");
    gateway.awaitStatus(leg(order, 0), "new");
  }

  @Test
  @DisplayName("alpaca 3.1 a part that is missing, or on the wrong side, is told by its own name")
  void faultsAreToldByTheNamesOfTheParts() {
    assertFault(
        BRACKET.replace("'take_profit':{'limit_price':'200'},", ""),
        "take_profit.limit_price",
        40010001,
        "bracket orders require take_profit.limit_price");
    assertFault(
        BRACKET.replace("180", "195"),
        "stop_loss.stop_price",
        42210000,
        "must be <= base_price - 0.01, where base_price is 190.01");
    assertFault(
        BRACKET.replace("'limit_price':null", "'trail':1"),
        "stop_loss.trail",
        40010001,
        "known are stop_price, limit_price");
    assertFault(
        BRACKET.replace("'side':'buy'", "'side':'sell'"),
        "take_profit.limit_price",
        42210000,
        "must be below stop_loss.stop_price");
    assertFault(
        BRACKET.replace("bracket", "oco").replace("market", "limit").replace("buy", "sell"),
        "order_class",
        42210000,
        "oco orders must be exit orders");
  }

  private void assertFault(String body, String field, int code, String limit) {
    Answer answer = gateway.post("/v2/orders", body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().get("code").asInt()).isEqualTo(code);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
    assertThat(answer.message()).contains(limit);
  }

  @Test
  @DisplayName("I-06 the same bracket, sent again, is the same bracket")
  void theSameBracketIsTheSameBracket() {
    String named = BRACKET.replace("}}", "},'client_order_id':'mine'}");
    JsonNode first = gateway.place(named);
    JsonNode again = gateway.place(named);
    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(texts(again.get("legs"), "id")).isEqualTo(texts(first.get("legs"), "id"));
    assertThat(gateway.get("/v2/orders?status=all").json()).hasSize(3);
  }
}
