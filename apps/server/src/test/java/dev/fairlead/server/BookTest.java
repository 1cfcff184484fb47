// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Positions, account, activities: what fills leave behind. */
final class BookTest {
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

  private JsonNode market(String symbol, String side, String quantity) {
    JsonNode order =
        gateway.place(
            "{'symbol':'%s','qty':'%s','side':'%s','type':'market','time_in_force':'gtc'}"
                .replace("gtc", symbol.contains("/") ? "gtc" : "day")
                .formatted(symbol, quantity, side));
    return gateway.awaitStatus(order, "new");
  }

  private void bought(String symbol, String quantity, String price) {
    JsonNode order = market(symbol, "buy", quantity);
    gateway.broker.fill(symbol, quantity, price);
    gateway.awaitStatus(order, "filled");
  }

  @Test
  void aPositionIsShownWithEveryFieldAtItsQuote() {
    bought("AAPL", "10", "180");
    JsonNode position = gateway.get("/v2/positions").json().get(0);
    assertThat(position.propertyNames())
        .containsExactly(
            ("asset_id symbol exchange asset_class asset_marginable qty avg_entry_price side"
                    + " market_value cost_basis unrealized_pl unrealized_plpc"
                    + " unrealized_intraday_pl unrealized_intraday_plpc current_price"
                    + " lastday_price change_today qty_available")
                .split(" "));
    assertThat(position.get("symbol").asString()).isEqualTo("AAPL");
    assertThat(position.get("exchange").asString()).isEqualTo("NASDAQ");
    assertThat(position.get("qty").asString()).isEqualTo("10");
    assertThat(position.get("side").asString()).isEqualTo("long");
    assertThat(position.get("avg_entry_price").asString()).isEqualTo("180");
    assertThat(position.get("cost_basis").asString()).isEqualTo("1800");
    assertThat(position.get("market_value").asString()).isEqualTo("1900");
    assertThat(position.get("unrealized_pl").asString()).isEqualTo("100");
    assertThat(position.get("unrealized_plpc").asString()).startsWith("0.0555555555");
    assertThat(position.get("current_price").asString()).isEqualTo("190");
    assertThat(position.get("qty_available").asString()).isEqualTo("10");
  }

  @Test
  void aShortPositionIsNegative() {
    JsonNode order = market("AAPL", "sell", "10");
    gateway.broker.fill("AAPL", "10", "180");
    gateway.awaitStatus(order, "filled");
    JsonNode position = gateway.get("/v2/positions/AAPL").json();
    assertThat(position.get("side").asString()).isEqualTo("short");
    assertThat(position.get("qty").asString()).isEqualTo("-10");
    assertThat(position.get("avg_entry_price").asString()).isEqualTo("180");
    assertThat(position.get("market_value").asString()).isEqualTo("-1900");
    assertThat(position.get("unrealized_pl").asString()).isEqualTo("-100");
    assertThat(position.get("unrealized_plpc").asString()).startsWith("-0.0555555555");
  }

