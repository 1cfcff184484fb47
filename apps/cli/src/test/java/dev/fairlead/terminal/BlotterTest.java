// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BlotterTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Blotter blotter = new Blotter();

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static JsonNode update(int number, String event) {
    return json(
        "{'event':'"
            + event
            + "','timestamp':'2026-11-22T14:42:0"
            + number
            + ".5Z','order':{'id':'o"
            + number
            + "','side':'buy','qty':'1','symbol':'AAPL','type':'market','time_in_force':'day',"
            + "'status':'new','filled_qty':'0','submitted_at':'2026-11-22T14:42:00Z'}}");
  }

  @Test
  void showsMoneyOrdersPositionsAndNews() {
    blotter.account(json("{'equity':'100000.5','cash':'99000','buying_power':'198000'}"));
    blotter.positions(
        json(
            "[{'symbol':'AAPL','side':'long','qty':'5','qty_available':'5','avg_entry_price':'2',"
                + "'current_price':'3','market_value':'15','unrealized_pl':'5'}]"));
    blotter.update(update(1, "new"));
    assertThat(String.join("\n", blotter.lines(24, Paint.PLAIN)))
        .isEqualTo(
            """
            Fairlead  equity 100000.5  cash 99000  buying power 198000

            SUBMITTED (UTC)      SYMBOL  SIDE  TYPE    QTY  FILLED  LIMIT  STOP  AVG PRICE  TIF  STATUS  ID
            2026-11-22 14:42:00  AAPL    buy   market    1       0                          day  new     o1

            SYMBOL  SIDE  QTY  AVAILABLE  AVG ENTRY  PRICE  VALUE  UNREALIZED P/L
            AAPL    long    5          5          2      3     15               5

            14:42:01 new: buy 1 AAPL market day: new
            q quits\
            """);
  }

  @Test
  void putsTheNewestOrderFirst() {
    blotter.reset(json("[{'id':'b'},{'id':'a'}]"));
    blotter.update(update(3, "new"));
    assertThat(String.join("\n", blotter.lines(24, Paint.PLAIN)))
        .containsSubsequence("o3\n", "b\n", "a\n");
  }

  @Test
  void neverNeedsMoreLinesThanTheScreenHas() {
    for (int i = 0; i < 9; i++) {
      blotter.update(update(i, "new"));
    }
    blotter.trouble("the gateway is away");
    for (int height = 12; height < 40; height++) {
      assertThat(blotter.lines(height, Paint.PLAIN)).hasSizeLessThanOrEqualTo(height);
    }
  }

  @Test
  void saysWhatHappenedInALine() {
    JsonNode fill =
        json(
            "{'event':'partial_fill','timestamp':'2026-11-22T14:42:09.5Z','price':'190.21','qty':'2',"
                + "'order':{'side':'buy','qty':'5','symbol':'AAPL','type':'limit','limit_price':'191',"
                + "'time_in_force':'gtc','status':'partially_filled'}}");
    assertThat(Blotter.line(fill))
        .isEqualTo("14:42:09 partial_fill 2 @ 190.21: buy 5 AAPL limit 191 gtc: partially_filled");
  }
}
