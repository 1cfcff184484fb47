// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What each SDK needs of the REST API, or breaks: a test for each line of facts section 7, and of
 * the checklist in section 10, named by it. Streams have tests of their own.
 */
final class SdkNeedsTest {
  private static final String ORDER_KEYS =
      "id client_order_id created_at updated_at submitted_at filled_at expired_at canceled_at"
          + " failed_at replaced_at replaced_by replaces asset_id symbol asset_class notional qty"
          + " filled_qty filled_avg_price order_class order_type type side time_in_force"
          + " limit_price stop_price status extended_hours legs trail_percent trail_price hwm"
          + " subtag source";
  private static final String POSITION_KEYS =
      "asset_id symbol exchange asset_class asset_marginable avg_entry_price qty side market_value"
          + " cost_basis unrealized_pl unrealized_plpc unrealized_intraday_pl"
          + " unrealized_intraday_plpc current_price lastday_price change_today";
  private static final Set<String> EXCHANGES =
      Set.of("AMEX", "ARCA", "BATS", "NYSE", "NASDAQ", "NYSEARCA", "OTC", "CRYPTO");
  private static final String LIMIT =
      "{'symbol':'AAPL','qty':1,'side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':100}";

  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
    JsonNode order = gateway.place(LIMIT.replace("100", "195").replace("'qty':1", "'qty':4"));
    gateway.awaitStatus(order, "new");
    gateway.broker.fill("AAPL", "4", "190");
    gateway.awaitStatus(order, "filled");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static JsonNode working() {
    return gateway.awaitStatus(gateway.place(LIMIT), "new");
  }

  private static void has(JsonNode json, String keys) {
    for (String key : keys.split(" ", -1)) {
      assertThat(json.has(key)).as(key + " in " + json).isTrue();
    }
  }

