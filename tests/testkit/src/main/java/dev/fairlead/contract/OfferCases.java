// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each combination of asset class, type and time in force that an account says it takes. */
final class OfferCases {
  private static final int FIRST = 101;

  private OfferCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (AssetClass assetClass : AssetClass.values()) {
      for (OrderType type : OrderType.values()) {
        for (TimeInForce timeInForce : TimeInForce.values()) {
          String what = word(type) + " " + word(timeInForce) + " on " + word(assetClass);
          cases.add(
              Case.of(
                      "C-" + (FIRST + cases.size()),
                      what + " is taken, and found as it was placed",
                      stage -> placesAndFinds(stage, assetClass, type, timeInForce))
                  .when("takes " + what, can -> can.offers().takes(assetClass, type, timeInForce)));
        }
      }
    }
    return cases;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void placesAndFinds(
      Stage stage, AssetClass assetClass, OrderType type, TimeInForce timeInForce) {
    OrderRequest request =
        new OrderRequest(
            stage.symbol(assetClass),
            Side.BUY,
            new OrderSize.Units(Quantity.of(5)),
            terms(type),
            timeInForce,
            false);
    PlacementId id = stage.place(request);
    OrderNews.Found found = stage.found(id);
    assertThat(found.request()).isEqualTo(request);
    assertThat(found.state()).isNotEqualTo(OrderNews.Found.State.REJECTED);
  }

  /** Such as wait, above the market or below, where the type can wait. */
  private static OrderTerms terms(OrderType type) {
    Price above = Price.parse("110");
    return switch (type) {
      case MARKET -> new OrderTerms.Market();
      case LIMIT -> new OrderTerms.Limit(Stage.LOW);
      case STOP -> new OrderTerms.Stop(above);
      case STOP_LIMIT -> new OrderTerms.StopLimit(above, Price.parse("111"));
      case TRAILING_STOP -> new OrderTerms.TrailingAmount(Price.parse("5"));
    };
  }
}
