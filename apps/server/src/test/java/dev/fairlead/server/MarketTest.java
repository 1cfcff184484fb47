// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Assets, clock and calendar. */
final class MarketTest {
  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAssetHasTheFieldsThatAlpacaGaveUpAsWell() {
    JsonNode asset = gateway.get("/v2/assets/AAPL").json();
    assertThat(asset.get("id").asString()).isEqualTo(TestBroker.AAPL.assetId().toString());
    assertThat(asset.get("class").asString()).isEqualTo("us_equity");
    assertThat(asset.get("exchange").asString()).isEqualTo("NASDAQ");
    assertThat(asset.get("status").asString()).isEqualTo("active");
    assertThat(asset.get("easy_to_borrow").asBoolean()).isTrue();
    assertThat(asset.get("maintenance_margin_requirement").isIntegralNumber()).isTrue();
    assertThat(asset.get("attributes").isArray()).isTrue();
    assertThat(asset.has("min_order_size")).isFalse();
    JsonNode coin = gateway.get("/v2/assets/BTC%2FUSD").json();
    assertThat(coin.get("class").asString()).isEqualTo("crypto");
    assertThat(coin.get("min_order_size").asString()).isEqualTo("0.0001");
    assertThat(coin.get("price_increment").asString()).isEqualTo("0.01");
  }

