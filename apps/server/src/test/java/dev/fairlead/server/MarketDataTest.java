// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.market.BarSpan;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Alpaca's market data API over HTTP (facts 6.1). It is 14:00:00.123456789 UTC. */
final class MarketDataTest {
  private static final String RANGE = "&start=2026-08-17T13:00:00Z&end=2026-08-17T14:00:00Z";

  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
    MemoryMarket market = gateway.broker.market;
    for (int i = 0; i < 5; i++) {
      market.trade("AAPL", "190.0" + i, "100", "2026-08-17T13:30:00Z");
      market.trade("NOQUOTE", "20.5", "7", "2026-08-17T13:3" + i + ":00Z");
    }
    market.trade("NSE:RELIANCE", "3000.05", "1", "2026-08-17T13:40:00.5Z");
    market.trade("BTC/USD", "60000.01", "0.1209", "2026-08-17T13:40:00Z");
    market.quote("AAPL", "189.99", "190.01", "2026-08-17T13:30:00.000000001Z");
    market.quote("BTC/USD", "59990", "60010", "2026-08-17T13:40:00Z");
    market.bar("AAPL", BarSpan.MINUTE, "190", "2026-08-17T13:57:00Z");
    market.bar("AAPL", BarSpan.MINUTE, "191", "2026-08-17T13:58:00Z");
    // Under way still.
    market.bar("AAPL", BarSpan.MINUTE, "192", "2026-08-17T14:00:00Z");
    market.bar("AAPL", BarSpan.DAY, "188", "2026-08-14T04:00:00Z");
    market.bar("AAPL", BarSpan.DAY, "192", "2026-08-17T04:00:00Z");
    market.bar("BTC/USD", BarSpan.DAY, "60000", "2026-08-17T04:00:00Z");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String body(String path) {
    Answer answer = gateway.get(path);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.response().body().replace('"', '\'');
  }

  @Test
  void aHistoryOfOneSymbolNamesIt() {
    assertThat(body("/v2/stocks/NSE:RELIANCE/trades?limit=1" + RANGE))
        .isEqualTo(
            "{'trades':[{'t':'2026-08-17T13:40:00.500000000Z','x':'G','p':3000.05,'s':1,"
                + "'c':['@'],'i':11,'z':'O'}],'symbol':'NSE:RELIANCE','next_page_token':null}");
  }

