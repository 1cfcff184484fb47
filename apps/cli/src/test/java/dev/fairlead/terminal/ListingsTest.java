// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ListingsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void showsOrdersAsATable() {
    JsonNode orders =
        JSON.readTree(
            """
            [{"id":"8f2c","submitted_at":"2026-11-22T14:42:04.123456789Z","symbol":"AAPL","side":"buy",
              "type":"stop_limit","qty":"10","notional":null,"filled_qty":"2.5","limit_price":"190.25",
              "stop_price":"190","filled_avg_price":"190.1","time_in_force":"gtc",
              "status":"partially_filled"},
             {"id":"11aa","submitted_at":"2026-11-22T14:40:00Z","symbol":"NSE:RELIANCE","side":"sell",
              "type":"market","qty":null,"notional":"5000","filled_qty":"0","limit_price":null,
              "stop_price":null,"filled_avg_price":null,"time_in_force":"day","status":"new"}]
            """);
    assertThat(String.join("\n", Listings.orders(orders).lines(Paint.PLAIN)))
        .isEqualTo(
            """
            SUBMITTED (UTC)      SYMBOL        SIDE  TYPE          QTY  FILLED   LIMIT  STOP  AVG PRICE  TIF  STATUS            ID
            2026-11-22 14:42:04  AAPL          buy   stop_limit     10     2.5  190.25   190      190.1  gtc  partially_filled  8f2c
            2026-11-22 14:40:00  NSE:RELIANCE  sell  market      $5000       0                           day  new               11aa\
            """);
  }

  @Test
  void showsPositionsAsATable() {
    JsonNode positions =
        JSON.readTree(
            """
            [{"symbol":"AAPL","side":"long","qty":"5","qty_available":"4","avg_entry_price":"246.38",
              "current_price":"246.395","market_value":"1231.975","unrealized_pl":"0.075"},
             {"symbol":"BTC/USD","side":"short","qty":"-0.000000001","qty_available":"0",
              "avg_entry_price":"97000","current_price":null,"market_value":null,
              "unrealized_pl":null}]
            """);
    assertThat(String.join("\n", Listings.positions(positions).lines(Paint.PLAIN)))
        .isEqualTo(
            """
            SYMBOL   SIDE            QTY  AVAILABLE  AVG ENTRY    PRICE     VALUE  UNREALIZED P/L
            AAPL     long              5          4     246.38  246.395  1231.975           0.075
            BTC/USD  short  -0.000000001          0      97000\
            """);
  }

  @Test
  void showsFillsAsATable() {
    JsonNode fills =
        JSON.readTree(
            """
            [{"transaction_time":"2026-11-22T14:42:02.5Z","symbol":"ETH/USD","side":"buy","qty":"0.1",
              "price":"2900.56","leaves_qty":"0","order_id":"9df0"}]
            """);
    assertThat(String.join("\n", Listings.fills(fills).lines(Paint.PLAIN)))
        .isEqualTo(
            """
            TIME (UTC)           SYMBOL   SIDE  QTY    PRICE  LEAVES  ORDER
            2026-11-22 14:42:02  ETH/USD  buy   0.1  2900.56       0  9df0\
            """);
  }

  @Test
  void showsOfOneThingOnlyTheFieldsThatSaySomething() {
    JsonNode order = JSON.readTree("{\"id\":\"1\",\"qty\":null,\"client_order_id\":\"a\\u001bb\"}");
    assertThat(Listings.details(order, List.of("id", "qty", "client_order_id", "missing")))
        .containsExactly("id               1", "client_order_id  a?b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'market'} | buy 1 AAPL market day: new",
        "{'type':'limit','limit_price':'2'} | buy 1 AAPL limit 2 day: new",
        "{'type':'stop','stop_price':'3'} | buy 1 AAPL stop 3 day: new",
        "{'type':'stop_limit','stop_price':'3','limit_price':'2'} | buy 1 AAPL stop 3 limit 2 day: new",
        "{'type':'trailing_stop','trail_price':'1.5'} | buy 1 AAPL trailing 1.5 day: new",
        "{'type':'trailing_stop','trail_percent':'2'} | buy 1 AAPL trailing 2% day: new"
      },
      quoteCharacter = '"')
  void saysAnOrderInOneSentence(String terms, String sentence) {
    String order =
        "{'side':'buy','qty':'1','symbol':'AAPL','time_in_force':'day','status':'new',"
            + terms.substring(1);
    assertThat(Listings.sentence(JSON.readTree(order.replace('\'', '"')))).isEqualTo(sentence);
  }
}
