// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The account's past: opened on Thursday 13 August 2026 at 10:00 in New York with 100,000; ten
 * shares bought for 100 at 10:30; 1,000 paid in on Friday; five shares more bought for 125 on
 * Monday at 09:45. It is Monday, 10:00, and a share is worth 130.
 */
final class HistoryTest {
  private static final Instant OPENED = Instant.parse("2026-08-13T14:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-08-17T14:00:00Z");
  private static final String HISTORY = "/v2/account/portfolio/history?";

  @TempDir private Path data;
  private final TestMarket market = new TestMarket();
  private volatile Instant now = OPENED;
  private TestServer gateway;
  private String boughtOnMonday = "";

  @BeforeEach
  void start() {
    market.price("AAPL", "2026-08-13T13:00:00Z", "100");
    market.price("AAPL", "2026-08-13T19:00:00Z", "110");
    market.price("AAPL", "2026-08-14T19:59:00Z", "120");
    market.price("AAPL", "2026-08-17T13:30:00Z", "130");
    InstantSource time = () -> now;
    gateway = TestServer.start(data, time, market);
    gateway.broker.quote("AAPL", "130", "130");
    bought("10", "100", "2026-08-13T14:30:00Z");
    now = Instant.parse("2026-08-14T15:00:00Z");
    gateway.broker.fund("1000", "wire transfer");
    TestServer.await(() -> gateway.get("/v2/account").text("cash").equals("100000"));
    boughtOnMonday = bought("5", "125", "2026-08-17T13:45:00Z");
    now = MONDAY;
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String bought(String quantity, String price, String at) {
    now = Instant.parse(at);
    JsonNode order =
        gateway.place(
            "{'symbol':'AAPL','qty':'%s','side':'buy','type':'market','time_in_force':'day'}"
                .formatted(quantity));
    gateway.awaitStatus(order, "new");
    String execution = gateway.broker.fill("AAPL", quantity, price, Instant.parse(at));
    gateway.awaitStatus(order, "filled");
    return execution;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.toString()));
    return texts;
  }

  @Test
  void anAccountShowsItsEquityAtTheLastClose() {
    Answer account = gateway.get("/v2/account");
    assertThat(account.text("equity")).isEqualTo("101325");
    assertThat(account.text("last_equity")).isEqualTo("101200");
    assertThat(account.text("last_maintenance_margin")).isEqualTo("360");
    assertThat(account.text("balance_asof")).isEqualTo("2026-08-14");
  }

  @Test
  void aPositionShowsWhatItHasWonToday() {
    Answer position = gateway.get("/v2/positions/AAPL");
    assertThat(position.text("unrealized_pl")).isEqualTo("325");
    assertThat(position.text("unrealized_intraday_pl")).isEqualTo("125");
    assertThat(position.text("unrealized_intraday_plpc")).startsWith("0.0684931506");
    assertThat(position.text("lastday_price")).isEqualTo("120");
    assertThat(position.text("change_today")).startsWith("0.08333333333");
  }

  @Test
  void aFillTakenBackIsTakenOutOfToday() {
    assertThat(gateway.get("/v2/positions/AAPL").text("unrealized_intraday_pl")).isEqualTo("125");
    gateway.broker.bust("AAPL", boughtOnMonday);
    TestServer.await(() -> gateway.get("/v2/positions/AAPL").text("qty").equals("10"));
    assertThat(gateway.get("/v2/positions/AAPL").text("unrealized_intraday_pl")).isEqualTo("100");
    assertThat(gateway.get("/v2/account").text("last_equity")).isEqualTo("101200");
  }

  @Test
  void theNextDayBeginsAtTheNextClose() {
    assertThat(gateway.get("/v2/account").text("last_equity")).isEqualTo("101200");
    now = Instant.parse("2026-08-17T20:00:00Z");
    assertThat(gateway.get("/v2/account").text("last_equity")).isEqualTo("101325");
    Answer position = gateway.get("/v2/positions/AAPL");
    assertThat(position.text("lastday_price")).isEqualTo("130");
    assertThat(position.text("unrealized_intraday_pl")).isEqualTo("0");
    assertThat(position.text("change_today")).isEqualTo("0");
  }

  @Test
  void historyByDaysLeavesOutWhatWasPaidIn() {
    JsonNode history = gateway.get(HISTORY + "period=1W&timeframe=1D&cashflow_types=ALL").json();
    assertThat(history.propertyNames())
        .containsExactly(
            "timestamp",
            "equity",
            "profit_loss",
            "profit_loss_pct",
            "base_value",
            "timeframe",
            "cashflow");
    assertThat(texts(history.get("timestamp")))
        .containsExactly("1786579200", "1786665600", "1786924800");
    assertThat(texts(history.get("equity"))).containsExactly("100100.0", "101200.0", "101325.0");
    assertThat(texts(history.get("profit_loss"))).containsExactly("100.0", "200.0", "325.0");
    assertThat(history.at("/profit_loss_pct/1").decimalValue()).isEqualByComparingTo("0.002");
    assertThat(history.get("base_value").decimalValue()).isEqualByComparingTo("100000");
    assertThat(history.get("timeframe").asString()).isEqualTo("1D");
    assertThat(texts(history.at("/cashflow/CSD"))).containsExactly("100000.0", "1000.0", "0.0");
  }

  @Test
  void historyWithinADayBeginsWithTheCloseBefore() {
    JsonNode history = gateway.get(HISTORY + "period=1D&timeframe=15Min").json();
    assertThat(texts(history.get("timestamp"))).containsExactly("1786973400", "1786974300");
    assertThat(texts(history.get("equity"))).containsExactly("101300.0", "101325.0");
    assertThat(texts(history.get("profit_loss"))).containsExactly("100.0", "125.0");
    assertThat(history.get("base_value").decimalValue()).isEqualByComparingTo("101200");
    assertThat(history.get("base_value_asof").asString()).isEqualTo("2026-08-14");
    assertThat(history.get("cashflow").isEmpty()).isTrue();
  }

  @Test
  void whatIsPaidInWhileNothingTradesIsToldWithTheNextWindow() {
    JsonNode history =
        gateway
            .get(HISTORY + "start=2026-08-14T19:00:00Z&timeframe=1H&cashflow_types=CSD,DIV")
            .json();
    assertThat(history.get("cashflow").isEmpty()).isTrue();
    now = Instant.parse("2026-08-17T21:00:00Z");
    gateway.broker.fund("7", "after the close");
    TestServer.await(() -> gateway.get("/v2/account").text("cash").equals("99382"));
    now = Instant.parse("2026-08-18T14:00:00Z");
    history = gateway.get(HISTORY + "period=2D&timeframe=1D&cashflow_types=CSD").json();
    assertThat(texts(history.at("/cashflow/CSD"))).containsExactly("0.0", "7.0");
    assertThat(texts(history.get("profit_loss"))).containsExactly("125.0", "125.0");
  }

  @Test
  void profitBeginsAnewEachDayUnlessItIsToldNotTo() {
    String twoDays = HISTORY + "period=2D&timeframe=1H";
    JsonNode perDay = gateway.get(twoDays).json();
    JsonNode onAndOn = gateway.get(twoDays + "&pnl_reset=no_reset").json();
    assertThat(perDay.get("base_value_asof").asString()).isEqualTo("2026-08-13");
    int last = perDay.get("equity").size() - 1;
    // Seven windows on Friday, and the one under way.
    assertThat(last).isEqualTo(7);
    assertThat(perDay.at("/profit_loss/6").decimalValue()).isEqualByComparingTo("100");
    assertThat(perDay.at("/profit_loss/" + last).decimalValue()).isEqualByComparingTo("125");
    assertThat(onAndOn.at("/profit_loss/" + last).decimalValue()).isEqualByComparingTo("225");
  }

  @ParameterizedTest
  @CsvSource({
    "period=1D&timeframe=1H&intraday_reporting=extended_hours, 6",
    "period=1D&timeframe=1H&extended_hours=True, 6",
    "start=2026-08-16T00:00:00-04:00&timeframe=1H&intraday_reporting=continuous, 34",
    "start=2026-08-14&end=2026-08-15&timeframe=5Min, 78",
    "start=2026-08-14T14:07:00Z&end=2026-08-14T14:31:00Z&timeframe=15Min, 3",
    "start=2026-08-13&period=1D&timeframe=1D, 1",
    "date_end=2026-08-14&period=1D&timeframe=1D, 1",
    "period=10A, 3",
    "period=3D, 780",
    "start=2026-08-01&end=2026-08-02&timeframe=1D, 0"
  })
  void historyHasAWindowForEachStepThatWasTraded(String query, int windows) {
    String encoded = query.replace("+", "%2B");
    Answer history = gateway.get(HISTORY + encoded);
    assertThat(history.status()).as(history.toString()).isEqualTo(200);
    for (String list : List.of("timestamp", "equity", "profit_loss", "profit_loss_pct")) {
      assertThat(history.json().get(list)).as(list).hasSize(windows);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "period=1X, period",
    "period=0D, period",
    "period=1M&start=2026-08-01&end=2026-08-02, period",
    "timeframe=2Min, timeframe",
    "period=2M&timeframe=1Min, timeframe",
    "start=2026-08-10&end=2026-08-01, start",
    "pnl_reset=never, pnl_reset",
    "intraday_reporting=always, intraday_reporting",
    "cashflow_types=gifts, cashflow_types",
    "start=yesterday, start"
  })
  void aBadHistoryNamesItsFault(String query, String field) {
    Answer refused = gateway.get(HISTORY + query);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(refused.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @Test
  void moneyThatCameIsAnActivityAmongTheFills() {
    JsonNode all = gateway.get("/v2/account/activities?direction=asc").json();
    List<String> types = new ArrayList<>();
    all.forEach(each -> types.add(each.get("activity_type").asString()));
    assertThat(types).containsExactly("CSD", "FILL", "CSD", "FILL");
    JsonNode deposit = all.get(2);
    assertThat(deposit.get("net_amount").asString()).isEqualTo("1000");
    assertThat(deposit.get("date").asString()).isEqualTo("2026-08-14");
    assertThat(deposit.get("description").asString()).isEqualTo("wire transfer");
    assertThat(deposit.get("status").asString()).isEqualTo("executed");
    assertThat(deposit.get("id").asString()).startsWith("20260814110000000::");
    JsonNode second =
        gateway
            .get(
                "/v2/account/activities?direction=asc&page_size=2&page_token="
                    + all.get(1).get("id").asString())
            .json();
    assertThat(second.get(0)).isEqualTo(deposit);
    assertThat(second.get(1)).isEqualTo(all.get(3));
  }

  @ParameterizedTest
  @CsvSource({
    "/CSD, 2",
    "/CSW, 1",
    "?activity_types=CSW%2CFILL, 3",
    "?category=non_trade_activity, 3",
    "?category=trade_activity, 2",
    "?date=2026-08-14, 1",
    "?after=2026-08-14T15:00:00.5Z, 2"
  })
  void flowsOfCashAreFilteredAsFillsAre(String query, int found) {
    gateway.broker.fund("-5.5", "fee of the bank");
    TestServer.await(() -> !gateway.get("/v2/account/activities/CSW").json().isEmpty());
    assertThat(gateway.get("/v2/account/activities" + query).json()).hasSize(found);
  }
}
