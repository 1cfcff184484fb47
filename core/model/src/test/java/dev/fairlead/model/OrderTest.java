// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OrderTest {
  private static final OrderRequest BUY = OrderRequest.buy("AAPL", "3");
  private static final OrderRequest SELL = OrderRequest.sell("AAPL", "3");

  @Test
  void theAverageFillPriceIsExactUntilItIsRounded() {
    Notional value =
        Notional.of(Price.parse("10"), Quantity.of(1))
            .plus(Notional.of(Price.parse("10.01"), Quantity.of(2)));
    assertThat(order(BUY, Quantity.of(3), value, null).averageFillPrice())
        .contains(Price.parse("10.006666667"));
    assertThat(order(BUY, Quantity.ZERO, Notional.ZERO, null).averageFillPrice()).isEmpty();
  }

  @Test
  void aTrailingStopIsBehindTheBestPriceSeen() {
    Price seen = Price.parse("200");
    assertThat(stopPrice(SELL.with(new OrderTerms.TrailingAmount(Price.parse("5"))), seen))
        .isEqualTo(Price.parse("195"));
    assertThat(stopPrice(BUY.with(new OrderTerms.TrailingAmount(Price.parse("5"))), seen))
        .isEqualTo(Price.parse("205"));
    assertThat(stopPrice(SELL.with(new OrderTerms.TrailingPercent(Percent.parse("1.5"))), seen))
        .isEqualTo(Price.parse("197"));
  }

  private static Price stopPrice(OrderRequest request, Price watermark) {
    return order(request, Quantity.ZERO, Notional.ZERO, watermark).stopPrice().orElseThrow();
  }

  @Test
  void otherOrdersHaveTheStopPriceOfTheirTerms() {
    assertThat(order(BUY.stop("50"), Quantity.ZERO, Notional.ZERO, Price.parse("60")).stopPrice())
        .contains(Price.parse("50"));
    assertThat(order(BUY, Quantity.ZERO, Notional.ZERO, null).stopPrice()).isEmpty();
    OrderRequest trailing = BUY.with(new OrderTerms.TrailingAmount(Price.parse("5")));
    assertThat(order(trailing, Quantity.ZERO, Notional.ZERO, null).stopPrice()).isEmpty();
  }

  private static Order order(
      OrderRequest request, Quantity filled, Notional value, @Nullable Price watermark) {
    return new Order(
        new OrderId(new UUID(0, 1)),
        new Principal("key"),
        "client-1",
        request,
        BrokerAccount.parse("paper:main"),
        OrderStatus.WORKING,
        filled,
        value,
        PlacementId.of(1, 1, 1),
        null,
        null,
        watermark,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null);
  }
}