  @Test
  void anExchangeThatNoSdkKnowsIsOverTheCounter() {
    JsonNode asset = gateway.get("/v2/assets/NSE:RELIANCE").json();
    assertThat(asset.get("exchange").asString()).isEqualTo("OTC");
    assertThat(asset.get("class").asString()).isEqualTo("us_equity");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4",
    "?status=active, 4",
    "?status=inactive, 0",
    "?asset_class=crypto, 1",
    "?asset_class=us_equity&exchange=NASDAQ, 1",
    "?asset_class=us_option, 0",
    "?attributes=ipo, 0"
  })
  void assetsAreFiltered(String query, int found) {
    assertThat(gateway.get("/v2/assets" + query).json()).hasSize(found);
  }

  @Test
  void anUnknownAssetIsNotFound() {
    Answer answer = gateway.get("/v2/assets/ZZZZQX");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.message()).isEqualTo("asset not found for ZZZZQX");
    assertThat(gateway.get("/v2/assets?status=gone").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL:NASDAQ", "AAPL:NASDAQ:us_equity", "BTC/USD:CRYPTO:crypto"})
  void anAssetIsFoundByItsLongNameToo(String name) {
    assertThat(gateway.get("/v2/assets/" + name).text("symbol"))
        .isEqualTo(name.substring(0, name.indexOf(':')));
    assertThat(gateway.get("/v2/assets/" + name + "X").status()).isEqualTo(404);
  }

  @Test
  void thereAreNoOptionsAndThatIsTheAnswer() {
    assertThat(
            gateway
                .get("/v2/options/contracts?underlying_symbols=AAPL&type=call&limit=10000")
                .json()
                .toString())
        .isEqualTo("{\"option_contracts\":[],\"next_page_token\":null}");
    Answer contract = gateway.get("/v2/options/contracts/AAPL240119C00100000");
    assertThat(contract.status()).isEqualTo(404);
    assertThat(contract.json().get("code").asInt()).isEqualTo(40410000);
    assertThat(contract.message()).isEqualTo("option contract AAPL240119C00100000 not found");
  }

  @ParameterizedTest
  @CsvSource({
    "AAPL240119C00100000, 403, 40310000",
    "5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11, 403, 40310000",
    "AAPL, 422, 42210000"
  })
  void noOptionIsHeldSoNoneIsExercised(String name, int status, int code) {
    for (String what : List.of("exercise", "do-not-exercise")) {
      Answer answer = gateway.post("/v2/positions/" + name + "/" + what, "");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.json().get("code").asInt()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/options/contracts?type=both, type",
    "/v2/options/contracts?limit=10001, limit",
    "/v2/options/contracts?expiration_date=soon, expiration_date",
    "/v2/corporate_actions/announcements, ca_types",
    "/v2/corporate_actions/announcements?ca_types=gift, ca_types",
    "/v2/corporate_actions/announcements?ca_types=split, since",
    "/v2/corporate_actions/announcements?ca_types=split&since=2026-01-01&until=2026-05-01, until",
    "/v3/clock?markets=NYSE%2CLSE, markets",
    "/v3/calendar/TADAWUL, market",
    "/v3/calendar/NYSE?timezone=CET, timezone"
  })
  void aBadQuestionNamesItsFault(String path, String field) {
    Answer answer = gateway.get(path);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @Test
  void nothingIsAnnounced() {
    String path = "/v2/corporate_actions/announcements";
    String query = "?ca_types=dividend%2Csplit&since=2026-08-01&until=2026-08-31";
    assertThat(gateway.get(path + query).json()).isEmpty();
    assertThat(gateway.get(path + "/1").status()).isEqualTo(404);
  }

  @Test
  void theClockOfManyMarketsTellsTheirPhases() {
    JsonNode clocks =
        gateway.get("/v3/clock?markets=NYSE,XNAS&time=2026-08-17T21:00:00Z").json().get("clocks");
    assertThat(clocks).hasSize(2);
    assertThat(clocks.get(1).at("/market/acronym").asString()).isEqualTo("NASDAQ");
    assertThat(clocks.get(0).toString())
        .isEqualTo(
            "{\"market\":{\"acronym\":\"NYSE\",\"name\":\"New York Stock Exchange\","
                + "\"timezone\":\"America/New_York\",\"mic\":\"XNYS\"},"
                + "\"timestamp\":\"2026-08-17T17:00:00-04:00\",\"is_market_day\":true,"
                + "\"next_market_open\":\"2026-08-18T09:30:00-04:00\","
                + "\"next_market_close\":\"2026-08-18T16:00:00-04:00\","
                + "\"phase\":\"post\",\"phase_until\":\"2026-08-17T20:00:00-04:00\"}");
  }

  @Test
  void theCalendarOfAMarketTellsItsSessions() {
    JsonNode answer = gateway.get("/v3/calendar/NYSE?start=2026-11-27&end=2026-11-28").json();
    assertThat(answer.at("/market/mic").asString()).isEqualTo("XNYS");
    assertThat(answer.get("calendar")).hasSize(1);
    assertThat(answer.at("/calendar/0").toString())
        .isEqualTo(
            "{\"date\":\"2026-11-27\",\"pre_start\":\"2026-11-27T04:00:00-05:00\","
                + "\"pre_end\":\"2026-11-27T09:30:00-05:00\","
                + "\"core_start\":\"2026-11-27T09:30:00-05:00\","
                + "\"core_end\":\"2026-11-27T13:00:00-05:00\","
                + "\"post_start\":\"2026-11-27T13:00:00-05:00\","
                + "\"post_end\":\"2026-11-27T17:00:00-05:00\","
                + "\"settlement_date\":\"2026-11-30\"}");
    JsonNode week = gateway.get("/v3/calendar/NASDAQ?timezone=UTC").json().get("calendar");
    assertThat(week).hasSize(6);
    assertThat(week.at("/0/core_start").asString()).isEqualTo("2026-08-17T13:30:00Z");
  }

  @Test
  void theCalendarCanBeAskedByWhenADaySettles() {
    JsonNode days =
        gateway.get("/v2/calendar?start=2026-11-30&end=2026-11-30&date_type=SETTLEMENT").json();
    assertThat(days).hasSize(1);
    assertThat(days.at("/0/date").asString()).isEqualTo("2026-11-27");
  }

  @Test
  void theClockIsNewYorks() {
    JsonNode clock = gateway.get("/v2/clock").json();
    assertThat(clock.propertyNames())
        .containsExactly("timestamp", "is_open", "next_open", "next_close");
    assertThat(clock.get("timestamp").asString()).isEqualTo("2026-08-17T10:00:00.123456789-04:00");
    assertThat(clock.get("is_open").asBoolean()).isTrue();
    assertThat(clock.get("next_open").asString()).isEqualTo("2026-08-18T09:30:00-04:00");
    assertThat(clock.get("next_close").asString()).isEqualTo("2026-08-17T16:00:00-04:00");
  }

  @Test
  void theCalendarHasTradingDaysOnly() {
    JsonNode days = gateway.get("/v2/calendar?start=2026-11-25&end=2026-11-30").json();
    List<String> dates = new ArrayList<>();
    days.forEach(day -> dates.add(day.get("date").asString()));
    assertThat(dates).containsExactly("2026-11-25", "2026-11-27", "2026-11-30");
    assertThat(days.get(1).toString())
        .isEqualTo(
            "{\"date\":\"2026-11-27\",\"open\":\"09:30\",\"close\":\"13:00\","
                + "\"session_open\":\"0400\",\"session_close\":\"1700\","
                + "\"settlement_date\":\"2026-11-30\"}");
  }

  @Test
  void theCalendarTakesInstantsAndAnyRange() {
    assertThat(
            gateway
                .get("/v2/calendar?start=2026-08-18T02:00:00Z&end=2026-08-18T03:00:00Z")
                .json()
                .at("/0/date")
                .asString())
        .isEqualTo("2026-08-17");
    assertThat(gateway.get("/v2/calendar").json().size()).isGreaterThan(15_000);
    assertThat(gateway.get("/v2/calendar?start=2030-01-01&end=2020-01-01").json()).isEmpty();
    assertThat(gateway.get("/v2/calendar?start=tomorrow").status()).isEqualTo(422);
    assertThat(gateway.get("/v2/calendar?date_type=HOLIDAYS").status()).isEqualTo(422);
  }

  @Test
  @DisplayName("F-T08 a closing that only the broker knows of is on the clock and in the calendar")
  void theBrokersDaysCount() {
    TradingCalendar usual = gateway.broker.market.hours;
    LocalDate today = LocalDate.of(2026, 8, 17);
    gateway.broker.market.hours = usual.knowing(Map.of(today, Optional.empty()));
    try {
      JsonNode clock = gateway.get("/v2/clock").json();
      assertThat(clock.get("is_open").asBoolean()).isFalse();
      assertThat(clock.get("next_close").asString()).isEqualTo("2026-08-18T16:00:00-04:00");
      assertThat(gateway.get("/v2/calendar?start=2026-08-17&end=2026-08-17").json()).isEmpty();
      assertThat(gateway.get("/v3/clock").json().at("/clocks/0/is_market_day").asBoolean())
          .isFalse();
      JsonNode days = gateway.get("/v3/calendar/NYSE?start=2026-08-14&end=2026-08-18").json();
      assertThat(days.get("calendar")).hasSize(2);
    } finally {
      gateway.broker.market.hours = usual;
    }
    assertThat(gateway.get("/v2/clock").json().get("is_open").asBoolean()).isTrue();
  }
}
