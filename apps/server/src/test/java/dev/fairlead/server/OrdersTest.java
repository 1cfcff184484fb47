// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class OrdersTest {
  private static final String LIMIT =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'%s}";

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

  private JsonNode limitOrder(String more) {
    return gateway.place(LIMIT.formatted(more));
  }

  @Test
  void aPlacedOrderIsAnsweredWithEveryKeyInAlpacasOrder() {
    JsonNode order = limitOrder(",'client_order_id':'mine'");
    assertThat(order.propertyNames())
        .containsExactly(
            ("id client_order_id created_at updated_at submitted_at filled_at expired_at"
                    + " canceled_at failed_at replaced_at replaced_by replaces asset_id symbol"
                    + " asset_class notional qty filled_qty filled_avg_price order_class order_type"
                    + " type side time_in_force limit_price stop_price status extended_hours legs"
                    + " trail_percent trail_price hwm subtag source")
                .split(" "));
    assertThat(order.get("id").asString()).matches(TestServer.UUID_FORM);
    assertThat(order.get("client_order_id").asString()).isEqualTo("mine");
    assertThat(order.get("asset_id").asString()).isEqualTo(TestBroker.AAPL.assetId().toString());
    assertThat(order.get("asset_class").asString()).isEqualTo("us_equity");
    assertThat(order.get("order_class").asString()).isEmpty();
    assertThat(order.get("legs").isNull()).isTrue();
    assertThat(order.get("qty").asString()).isEqualTo("10");
    assertThat(order.get("limit_price").asString()).isEqualTo("189.5");
    assertThat(order.get("filled_qty").asString()).isEqualTo("0");
    assertThat(order.get("status").asString()).isEqualTo("pending_new");
    assertThat(order.get("submitted_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z");
    assertThat(order.get("extended_hours").isBoolean()).isTrue();
  }

  @Test
  void numbersAndTextsAndNullsAreTheSameOrder() {
    JsonNode order =
        gateway.place(
            """
            {"symbol":"AAPL","qty":1.50,"notional":null,"side":"buy","type":"limit",
             "time_in_force":"day","limit_price":1.895e2,"stop_price":"","legs":null,
             "take_profit":null,"order_class":"","client_order_id":"","extended_hours":false,
             "some_new_field_of_2031":null}
            """);
    assertThat(order.get("qty").asString()).isEqualTo("1.5");
    assertThat(order.get("limit_price").asString()).isEqualTo("189.5");
    assertThat(order.get("client_order_id").asString()).matches(TestServer.UUID_FORM);
  }

  @Test
  void anAssetIdOrTheOldNameOfAPairWillDoForASymbol() {
    assertThat(
            gateway
                .place(
                    "{'symbol':'%s','qty':'1','side':'buy','type':'market','time_in_force':'day'}"
                        .formatted(TestBroker.AAPL.assetId()))
                .get("symbol")
                .asString())
        .isEqualTo("AAPL");
    assertThat(
            gateway
                .place(
                    "{'symbol':'BTCUSD','notional':'100','side':'buy','type':'market',"
                        + "'time_in_force':'gtc'}")
                .get("symbol")
                .asString())
        .isEqualTo("BTC/USD");
  }

  @ParameterizedTest
  @CsvSource({
    "stop, stop_price, 200",
    "trailing_stop, trail_price, 2.5",
    "trailing_stop, trail_percent, 1.5"
  })
  void everyTypeShowsItsOwnPrice(String type, String field, String value) {
    JsonNode order =
        gateway.place(
            "{'symbol':'AAPL','qty':'1','side':'buy','type':'%s','time_in_force':'gtc','%s':%s}"
                .formatted(type, field, value));
    assertThat(order.get("type").asString()).isEqualTo(type);
    assertThat(order.get("order_type").asString()).isEqualTo(type);
    assertThat(order.get(field).asString()).isEqualTo(value);
  }

  @Test
  void anOrderIsReadBackByEitherOfItsIds() {
    JsonNode placed = limitOrder(",'client_order_id':'my order & I'");
    JsonNode shown = gateway.awaitStatus(placed, "new");
    String bare = placed.get("id").asString().replace("-", "");
    assertThat(gateway.get("/v2/orders/" + bare).json()).isEqualTo(shown);
    assertThat(
            gateway
                .get("/v2/orders:by_client_order_id?client_order_id=my%20order%20%26%20I")
                .json())
        .isEqualTo(shown);
  }

  @Test
  void aFillShowsInTheOrder() {
    JsonNode placed = limitOrder("");
    gateway.awaitStatus(placed, "new");
    gateway.broker.fill("AAPL", "4", "189.4");
    JsonNode partly = gateway.awaitStatus(placed, "partially_filled");
    assertThat(partly.get("filled_at").isNull()).isTrue();
    gateway.broker.fill("AAPL", "6", "189.5");
    JsonNode filled = gateway.awaitStatus(placed, "filled");
    assertThat(filled.get("filled_qty").asString()).isEqualTo("10");
    assertThat(filled.get("filled_avg_price").asString()).isEqualTo("189.46");
    assertThat(filled.get("filled_at").isNull()).isFalse();
  }

  @Test
  @DisplayName("I-06 the same order under the same id is the same order, another is refused")
  void idsAreUnique() {
    JsonNode first = limitOrder(",'client_order_id':'once'");
    assertThat(limitOrder(",'client_order_id':'once'").get("id")).isEqualTo(first.get("id"));
    Answer other =
        gateway.post(
            "/v2/orders",
            LIMIT.formatted(",'client_order_id':'once'").replace("10", "11").replace('\'', '"'));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(other.message()).isEqualTo("client_order_id must be unique");
    assertThat(other.text("existing_order_id")).isEqualTo(first.get("id").asString());
  }

  @Test
  void cancelingAnswersNothingAndTheOrderEndsCanceled() {
    JsonNode placed = limitOrder("");
    gateway.awaitStatus(placed, "new");
    Answer canceled = gateway.delete("/v2/orders/" + placed.get("id").asString());
    assertThat(canceled.status()).isEqualTo(204);
    assertThat(canceled.response().body()).isEmpty();
    JsonNode after = gateway.awaitStatus(placed, "canceled");
    assertThat(after.get("canceled_at").isNull()).isFalse();
    Answer again = gateway.delete("/v2/orders/" + placed.get("id").asString());
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.json().get("code").asInt()).isEqualTo(42210000);
  }

  @Test
  void replacingAnswersTheNewOrderAndBothPointAtEachOther() {
    JsonNode placed = limitOrder("");
    gateway.awaitStatus(placed, "new");
    String id = placed.get("id").asString();
    Answer replaced =
        gateway.patch("/v2/orders/" + id, "{\"limit_price\":189.25,\"time_in_force\":\"\"}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.text("replaces")).isEqualTo(id);
    assertThat(replaced.text("limit_price")).isEqualTo("189.25");
    JsonNode old = gateway.awaitStatus(placed, "replaced");
    assertThat(old.get("replaced_by").asString()).isEqualTo(replaced.text("id"));
    assertThat(old.get("replaced_at").isNull()).isFalse();
    gateway.awaitStatus(replaced.json(), "new");
    Answer same =
        gateway.patch("/v2/orders/" + replaced.text("id"), "{\"limit_price\":\"189.25\"}");
    assertThat(same.status()).isEqualTo(403);
    assertThat(same.message()).isEqualTo("order parameters are not changed");
  }

  @Test
  void cancelingAllAnswersEachWithItsOrder() {
    gateway.awaitStatus(limitOrder(""), "new");
    gateway.awaitStatus(limitOrder(""), "new");
    Answer all = gateway.delete("/v2/orders");
    assertThat(all.status()).isEqualTo(207);
    assertThat(all.json()).hasSize(2);
    for (JsonNode item : all.json()) {
      assertThat(item.propertyNames()).containsExactly("id", "status", "body");
      assertThat(item.get("status").asInt()).isEqualTo(200);
      assertThat(item.get("body").get("id")).isEqualTo(item.get("id"));
    }
    TestServer.await(() -> gateway.get("/v2/orders").json().isEmpty());
    assertThat(gateway.delete("/v2/orders").json()).isEmpty();
  }

  @Test
  void theListIsFilteredSortedAndPaged() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(limitOrder("").get("id").asString());
    }
    String coin =
        gateway
            .place(
                "{'symbol':'BTC/USD','qty':'0.1','side':'buy','type':'limit',"
                    + "'time_in_force':'gtc','limit_price':'50000'}")
            .get("id")
            .asString();
    assertThat(idsOf("?direction=asc&symbols=AAPL")).isEqualTo(ids);
    assertThat(idsOf("?symbols=BTCUSD")).containsExactly(coin);
    assertThat(idsOf("?asset_class=crypto")).containsExactly(coin);
    assertThat(idsOf("?asset_class=us_option")).isEmpty();
    assertThat(idsOf("?asset_class=all")).hasSize(6);
    assertThat(idsOf("?asset_class=us_equity,crypto")).hasSize(6);
    assertThat(idsOf("?symbols=BTC/USD," + TestBroker.AAPL.assetId())).hasSize(6);
    assertThat(idsOf("?side=buy&direction=desc&limit=1")).containsExactly(coin);
    assertThat(idsOf("?side=sell")).isEmpty();
    assertThat(idsOf("?limit=2")).containsExactly(coin, ids.get(4));
    assertThat(idsOf("?direction=asc&limit=2&after_order_id=" + ids.get(1)))
        .containsExactly(ids.get(2), ids.get(3));
    assertThat(idsOf("?before_order_id=" + ids.get(2))).containsExactly(ids.get(1), ids.get(0));
    assertThat(idsOf("?until=2001-01-01T00:00:00Z")).isEmpty();
    assertThat(idsOf("?after=2001-01-01&nested=True")).hasSize(6);
    assertThat(idsOf("?status=closed")).isEmpty();
    gateway.delete("/v2/orders/" + coin);
    TestServer.await(() -> idsOf("?status=closed").equals(List.of(coin)));
    assertThat(idsOf("?status=all")).hasSize(6);
  }

  private List<String> idsOf(String query) {
    List<String> ids = new ArrayList<>();
    gateway.get("/v2/orders" + query).json().forEach(order -> ids.add(order.get("id").asString()));
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0                              | limit           | 1 to 500",
        "limit=501                            | limit           | 1 to 500",
        "limit=ten                            | limit           | 1 to 500",
        "status=pending                       | status          | all, closed, open",
        "direction=up                         | direction       | asc, desc",
        "side=long                            | side            | buy, sell",
        "asset_class=stock                    | asset_class     | us_equity",
        "after=yesterday                      | after           | 2006-01-02T15:04:05Z",
        "until=2022-01-01T00:00:00+00:00      | until           | %2B",
        "after_order_id=7                     | after_order_id  | the id of an order",
        "symbols=aapl                         | symbols         | AAPL",
        "until=2022-01-01&before_order_id=5e2a8f1a9c104d3a8c647f59c1d18c11 | before_order_id | or"
      })
  void aBadFilterNamesItself(String query, String field, String limit) {
    Answer answer = gateway.get("/v2/orders?" + query);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(answer.message()).contains(field).contains(limit);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'market' | 40010001 | qty is required",
        "'qty':1,'notional':9,'type':'market' | 40010001 | not both",
        "'qty':1,'type':'limit' | 40010001 | limit_price is required",
        "'qty':1,'type':'market','limit_price':1 | 40010001"
            + " | market orders require no stop or limit price",
        "'qty':1,'type':'limit','limit_price':1,'stop_price':1 | 40010001"
            + " | limit orders require no stop price",
        "'qty':1,'type':'limit','limit_price':290.123 | 42210000"
            + " | sub-penny increment does not fulfill minimum pricing criteria",
        "'notional':0.5,'type':'market' | 42210000 | notional must be >= 1.00",
        "'qty':0.5,'type':'market','time_in_force':'gtc' | 42210000"
            + " | fractional orders must be DAY orders",
        "'qty':9000,'type':'market' | 40310000 | insufficient buying power"
      })
  void aRefusalHasAlpacasCodeAndWords_4_1(String fields, int code, String words) {
    String timeInForce = fields.contains("time_in_force") ? "" : "'time_in_force':'day',";
    String body = "{'symbol':'AAPL','side':'buy'," + timeInForce + fields + "}";
    Answer answer = gateway.post("/v2/orders", body.replace('\'', '"'));
    assertThat(answer.json().get("code").asInt()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.message()).contains(words);
  }

  @Test
  void whatIsOverCannotBeCanceledOrReplacedAndSaysSo_3_6() {
    JsonNode order = gateway.awaitStatus(limitOrder(""), "new");
    String path = "/v2/orders/" + order.get("id").asString();
    Answer same = gateway.patch(path, "{\"limit_price\":\"189.5\"}");
    assertThat(same.status()).isEqualTo(403);
    assertThat(same.json().get("code").asInt()).isEqualTo(40310000);
    assertThat(same.message()).isEqualTo("order parameters are not changed");
    gateway.broker.fill("AAPL", "10", "189");
    gateway.awaitStatus(order, "filled");
    for (Answer late : List.of(gateway.delete(path), gateway.patch(path, "{\"qty\":\"9\"}"))) {
      assertThat(late.status()).isEqualTo(422);
      assertThat(late.json().get("code").asInt()).isEqualTo(42210000);
      assertThat(late.message()).contains("order is already in \"filled\" state");
    }
  }

  @ParameterizedTest
  @CsvSource({"GET", "PATCH", "DELETE"})
  void anUnknownOrderIsNotFound(String method) {
    String body = method.equals("PATCH") ? "{\"qty\":1}" : null;
    for (String id : List.of("5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11", "no-id-at-all")) {
      Answer answer = gateway.send(method, "/v2/orders/" + id, body, gateway.key);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().get("code").asInt()).isEqualTo(40410000);
      assertThat(answer.message()).isEqualTo("order not found for " + id);
    }
  }

  @Test
  @DisplayName("S-11 another key's order is unknown")
  void ordersBelongToTheirKey() {
    String id = limitOrder(",'client_order_id':'mine'").get("id").asString();
    IssuedKey other = gateway.keys.create();
    assertThat(gateway.send("GET", "/v2/orders/" + id, null, other).status()).isEqualTo(404);
    assertThat(gateway.send("DELETE", "/v2/orders/" + id, null, other).status()).isEqualTo(404);
    assertThat(gateway.send("PATCH", "/v2/orders/" + id, "{\"qty\":1}", other).status())
        .isEqualTo(404);
    assertThat(
            gateway
                .send("GET", "/v2/orders:by_client_order_id?client_order_id=mine", null, other)
                .status())
        .isEqualTo(404);
    assertThat(gateway.send("GET", "/v2/orders?status=all", null, other).json()).isEmpty();
  }

  @Test
  void aRefusalByTheAccountCarriesItsNumbers() {
    Answer poor =
        gateway.post(
            "/v2/orders", LIMIT.formatted("").replace("'10'", "'100000'").replace('\'', '"'));
    assertThat(poor.status()).isEqualTo(403);
    assertThat(poor.json().get("code").asInt()).isEqualTo(40310000);
    assertThat(poor.text("denial")).isEqualTo("INSUFFICIENT_BUYING_POWER");
    assertThat(poor.text("symbol")).isEqualTo("AAPL");
    assertThat(poor.text("buying_power")).isEqualTo("200000");
    assertThat(poor.text("cost_basis")).isEqualTo("18950000");
  }

  @Test
  void withoutABrokerNothingIsTakenAndHealthSaysWhy() {
    gateway.broker.goDown();
    TestServer.await(() -> gateway.get("/health/ready").status() == 503);
    assertThat(gateway.get("/health/ready").json().at("/reasons/0").asString())
        .contains("test:main");
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
    Answer refused = gateway.post("/v2/orders", LIMIT.formatted("").replace('\'', '"'));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("denial")).isEqualTo("NO_BROKER_READY");
  }
}