  @Test
  void whatOpenOrdersSellIsNotAvailable() {
    bought("AAPL", "10", "180");
    market("AAPL", "sell", "4");
    JsonNode position = gateway.get("/v2/positions/AAPL").json();
    assertThat(position.get("qty").asString()).isEqualTo("10");
    assertThat(position.get("qty_available").asString()).isEqualTo("6");
    Answer tooMany =
        gateway.post(
            "/v2/orders",
            "{\"symbol\":\"AAPL\",\"qty\":7,\"side\":\"sell\",\"type\":\"market\","
                + "\"time_in_force\":\"day\"}");
    assertThat(tooMany.status()).isEqualTo(403);
    assertThat(tooMany.text("denial")).isEqualTo("INSUFFICIENT_QUANTITY");
    assertThat(tooMany.text("available")).isEqualTo("6");
    assertThat(tooMany.text("existing_qty")).isEqualTo("10");
    assertThat(tooMany.text("held_for_orders")).isEqualTo("4");
    assertThat(tooMany.text("symbol")).isEqualTo("AAPL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC%2FUSD", "BTC/USD", "BTCUSD", "276e2673-764b-4ab6-a611-caf665ca6340"})
  void aPairIsFoundByAnyOfItsNames(String name) {
    bought("BTC/USD", "0.5", "59000");
    assertThat(gateway.get("/v2/positions/" + name).text("symbol")).isEqualTo("BTC/USD");
    assertThat(gateway.get("/v2/assets/" + name).text("symbol")).isEqualTo("BTC/USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL", "NOSUCH", "a%20b", "%F0%9F%9A%80"})
  void whatIsNotHeldIsNotFound(String name) {
    for (String method : List.of("GET", "DELETE")) {
      Answer answer = gateway.send(method, "/v2/positions/" + name, null, gateway.key);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().get("code").asInt()).isEqualTo(40410000);
      assertThat(answer.message()).isEqualTo("position does not exist");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 10", "?qty=2.5, 2.5", "?percentage=50, 5"})
  void closingAnswersTheOrderThatDoesIt(String query, String quantity) {
    bought("AAPL", "10", "180");
    Answer closed = gateway.delete("/v2/positions/AAPL" + query);
    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.text("side")).isEqualTo("sell");
    assertThat(closed.text("type")).isEqualTo("market");
    assertThat(closed.text("qty")).isEqualTo(quantity);
  }

  @ParameterizedTest
  @CsvSource({
    "qty=1&percentage=1, percentage, not both",
    "percentage=101, percentage, at most 100",
    "qty=NaN, qty, a decimal number"
  })
  void aPartThatCannotBeClosedNamesItself(String query, String field, String limit) {
    bought("AAPL", "10", "180");
    Answer answer = gateway.delete("/v2/positions/AAPL?" + query);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
    assertThat(answer.message()).contains(limit);
  }

  @Test
  void closingAllCancelsFirstAndAnswersEach() {
    bought("AAPL", "10", "180");
    bought("BTC/USD", "0.5", "59000");
    market("AAPL", "sell", "4");
    Answer all = gateway.delete("/v2/positions?cancel_orders=true");
    assertThat(all.status()).isEqualTo(207);
    assertThat(all.json()).hasSize(2);
    List<String> quantities = new ArrayList<>();
    for (JsonNode item : all.json()) {
      assertThat(item.propertyNames()).containsExactly("symbol", "status", "body");
      assertThat(item.get("status").asInt()).as(item.toString()).isEqualTo(200);
      quantities.add(item.get("symbol").asString() + item.at("/body/qty").asString());
    }
    assertThat(quantities).containsExactly("AAPL10", "BTC/USD0.5");
  }

  @Test
  void closingAllTellsOfEachThatCannotBeClosed() {
    bought("AAPL", "10", "180");
    market("AAPL", "sell", "10");
    JsonNode item = gateway.delete("/v2/positions").json().get(0);
    assertThat(item.get("status").asInt()).isEqualTo(403);
    assertThat(item.at("/body/code").asInt()).isEqualTo(40310000);
    assertThat(item.at("/body/held_for_orders").asString()).isEqualTo("10");
  }

