// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