  private static void areTexts(JsonNode json, String keys) {
    for (String key : keys.split(" ", -1)) {
      assertThat(json.get(key).isString()).as(key + " in " + json).isTrue();
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.server.address() + path))
        .header("APCA-API-KEY-ID", gateway.key.key().id())
        .header("APCA-API-SECRET-KEY", gateway.key.secret());
  }

  private static Answer post(String body, String... headers) {
    HttpRequest.Builder request =
        request("/v2/orders").POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gateway.send(request.build());
  }

  /** alpaca-py. */
  @Nested
  class AlpacaPy {
    @Test
    void pythonSendsNumbersForPricesAndQuantities_7_1() {
      assertThat(post(LIMIT, "Content-Type", "application/json").text("limit_price"))
          .isEqualTo("100");
    }

    @Test
    void pythonWritesTrueWithACapital_7_1() {
      assertThat(gateway.get("/v2/orders?nested=True&status=all").status()).isEqualTo(200);
      assertThat(gateway.get("/v2/orders?nested=False").status()).isEqualTo(200);
      assertThat(gateway.get("/v2/orders?nested=false").status()).as("Go").isEqualTo(200);
      assertThat(post(LIMIT.replace("}", ",'extended_hours':'False'}")).status()).isEqualTo(200);
    }

    @Test
    void pythonEncodesTheOffsetsOfItsInstants_7_1() {
      String query = "/v2/orders?status=all&after=2020-01-01T00:00:00%2B00:00&until=";
      assertThat(gateway.get(query + "2099-01-01T00:00:00.000001%2B00:00").json()).isNotEmpty();
      Answer bare = gateway.get("/v2/orders?until=2099-01-01T00:00:00+00:00");
      assertThat(bare.status()).isEqualTo(422);
      assertThat(bare.json().get("code").asInt()).isEqualTo(40010001);
      assertThat(bare.message()).contains("until").contains("2006-01-02T15:04:05Z");
    }

    @Test
    void pythonNeedsTheIdsAndTimesOfAnOrder_7_1() {
      JsonNode order = working();
      areTexts(order, "id client_order_id created_at updated_at submitted_at asset_id symbol");
      areTexts(order, "asset_class side type order_type time_in_force status order_class");
      assertThat(order.get("id").asString()).matches(TestServer.UUID_FORM);
      assertThat(order.get("extended_hours").isBoolean()).isTrue();
    }

    @Test
    void pythonNeedsTextsInAPosition_7_1() {
      areTexts(
          gateway.get("/v2/positions/AAPL").json(),
          "asset_id symbol exchange asset_class avg_entry_price qty side cost_basis");
    }

    @Test
    void pythonNeedsToKnowTheExchangeOfAnAsset_7_1() {
      for (JsonNode asset : gateway.get("/v2/assets").json()) {
        has(asset, "class symbol status tradable marginable shortable easy_to_borrow fractionable");
        assertThat(EXCHANGES).contains(asset.get("exchange").asString());
      }
    }

    @Test
    void pythonNeedsTheseOfAnAccountAndItsConfigurations_7_1() {
      areTexts(gateway.get("/v2/account").json(), "id account_number status");
      has(
          gateway.get("/v2/account/configurations").json(),
          "fractional_trading max_margin_multiplier no_shorting suspend_trade trade_confirm_email"
              + " ptp_no_exception_entry");
    }

    @Test
    void pythonNeedsTheseOfClockCalendarAndWatchlist_7_1() {
      areTexts(gateway.get("/v2/clock").json(), "timestamp next_open next_close");
      JsonNode day = gateway.get("/v2/calendar?start=2026-08-17&end=2026-08-17").json().get(0);
      assertThat(day.get("open").asString()).isEqualTo("09:30");
      assertThat(day.get("close").asString()).isEqualTo("16:00");
      JsonNode list =
          gateway.post("/v2/watchlists", "{\"name\":\"py\",\"symbols\":[\"AAPL\"]}").json();
      areTexts(list, "id account_id name created_at updated_at");
    }

    @Test
    void pythonTakesNoNullsInAHistory_7_1() {
      JsonNode history = gateway.get("/v2/account/portfolio/history").json();
      for (String list : List.of("timestamp", "equity", "profit_loss", "profit_loss_pct")) {
        history.get(list).forEach(each -> assertThat(each.isNumber()).as(list).isTrue());
      }
      assertThat(history.get("cashflow").isObject()).isTrue();
    }

    @Test
    void pythonReadsAnOrderOrAnErrorOfEachClosing_7_1() {
      JsonNode resting = gateway.place(LIMIT.replace("buy", "sell").replace("100", "900"));
      gateway.awaitStatus(resting, "new");
      gateway.place(
          "{'symbol':'AAPL','qty':1,'side':'sell','type':'market','time_in_force':'day'}");
      JsonNode item = gateway.delete("/v2/positions?cancel_orders=False").json().get(0);
      has(item, "symbol status body");
      has(item.get("body"), item.get("status").asInt() == 200 ? ORDER_KEYS : "code message");
      gateway.delete("/v2/orders");
    }
  }

  /** The JavaScript and TypeScript SDKs. */
  @Nested
  class JavaScript {
    @Test
    void alpacaTsReadsTheBodyOfEachCancel_7_2() {
      working();
      Answer canceled = gateway.delete("/v2/orders");
      assertThat(canceled.status()).isEqualTo(207);
      for (JsonNode item : canceled.json()) {
        has(item, "id status body");
        has(item.get("body"), ORDER_KEYS);
      }
    }

    @Test
    void javaScript4NeedsCodeAndMessageOfAnError_7_2() {
      JsonNode error = gateway.get("/v2/orders/none").json();
      assertThat(error.get("code").isIntegralNumber()).isTrue();
      areTexts(error, "message");
    }

    @Test
    void typeScriptUpdatesWatchlistsByPatch_2_5() {
      JsonNode list = gateway.post("/v2/watchlists", "{\"name\":\"ts\"}").json();
      String path = "/v2/watchlists/" + list.get("id").asString();
      assertThat(gateway.patch(path, "{\"name\":\"tsc\"}").status()).isEqualTo(200);
    }
  }

  /** Go. */
  @Nested
  class Go {
    @Test
    void goSendsNullForEveryUnsetFieldAndNoContentType_7_3() {
      Answer placed =
          post(
              "{'symbol':'AAPL','qty':'1','notional':null,'side':'buy','type':'limit',"
                  + "'time_in_force':'day','limit_price':'100','extended_hours':false,"
                  + "'stop_price':null,'client_order_id':'','order_class':'','take_profit':null,"
                  + "'stop_loss':null,'trail_price':null,'trail_percent':null,"
                  + "'position_intent':'','legs':null,'advanced_instructions':null}");
      assertThat(placed.status()).as(placed.toString()).isEqualTo(200);
      JsonNode order = gateway.awaitStatus(placed.json(), "new");
      Answer replaced =
          gateway.patch(
              "/v2/orders/" + order.get("id").asString(),
              "{\"qty\":null,\"limit_price\":\"99\",\"stop_price\":null,\"trail\":null,"
                  + "\"time_in_force\":\"\",\"client_order_id\":\"\"}");
      assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
    }

    @Test
    void goReadsAWholeNumberForTheMarginRequirement_7_3() {
      assertThat(
              gateway
                  .get("/v2/assets/AAPL")
                  .json()
                  .get("maintenance_margin_requirement")
                  .isIntegralNumber())
          .isTrue();
    }

    @Test
    void goReadsABareDateOfAnActivity_7_3() {
      JsonNode deposit = gateway.get("/v2/account/activities/CSD").json().get(0);
      assertThat(deposit.get("date").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
    }
  }

  /** The official Java SDK, and Petersoj's, which needs the same (7.6). */
  @Nested
  class Java {
    @Test
    void javaNeedsTheseKeysOfAnOrder_7_4_7_6() {
      has(working(), "notional type time_in_force");
    }

    @Test
    void javaNeedsSeventeenKeysOfAPosition_7_4() {
      has(gateway.get("/v2/positions/AAPL").json(), POSITION_KEYS);
    }

    @Test
    void javaNeedsTheseKeysOfAssetsAndStrictExchanges_7_4() {
      for (JsonNode asset : gateway.get("/v2/assets").json()) {
        has(asset, "class exchange fractionable id marginable name shortable status symbol");
        has(asset, "tradable attributes");
        assertThat(EXCHANGES).contains(asset.get("exchange").asString());
      }
    }

    @ParameterizedTest
    @CsvSource({
      "/v2/clock, timestamp is_open next_open next_close",
      "/v2/calendar?start=2026-08-17T00:00:00Z&end=2026-08-18T23:59:59-04:00,"
          + " date open close session_open session_close settlement_date",
      "/v2/account, id status"
    })
    void javaNeedsAllKeysAndSendsInstantsForDates_7_4(String path, String keys) {
      JsonNode json = gateway.get(path).json();
      has(json.isArray() ? json.get(0) : json, keys);
    }

    @Test
    void javaReadsInstantsWithAnOffsetAndNineDigitsAtMost_7_4() {
      JsonNode order = working();
      for (String key : List.of("created_at", "updated_at", "submitted_at")) {
        String text = order.get(key).asString();
        assertThat(OffsetDateTime.parse(text).getOffset().getTotalSeconds()).isZero();
        assertThat(text).matches("[^.]*(\\.\\d{1,9})?Z");
      }
      OffsetDateTime.parse(gateway.get("/v2/clock").text("timestamp"));
    }
  }

  /** C#. */
  @Nested
  class Csharp {
    @Test
    void csharpSendsPlainTextAndAsksForGzip_7_5() {
      Answer placed =
          post(LIMIT, "Content-Type", "text/plain; charset=utf-8", "Accept-Encoding", "gzip");
      assertThat(placed.status()).isEqualTo(200);
    }

    @Test
    void csharpPrefersHttp2AndMakesDoWithLess_7_5() {
      HttpRequest wish = request("/v2/clock").version(HttpClient.Version.HTTP_2).GET().build();
      assertThat(gateway.send(wish).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
      "/v2/orders?status=all, id filled_qty type order_class time_in_force status",
      "/v2/positions, asset_id symbol exchange asset_class avg_entry_price qty cost_basis",
      "/v2/account, id status cash created_at last_equity maintenance_margin"
          + " last_maintenance_margin sma",
      "/v2/account/configurations, dtbp_check trade_confirm_email",
      "/v2/assets, id exchange symbol name status",
      "/v2/clock, timestamp next_open next_close",
      "/v2/calendar?start=2026-08-17, date open close session_open session_close"
    })
    void csharpAlwaysRequiresTheseTexts_7_5(String path, String keys) {
      JsonNode json = gateway.get(path).json();
      areTexts(json.isArray() ? json.get(0) : json, keys);
    }

    @ParameterizedTest
    @CsvSource({
      "/v2/account, trading_blocked transfers_blocked account_blocked",
      "/v2/account/configurations, suspend_trade no_shorting",
      "/v2/assets/AAPL, tradable",
      "/v2/clock, is_open"
    })
    void csharpAlwaysRequiresTheseFlags_7_5(String path, String keys) {
      for (String key : keys.split(" ", -1)) {
        assertThat(gateway.get(path).json().get(key).isBoolean()).as(key).isTrue();
      }
      assertThat(gateway.get("/v2/account").text("multiplier")).isIn("1", "2", "4");
    }
  }

  /** What all of them have in common, and the checklist. */
  @Nested
  class Everybody {
    @Test
    void everyKeyOfAnOrderIsAlwaysThere_7_7() {
      assertThat(working().propertyNames()).containsExactly(ORDER_KEYS.split(" ", -1));
    }

    @Test
    void onlyWordsOfTheOldestSdksAreSaid_7_7() {
      JsonNode order = working();
      assertThat(order.get("order_class").asString()).isEmpty();
      assertThat(order.get("asset_class").asString()).isIn("us_equity", "crypto");
      assertThat(order.get("status").asString()).isEqualTo("new");
    }

    @Test
    void fieldsThatAlpacaHasGivenUpAreStillThere_7_7_10_7() {
      has(gateway.get("/v2/assets/AAPL").json(), "easy_to_borrow maintenance_margin_requirement");
      JsonNode settled = gateway.get("/v2/account/configurations").json();
      assertThat(settled.get("dtbp_check").asString()).isEqualTo("both");
      assertThat(settled.get("pdt_check").asString()).isEqualTo("both");
      has(
          gateway.get("/v2/account").json(),
          "pattern_day_trader daytrade_count daytrading_buying_power bod_dtbp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "nonsense"})
    void anyContentTypeIsTaken_10_1(String type) {
      Answer placed = type.isEmpty() ? post(LIMIT) : post(LIMIT, "Content-Type", type);
      assertThat(placed.status()).isEqualTo(200);
    }

    @Test
    void aDuplicateIdIsRefusedAsAlpacaDoes_10_2() {
      String order = LIMIT.replace("}", ",'client_order_id':'%s'}".formatted("twice"));
      assertThat(post(order).status()).isEqualTo(200);
      Answer other = post(order.replace("100", "99"));
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.json().get("code").asInt()).isEqualTo(40010001);
      assertThat(other.message()).isEqualTo("client_order_id must be unique");
    }

    @Test
    void itemsOfManyCarryTheirBodies_10_8() {
      working();
      gateway.delete("/v2/orders").json().forEach(item -> has(item, "id status body"));
      gateway.delete("/v2/positions").json().forEach(item -> has(item, "symbol status body"));
      gateway.delete("/v2/orders");
    }
  }
}