  @Test
  void theAccountHasEveryFieldOldAndNew() {
    bought("AAPL", "10", "180");
    Answer account = gateway.get("/v2/account");
    assertThat(account.json().propertyNames())
        .contains(
            ("id account_number status crypto_status currency created_at cash equity last_equity"
                    + " portfolio_value buying_power regt_buying_power options_buying_power"
                    + " non_marginable_buying_power effective_buying_power long_market_value"
                    + " short_market_value position_market_value initial_margin"
                    + " maintenance_margin last_maintenance_margin sma accrued_fees"
                    + " pending_transfer_in pending_transfer_out pending_reg_taf_fees"
                    + " intraday_adjustments multiplier shorting_enabled trading_blocked"
                    + " transfers_blocked account_blocked trade_suspended_by_user balance_asof"
                    + " options_approved_level options_trading_level crypto_tier"
                    + " admin_configurations user_configurations pattern_day_trader"
                    + " daytrade_count daytrading_buying_power bod_dtbp")
                .split(" "));
    assertThat(account.text("id")).matches(TestServer.UUID_FORM);
    assertThat(account.text("status")).isEqualTo("ACTIVE");
    assertThat(account.text("currency")).isEqualTo("USD");
    assertThat(account.text("cash")).isEqualTo("98200");
    assertThat(account.text("long_market_value")).isEqualTo("1900");
    assertThat(account.text("equity")).isEqualTo("100100");
    assertThat(account.text("portfolio_value")).isEqualTo("100100");
    assertThat(account.text("buying_power")).isEqualTo("198200");
    assertThat(account.text("initial_margin")).isEqualTo("950");
    assertThat(account.text("maintenance_margin")).isEqualTo("570");
    assertThat(account.text("multiplier")).isEqualTo("2");
    assertThat(account.json().get("trading_blocked").asBoolean()).isFalse();
  }

  @Test
  void fillsAreActivitiesThatCanBePaged() {
    JsonNode order = market("AAPL", "buy", "10");
    gateway.broker.fill("AAPL", "4", "180");
    gateway.broker.fill("AAPL", "5", "181");
    gateway.broker.fill("AAPL", "1", "182");
    gateway.awaitStatus(order, "filled");
    JsonNode all = gateway.get("/v2/account/activities/FILL").json();
    assertThat(all).hasSize(3);
    JsonNode newest = all.get(0);
    assertThat(newest.propertyNames())
        .containsExactlyInAnyOrder(
            ("activity_type id transaction_time type price qty side symbol leaves_qty order_id"
                    + " cum_qty order_status")
                .split(" "));
    assertThat(newest.get("id").asString()).matches("20260817100003123::" + TestServer.UUID_FORM);
    assertThat(newest.get("type").asString()).isEqualTo("fill");
    assertThat(newest.get("cum_qty").asString()).isEqualTo("10");
    assertThat(newest.get("leaves_qty").asString()).isEqualTo("0");
    assertThat(newest.get("order_id")).isEqualTo(order.get("id"));
    assertThat(all.get(2).get("type").asString()).isEqualTo("partial_fill");
    assertThat(all.get(2).get("leaves_qty").asString()).isEqualTo("6");

    List<String> paged = new ArrayList<>();
    String token = "";
    for (JsonNode page = page(token); !page.isEmpty(); page = page(token)) {
      page.forEach(item -> paged.add(item.get("price").asString()));
      token = page.get(page.size() - 1).get("id").asString();
    }
    assertThat(paged).containsExactly("180", "181", "182");
  }

  private JsonNode page(String token) {
    return gateway
        .get(
            "/v2/account/activities?activity_types=FILL&direction=asc&page_size=2&page_token="
                + token)
        .json();
  }

  @ParameterizedTest
  @CsvSource({
    "?activity_types=DIV, 0",
    "?activity_types=DIV%2CFILL, 1",
    "?category=non_trade_activity, 1",
    "?category=trade_activity, 1",
    "?date=2026-08-17, 1",
    "?date=2026-08-18, 0",
    "?after=2026-08-18&activity_types=FILL, 0",
    "?until=2026-08-17, 0",
    "/DIV, 0"
  })
  void activitiesAreFiltered(String query, int found) {
    bought("AAPL", "1", "180");
    assertThat(gateway.get("/v2/account/activities" + query).json()).hasSize(found);
  }

  @ParameterizedTest
  @CsvSource({
    "?page_size=500, page_size",
    "?page_token=7, page_token",
    "?activity_types=GIFT, activity_types",
    "/GIFT, activity_type",
    "?category=x, category",
    "?category=trade_activity&activity_types=FILL, category",
    "?date=today, date"
  })
  void aBadFilterNamesItself(String query, String field) {
    Answer answer = gateway.get("/v2/account/activities" + query);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }
}
