// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
  @Test
  void wholeSharesTakeTheseCombinations() {
    assertThat(table("AAPL", "3"))
        .isEqualTo(
            """
                          day  gtc  opg  cls  ioc  fok
            market        yes  yes  yes  yes  yes  yes
            limit         yes  yes  yes  yes  yes  yes
            stop          yes  yes  -    -    -    -
            stop_limit    yes  yes  -    -    -    -
            trailing_stop yes  yes  -    -    -    -\
            """);
  }

  @Test
  void partsOfSharesTakeTheseCombinations() {
    assertThat(table("AAPL", "0.5"))
        .isEqualTo(
            """
                          day  gtc  opg  cls  ioc  fok
            market        yes  -    -    -    -    -
            limit         yes  -    -    -    -    -
            stop          yes  -    -    -    -    -
            stop_limit    yes  -    -    -    -    -
            trailing_stop -    -    -    -    -    -\
            """);
  }

  @Test
  void cryptoTakesTheseCombinations() {
    assertThat(table("BTC/USD", "0.5"))
        .isEqualTo(
            """
                          day  gtc  opg  cls  ioc  fok
            market        -    yes  -    -    yes  -
            limit         -    yes  -    -    yes  -
            stop          -    -    -    -    -    -
            stop_limit    -    yes  -    -    -    -
            trailing_stop -    -    -    -    -    -\
            """);
  }

  @Test
  void extendedHoursTakeLimitOrdersForTheDayOrTillCanceled() {
    assertThat(table("AAPL", "1", true))
        .isEqualTo(
            """
                          day  gtc  opg  cls  ioc  fok
            market        -    -    -    -    -    -
            limit         yes  yes  -    -    -    -
            stop          -    -    -    -    -    -
            stop_limit    -    -    -    -    -    -
            trailing_stop -    -    -    -    -    -\
            """);
  }

  private static String table(String symbol, String quantity) {
    return table(symbol, quantity, false);
  }

  private static String table(String symbol, String quantity, boolean extendedHours) {
    TimeInForce[] columns = {
      TimeInForce.DAY,
      TimeInForce.GTC,
      TimeInForce.OPG,
      TimeInForce.CLS,
      TimeInForce.IOC,
      TimeInForce.FOK
    };
    String head =
        " ".repeat(14)
            + Arrays.stream(columns)
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("  "));
    String rows =
        Arrays.stream(OrderType.values())
            .map(type ->
                String.format("%-14s", type.name().toLowerCase(Locale.ROOT))
                    + Arrays.stream(columns)
                        .map(column -> taken(symbol, quantity, type, column, extendedHours))
                        .map(taken -> String.format("%-3s", taken ? "yes" : "-"))
                        .collect(Collectors.joining("  ")))
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"));
    return head + "\n" + rows;
  }

  private static boolean taken(
      String symbol,
      String quantity,
      OrderType type,
      TimeInForce timeInForce,
      boolean extendedHours) {
    OrderRequest request =
        new OrderRequest(
            new Symbol(symbol),
            Side.BUY,
            new OrderSize.Units(Quantity.parse(quantity)),
            terms(type),
            timeInForce,
            extendedHours);
    return OrderRules.refusal(instrument(symbol), request).isEmpty();
  }

  private static OrderTerms terms(OrderType type) {
    Price price = Price.parse("100");
    return switch (type) {
      case MARKET -> new OrderTerms.Market();
      case LIMIT -> new OrderTerms.Limit(price);
      case STOP -> new OrderTerms.Stop(price);
      case STOP_LIMIT -> new OrderTerms.StopLimit(price, price);
      case TRAILING_STOP -> new OrderTerms.TrailingAmount(price);
    };
  }

  private static Instrument instrument(String symbol) {
    return new SyntheticMarket(1)
        .instruments().stream()
            .filter(listed -> listed.symbol().text().equals(symbol))
            .findFirst()
            .orElseThrow();
  }
}