  @Test
  void aHistoryThatTheBrokerDoesNotGiveIsNoEmptyOne() {
    gateway.broker.market.outage = Optional.of("Alpaca's market data: HTTP 500");
    try {
      Answer answer = gateway.get("/v2/stocks/AAPL/quotes?limit=1" + RANGE);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.json().get("code").asInt()).isEqualTo(50010000);
      assertThat(answer.json().get("message").asString())
          .isEqualTo("Alpaca's market data: HTTP 500");
    } finally {
      gateway.broker.market.outage = Optional.empty();
    }
  }

  @Test
  void theNewestIsAskedForBeforeItIsTold() {
    List<String> refreshed = gateway.broker.market.refreshed;
    refreshed.clear();
    gateway.get("/v2/stocks/AAPL/quotes/latest");
    gateway.get("/v2/stocks/trades/latest?symbols=NOQUOTE,AAPL,UNKNOWN");
    gateway.get("/v2/stocks/AAPL/snapshot");
    gateway.get("/v2/stocks/snapshots?symbols=AAPL");
    gateway.get("/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD");
    gateway.get("/v1beta3/crypto/us/snapshots?symbols=BTC/USD");
    assertThat(refreshed).hasSize(6);
    assertThat(refreshed.get(1)).contains("NOQUOTE", "AAPL").doesNotContain("UNKNOWN");
    assertThat(refreshed.get(4)).isEqualTo("[BTC/USD]");
    gateway.get("/v2/stocks/AAPL/quotes?limit=1" + RANGE);
    assertThat(refreshed).hasSize(6);
  }

  @Test
  void aHistoryOfManyIsAMapSortedBySymbol() {
    JsonNode json =
        gateway.get("/v2/stocks/trades?symbols=NOQUOTE,AAPL,AAPL,UNKNOWN" + RANGE).json();
    assertThat(json.propertyNames()).containsExactly("trades", "next_page_token");
    assertThat(json.get("trades").propertyNames()).containsExactly("AAPL", "NOQUOTE");
    assertThat(json.get("trades").get("NOQUOTE")).hasSize(5);
    assertThat(json.get("next_page_token").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void pagesTogetherAreTheWholeAcrossSymbols(int limit) {
    for (String sort : List.of("asc", "desc")) {
      String path = "/v2/stocks/trades?symbols=AAPL,NOQUOTE&sort=" + sort + RANGE;
      assertThat(pages(path + "&limit=" + limit, limit)).isEqualTo(pages(path, 10_000));
    }
  }

  private static List<String> pages(String path, int limit) {
    List<String> items = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = gateway.get(path + (token.isEmpty() ? "" : "&page_token=" + token)).json();
      int before = items.size();
      page.get("trades")
          .properties()
          .forEach(run -> run.getValue().forEach(item -> items.add(run.getKey() + item)));
      assertThat(items.size() - before).isBetween(1, limit);
      token = page.get("next_page_token").asString("");
    } while (!token.isEmpty());
    return items;
  }

  @Test
  void barsAreOfTheTimeFrameThatIsAskedFor() {
    assertThat(body("/v2/stocks/bars?symbols=AAPL&timeframe=1Day&start=2026-08-14"))
        .isEqualTo(
            "{'bars':{'AAPL':["
                + "{'t':'2026-08-14T04:00:00Z','o':188,'h':188,'l':188,'c':188,'v':1000,'n':7,"
                + "'vw':188123},"
                + "{'t':'2026-08-17T04:00:00Z','o':192,'h':192,'l':192,'c':192,'v':1000,'n':7,"
                + "'vw':192123}]},'next_page_token':null}");
    assertThat(gateway.get("/v2/stocks/AAPL/bars?timeframe=1Min").json().get("bars")).hasSize(3);
    assertThat(gateway.get("/v2/stocks/AAPL/bars?timeframe=5Min").json().get("bars")).isEmpty();
  }

  @Test
  void aDateIsAllOfThatDayInNewYork() {
    String path = "/v2/stocks/AAPL/bars?timeframe=1Day&start=2026-08-14&end=";
    assertThat(gateway.get(path + "2026-08-14").json().get("bars")).hasSize(1);
    assertThat(gateway.get(path + "2026-08-17").json().get("bars")).hasSize(2);
    assertThat(gateway.get(path + "2026-08-17T03:59:59Z").json().get("bars")).hasSize(1);
    assertThat(gateway.get(path + "2026-08-17T04:00:00Z").json().get("bars")).hasSize(2);
  }

  @Test
  void withoutAStartItIsToday() {
    assertThat(gateway.get("/v2/stocks/AAPL/bars?timeframe=1Day").json().get("bars")).hasSize(1);
  }

  @Test
  void quotesAreOfBothSides() {
    assertThat(body("/v2/stocks/AAPL/quotes?limit=10000" + RANGE))
        .isEqualTo(
            "{'quotes':[{'t':'2026-08-17T13:30:00.000000001Z','bx':'Q','bp':189.99,'bs':200,"
                + "'ax':'Q','ap':190.01,'as':200,'c':['R'],'z':'C'}],'symbol':'AAPL',"
                + "'next_page_token':null}");
  }

  @Test
  void theNewestComesAloneOrByMap() {
    assertThat(body("/v2/stocks/AAPL/trades/latest")).startsWith("{'symbol':'AAPL','trade':{'t':");
    assertThat(body("/v2/stocks/AAPL/quotes/latest")).startsWith("{'symbol':'AAPL','quote':{'t':");
    assertThat(body("/v2/stocks/AAPL/bars/latest?currency=USD&feed=iex"))
        .as("the newest minute that is over")
        .startsWith("{'symbol':'AAPL','bar':{'t':'2026-08-17T13:58:00Z'")
        .endsWith("},'currency':'USD'}");
    assertThat(body("/v2/stocks/trades/latest?symbols=NOQUOTE,AAPL,UNKNOWN"))
        .matches("\\{'trades':\\{'AAPL':\\{[^}]*},'NOQUOTE':\\{[^}]*}}}");
    assertThat(body("/v2/stocks/quotes/latest?symbols=AAPL")).startsWith("{'quotes':{'AAPL':{'t'");
    assertThat(body("/v2/stocks/bars/latest?symbols=AAPL")).startsWith("{'bars':{'AAPL':{'t'");
  }

  @Test
  void aSnapshotIsTheNewestOfEverything() {
    JsonNode one = gateway.get("/v2/stocks/AAPL/snapshot").json();
    assertThat(one.propertyNames())
        .containsExactly(
            "symbol", "latestTrade", "latestQuote", "minuteBar", "dailyBar", "prevDailyBar");
    assertThat(one.at("/dailyBar/c").asInt()).isEqualTo(192);
    assertThat(one.at("/prevDailyBar/c").asInt()).isEqualTo(188);
    assertThat(one.at("/minuteBar/c").asInt()).isEqualTo(191);
    JsonNode many = gateway.get("/v2/stocks/snapshots?symbols=NOQUOTE,AAPL,UNKNOWN").json();
    assertThat(many.propertyNames()).containsExactly("AAPL", "NOQUOTE");
    assertThat(many.get("NOQUOTE").propertyNames())
        .as("what there is none of is left out")
        .containsExactly("latestTrade");
  }

  @Test
  void cryptoHasItsOwnEnvelopes() {
    assertThat(body("/v1beta3/crypto/us/trades?symbols=BTC%2FUSD" + RANGE))
        .isEqualTo(
            "{'trades':{'BTC/USD':[{'t':'2026-08-17T13:40:00Z','p':60000.01,'s':0.1209,'i':12,"
                + "'tks':'B'}]},'next_page_token':null}");
    assertThat(body("/v1beta3/crypto/us-1/latest/orderbooks?symbols=BTC/USD"))
        .isEqualTo(
            "{'orderbooks':{'BTC/USD':{'t':'2026-08-17T14:00:00.123456789Z',"
                + "'b':[{'p':59990,'s':100}],'a':[{'p':60010,'s':100}]}}}");
    assertThat(body("/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD"))
        .startsWith("{'quotes':{'BTC/USD':{'t'");
    assertThat(body("/v1beta3/crypto/us/latest/trades?symbols=BTC/USD"))
        .startsWith("{'trades':{'BTC/USD':{'t'");
    assertThat(body("/v1beta3/crypto/us/latest/bars?symbols=BTC/USD")).isEqualTo("{'bars':{}}");
    assertThat(body("/v1beta3/crypto/us/bars?symbols=BTC/USD&timeframe=1Day"))
        .startsWith("{'bars':{'BTC/USD':[{'t':'2026-08-17T04:00:00Z'");
    assertThat(body("/v1beta3/crypto/eu-1/snapshots?symbols=BTC/USD"))
        .startsWith("{'snapshots':{'BTC/USD':{'latestTrade':{");
    assertThat(gateway.get("/v1beta3/crypto/mars/trades?symbols=BTC/USD").status()).isEqualTo(400);
  }

  @Test
  void sharesAreNoCryptoAndCryptoNoShare() {
    assertThat(body("/v2/stocks/trades?symbols=BTC/USD" + RANGE))
        .isEqualTo("{'trades':{},'next_page_token':null}");
    assertThat(gateway.get("/v1beta3/crypto/us/trades?symbols=AAPL").message())
        .isEqualTo("invalid symbol: AAPL");
  }

  @ParameterizedTest
  @CsvSource({"sip, 1", "iex, 1", "otc, 0", "boats, 0"})
  void aFeedShowsWhatIsOfIt(String feed, int symbols) {
    assertThat(
            gateway.get("/v2/stocks/trades?symbols=AAPL&feed=" + feed + RANGE).json().get("trades"))
        .hasSize(symbols);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v2/stocks/bars?symbols=AAPL | timeframe",
        "/v2/stocks/bars?symbols=AAPL&timeframe=2Day | timeframe",
        "/v2/stocks/bars?timeframe=1Day | symbols",
        "/v2/stocks/AAPL/bars?timeframe=1D&adjustment=twice | adjustment",
        "/v2/stocks/AAPL/bars?timeframe=1D&feed=delayed_sip | feed",
        "/v2/stocks/AAPL/bars?timeframe=1D&asof=yesterday | asof",
        "/v2/stocks/AAPL/bars?timeframe=1D&asof=2026-13-01 | asof",
        "/v2/stocks/AAPL/bars?timeframe=1D&currency=EUR | currency",
        "/v2/stocks/AAPL/trades?limit=0 | limit",
        "/v2/stocks/AAPL/trades?limit=10001 | limit",
        "/v2/stocks/AAPL/trades?limit=many | limit",
        "/v2/stocks/AAPL/trades?sort=up | sort",
        "/v2/stocks/AAPL/trades?start=noon | start",
        "/v2/stocks/AAPL/trades?end=2026-02-30 | end",
        "/v2/stocks/AAPL/trades?start=2026-08-17&end=2026-08-16 | end should not be before start",
        "/v2/stocks/AAPL/trades?page_token=xyz | page_token",
        "/v2/stocks/trades?symbols=aapl | invalid symbol: aapl",
        "/v2/stocks/trades/latest?symbols=AAPL&feed=moon | feed",
        "/v2/stocks/meta/conditions/trade | tape",
        "/v2/stocks/meta/conditions/rumour?tape=A | ticktype",
        "/v1beta1/news?limit=51 | limit",
        "/v1beta1/options/bars?timeframe=1Day | symbols"
      })
  void whatCannotBeMeantIsA400ThatNamesIt(String path, String named) {
    Answer answer = gateway.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(answer.message()).contains(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adjustment=split,dividend",
        "adjustment=all",
        "asof=-",
        "asof=2026-01-02",
        "currency=USD"
      })
  void whatChangesNothingHereIsTaken(String parameter) {
    assertThat(gateway.get("/v2/stocks/AAPL/bars?timeframe=1Day&" + parameter).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/stocks/ZZZZQX/trades/latest, no trade found for ZZZZQX",
    "/v2/stocks/NOQUOTE/quotes/latest, no quote found for NOQUOTE",
    "/v2/stocks/ZZZZQX/bars/latest, no bar found for ZZZZQX",
    "/v2/stocks/ZZZZQX/snapshot, no snapshot found for ZZZZQX"
  })
  void theNewestOfNothingIsNotFound(String path, String message) {
    assertThat(gateway.get(path).status()).isEqualTo(404);
    assertThat(gateway.get(path).message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1beta1/news | {'news':[],'next_page_token':null}",
        "/v1/corporate-actions?symbols=AAPL | {'corporate_actions':{},'next_page_token':null}",
        "/v2/stocks/auctions?symbols=AAPL | {'auctions':{},'next_page_token':null}",
        "/v2/stocks/AAPL/auctions | {'auctions':[],'symbol':'AAPL','next_page_token':null}",
        "/v1beta1/options/bars?symbols=X | {'bars':{},'next_page_token':null}",
        "/v1beta1/options/snapshots/AAPL | {'snapshots':{},'next_page_token':null}",
        "/v1beta1/options/quotes/latest?symbols=X | {'quotes':{}}",
        "/v1beta1/options/meta/exchanges | {}",
        "/v1beta1/forex/latest/rates?currency_pairs=USDJPY | {'rates':{}}",
        "/v2/stocks/meta/conditions/trade?tape=A | {'@':'Regular Sale'}"
      })
  void whatNoMarketHereHasIsEmpty(String path, String body) {
    assertThat(body(path)).isEqualTo(body);
  }

  @Test
  void metaTellsEveryLetterOfAnExchange() {
    assertThat(gateway.get("/v2/stocks/meta/exchanges").json().get("Q").asString())
        .isEqualTo("NASDAQ OMX");
  }

  /** S-10; Alpaca itself asks for no key for crypto. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/stocks/trades?symbols=AAPL",
        "/v2/stocks/AAPL/snapshot",
        "/v2/stocks/meta/exchanges",
        "/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD",
        "/v1beta1/news"
      })
  void everyRouteNeedsAKey(String path) {
    assertThat(gateway.send("GET", path, null, null).status()).isEqualTo(401);
  }
}
