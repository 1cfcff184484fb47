// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.remote.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class EncoderTest {
  private static final PlacementId ID = LinkRig.id(7);

  private static String tail(String time) {
    return "\"time_in_force\":\"" + time + "\"";
  }

  @Test
  void aMarketOrderForMoneySaysTheAmount() {
    OrderRequest request =
        OrderRequest.buy("AAPL", "1").with(new OrderSize.Value(Money.parse("1.5", Currency.USD)));
    assertThat(Encoder.place(ID, request))
        .isEqualTo(
            "{\"symbol\":\"AAPL\",\"notional\":\"1.5\",\"side\":\"buy\",\"type\":\"market\","
                + tail("day")
                + ",\"client_order_id\":\""
                + ID
                + "\"}");
  }

  @Test
  void aStopLimitOrderSaysBothPricesAndAPairKeepsItsSlash() {
    OrderRequest request =
        OrderRequest.sell("BTC/USD", "0.000000001")
            .with(new OrderTerms.StopLimit(Price.parse("60000"), Price.parse("59999.99")))
            .goodFor(TimeInForce.GTC);
    assertThat(Encoder.place(ID, request))
        .contains("\"symbol\":\"BTC/USD\",\"qty\":\"0.000000001\",\"side\":\"sell\"")
        .contains("\"type\":\"stop_limit\"," + tail("gtc"))
        .contains("\"limit_price\":\"59999.99\",\"stop_price\":\"60000\"");
  }

  @Test
  void aTrailingStopSaysItsTrailByTheFieldOfTheRequest() {
    OrderRequest amount =
        OrderRequest.sell("AAPL", "1").with(new OrderTerms.TrailingAmount(Price.parse("2.5")));
    OrderRequest percent =
        OrderRequest.sell("AAPL", "1").with(new OrderTerms.TrailingPercent(Percent.parse("1.5")));
    assertThat(Encoder.place(ID, amount)).contains("\"trail_price\":\"2.5\"");
    assertThat(Encoder.place(ID, percent)).contains("\"trail_percent\":\"1.5\"");
    assertThat(Encoder.replace(ID, 3, percent)).contains("\"trail\":\"1.5\"");
  }

  @Test
  void hoursBeyondTheSessionAreSaidOnlyWhereTheyAreWanted() {
    OrderRequest request = OrderRequest.buy("AAPL", "1").limit("99");
    assertThat(Encoder.place(ID, request)).doesNotContain("extended_hours");
    assertThat(Encoder.place(ID, request.inExtendedHours())).contains("\"extended_hours\":true");
  }

  @Test
  void aReplaceHasANameOfItsOwnThatLeadsToItsPlacement() {
    OrderRequest request = OrderRequest.buy("AAPL", "10").limit("98");
    assertThat(Encoder.replace(ID, 12, request))
        .isEqualTo(
            "{\"qty\":\"10\","
                + tail("day")
                + ",\"limit_price\":\"98\",\"client_order_id\":\""
                + ID
                + "-12\"}");
  }

  @Test
  void aReplaceOfPartsOfAShareLeavesTheQuantityOut() {
    assertThat(Encoder.replace(ID, 2, OrderRequest.buy("AAPL", "0.5").limit("98")))
        .doesNotContain("qty");
  }

  @Test
  void whatIsPlacedReadsBackAsItWas() {
    List<OrderTerms> terms =
        List.of(
            new OrderTerms.Market(),
            new OrderTerms.Limit(Price.parse("98.1")),
            new OrderTerms.Stop(Price.parse("98.2")),
            new OrderTerms.StopLimit(Price.parse("98.3"), Price.parse("98.4")),
            new OrderTerms.TrailingAmount(Price.parse("1.1")),
            new OrderTerms.TrailingPercent(Percent.parse("1.2")));
    List<OrderRequest> requests = new ArrayList<>();
    for (OrderTerms each : terms) {
      for (TimeInForce time : TimeInForce.values()) {
        OrderRequest request = OrderRequest.buy("AAPL", "1.25").with(each).goodFor(time);
        requests.add(request);
        requests.add(request.inExtendedHours());
        requests.add(request.with(new OrderSize.Value(Money.parse("10.25", Currency.USD))));
      }
    }
    for (OrderRequest request : requests) {
      ObjectNode order = (ObjectNode) Wire.read(Encoder.place(ID, request));
      order.put("id", "x").put("status", "new");
      assertThat(Decoder.order(order).request()).contains(request);
      assertThat(Decoder.order(order).placement()).isEqualTo(ID);
    }
  }

  @Test
  void anOrderClassBringsItsExits() {
    OrderRequest buy = OrderRequest.buy("AAPL", "10").limit("99").goodFor(TimeInForce.GTC);
    OrderTerms.Limit profit = new OrderTerms.Limit(Price.parse("110"));
    OrderTerms loss = new OrderTerms.StopLimit(Price.parse("90"), Price.parse("89.5"));
    String profits = "\"take_profit\":{\"limit_price\":\"110\"}";
    String losses = "\"stop_loss\":{\"limit_price\":\"89.5\",\"stop_price\":\"90\"}";
    assertThat(Encoder.place(ID, buy.leaving(new Exits.Bracket(profit, loss))))
        .contains("\"type\":\"limit\"," + tail("gtc") + ",\"limit_price\":\"99\"")
        .contains(",\"order_class\":\"bracket\"," + profits + "," + losses + ",\"client_order_id\"");
    assertThat(Encoder.place(ID, buy.leaving(new Exits.Oto(profit))))
        .contains(",\"order_class\":\"oto\"," + profits + ",\"client_order_id\"");
    assertThat(Encoder.place(ID, buy.leaving(new Exits.Oto(loss))))
        .contains(",\"order_class\":\"oto\"," + losses + ",\"client_order_id\"");
    assertThat(Encoder.place(ID, OrderRequest.sell("AAPL", "10").with(profit).leaving(new Exits.Oco(loss))))
        .contains("\"type\":\"limit\"," + tail("day") + ",\"order_class\":\"oco\"")
        .contains(profits + "," + losses);
  }

  @Test
  void ofALegOnlyThePricesAreChanged() {
    assertThat(Encoder.replaceLeg(ID, 3, OrderRequest.sell("AAPL", "10").stop("91")))
        .isEqualTo("{\"stop_price\":\"91\",\"client_order_id\":\"" + ID + "-3\"}");
  }
}
