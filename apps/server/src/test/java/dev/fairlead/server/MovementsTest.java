// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.MovementKind;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
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

/**
 * What comes and goes without a fill, in the account's past. It was opened on Thursday 13 August
 * 2026 at 10:00 in New York with 100,000 and ten shares, then worth 100 each, 110 at that day's
 * close and 120 at Friday's. It is Monday, 10:00, and a share is worth 130.
 */
final class MovementsTest {
  private static final Instant OPENED = Instant.parse("2026-08-13T14:00:00Z");
  private static final Instant FRIDAY = Instant.parse("2026-08-14T15:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-08-17T14:00:00Z");
  private static final String BY_DAYS =
      "/v2/account/portfolio/history?period=1W&timeframe=1D&cashflow_types=ALL";

  @TempDir private Path data;
  private final TestMarket market = new TestMarket();
  private volatile Instant now = OPENED;
  private TestServer gateway;

  @BeforeEach
  void start() {
    market.price("AAPL", "2026-08-13T13:00:00Z", "100");
    market.price("AAPL", "2026-08-13T19:00:00Z", "110");
    market.price("AAPL", "2026-08-14T19:59:00Z", "120");
    gateway = TestServer.start(data, () -> now, market);
    gateway.broker.move("opening:AAPL", MovementKind.OPENING, "10", "700", null);
    awaitHeld("10");
    monday("130");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void monday(String price) {
    market.price("AAPL", "2026-08-17T13:30:00Z", price);
    gateway.broker.quote("AAPL", price, price);
    now = MONDAY;
  }

  private void awaitHeld(String quantity) {
    TestServer.await(() -> gateway.get("/v2/positions/AAPL").text("qty").equals(quantity));
  }

  private void awaitCash(String cash) {
    TestServer.await(() -> gateway.get("/v2/account").text("cash").equals(cash));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.toString()));
    return texts;
  }

  @Test
  void whatAnAccountWasOpenedWithIsNoProfit() {
    JsonNode history = gateway.get(BY_DAYS).json();
    assertThat(history.get("base_value").decimalValue()).isEqualByComparingTo("101000");
    assertThat(texts(history.get("equity"))).containsExactly("101100.0", "101200.0", "101300.0");
    assertThat(texts(history.get("profit_loss"))).containsExactly("100.0", "200.0", "300.0");
    Answer account = gateway.get("/v2/account");
    assertThat(account.text("last_equity")).isEqualTo("101200");
    Answer position = gateway.get("/v2/positions/AAPL");
    assertThat(position.text("unrealized_pl")).isEqualTo("600");
    assertThat(position.text("unrealized_intraday_pl")).isEqualTo("100");
  }

  @Test
  void whatIsEarnedIsProfitAndWhatIsBroughtIsNot() {
    gateway.broker.flow("d", MovementKind.DIVIDEND, "25", FRIDAY, "Cash dividend");
    gateway.broker.flow("f", MovementKind.FEE, "-1", FRIDAY, "TAF fee");
    gateway.broker.flow("j", MovementKind.JOURNAL_CASH, "500", FRIDAY, "from another account");
    gateway.broker.move("t", MovementKind.JOURNAL_SECURITIES, "5", "350", FRIDAY);
    awaitHeld("15");
    JsonNode history = gateway.get(BY_DAYS).json();
    assertThat(texts(history.get("equity"))).containsExactly("101100.0", "102324.0", "102474.0");
    // Ten shares won 100 on Friday, five more 50 since they came; the dividend and the fee.
    assertThat(texts(history.get("profit_loss"))).containsExactly("100.0", "274.0", "424.0");
    assertThat(texts(history.at("/cashflow/DIV"))).containsExactly("0.0", "25.0", "0.0");
    assertThat(texts(history.at("/cashflow/FEE"))).containsExactly("0.0", "-1.0", "0.0");
    assertThat(texts(history.at("/cashflow/JNLC"))).containsExactly("0.0", "500.0", "0.0");
    assertThat(history.at("/cashflow").propertyNames())
        .containsExactlyInAnyOrder("CSD", "DIV", "FEE", "JNLC");
  }

  @Test
  void aSplitMakesNothingWorthMore() {
    gateway.broker.move("s", MovementKind.SPLIT, "30", "0", Instant.parse("2026-08-17T10:00:00Z"));
    awaitHeld("40");
    monday("32.5");
    JsonNode history = gateway.get(BY_DAYS).json();
    assertThat(texts(history.get("equity"))).containsExactly("101100.0", "101200.0", "101300.0");
    assertThat(texts(history.get("profit_loss"))).containsExactly("100.0", "200.0", "300.0");
    assertThat(gateway.get("/v2/account").text("last_equity")).isEqualTo("101200");
    assertThat(gateway.get("/v2/positions/AAPL").text("unrealized_intraday_pl")).isEqualTo("100");
  }

  @Test
  void unitsThatCameTodayHaveWonNothingBefore() {
    gateway.broker.move("t", MovementKind.FREE_DELIVERY, "5", "350", MONDAY);
    awaitHeld("15");
    assertThat(gateway.get("/v2/account").text("last_equity")).isEqualTo("101200");
    assertThat(gateway.get("/v2/positions/AAPL").text("unrealized_intraday_pl")).isEqualTo("150");
  }

  @Test
  @DisplayName("I-09 what is told twice is one activity")
  void whatIsToldTwiceIsOneActivity() {
    gateway.broker.flow("d", MovementKind.DIVIDEND, "25", FRIDAY, "Cash dividend");
    gateway.broker.flow("d", MovementKind.DIVIDEND, "25", FRIDAY, "Cash dividend");
    gateway.broker.flow("i", MovementKind.INTEREST, "1", FRIDAY, "");
    awaitCash("100026");
    JsonNode dividends = gateway.get("/v2/account/activities/DIV").json();
    assertThat(dividends).hasSize(1);
    JsonNode dividend = dividends.get(0);
    assertThat(dividend.get("net_amount").asString()).isEqualTo("25");
    assertThat(dividend.get("symbol").asString()).isEqualTo("AAPL");
    assertThat(dividend.get("date").asString()).isEqualTo("2026-08-14");
    assertThat(dividend.get("description").asString()).isEqualTo("Cash dividend");
  }

  @ParameterizedTest
  @CsvSource({
    "/DIV, 1",
    "/SPLIT, 1",
    "/JNLS, 1",
    "/TRANS, 1",
    "/MISC, 3",
    "?category=non_trade_activity, 5",
    "?category=trade_activity, 0",
    "?activity_types=DIV%2CINT, 2",
    "?date=2026-08-14, 3",
  })
  void movementsAreFilteredByTypeAndTime(String query, int found) {
    gateway.broker.flow("d", MovementKind.DIVIDEND, "25", FRIDAY, "Cash dividend");
    gateway.broker.flow("i", MovementKind.INTEREST, "1", FRIDAY, "");
    gateway.broker.move("s", MovementKind.SPLIT, "30", "0", FRIDAY);
    awaitHeld("40");
    assertThat(gateway.get("/v2/account/activities" + query).json()).hasSize(found);
  }

  @Test
  void unitsAndMoneyArePagedAsOneList() {
    gateway.broker.flow("d", MovementKind.DIVIDEND, "25", FRIDAY, "Cash dividend");
    gateway.broker.move("s", MovementKind.SPLIT, "30", "0", FRIDAY);
    awaitHeld("40");
    List<String> types = new ArrayList<>();
    String from = "";
    while (true) {
      JsonNode page = gateway.get("/v2/account/activities?direction=asc&page_size=1" + from).json();
      if (page.isEmpty()) {
        break;
      }
      types.add(page.get(0).get("activity_type").asString());
      from = "&page_token=" + page.get(0).get("id").asString();
    }
    assertThat(types).containsExactly("CSD", "JNLS", "DIV", "SPLIT");
    JsonNode split = gateway.get("/v2/account/activities/SPLIT").json().get(0);
    assertThat(split.get("qty").asString()).isEqualTo("30");
    assertThat(split.has("price")).isFalse();
  }
}
