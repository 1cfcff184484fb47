// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * An order taken apart, so that the rules can look at what is readable of one that is not whole:
 * null is a field that was not said or could not be read.
 */
record OrderParts(
    @Nullable Instrument instrument,
    @Nullable Quantity quantity,
    @Nullable Money notional,
    @Nullable OrderType type,
    @Nullable TimeInForce timeInForce,
    @Nullable Price limitPrice,
    @Nullable Price stopPrice,
    @Nullable Price trailPrice,
    @Nullable Percent trailPercent,
    boolean extendedHours) {

  static OrderParts of(OrderRequest request, Instrument instrument) {
    OrderTerms terms = request.terms();
    return new OrderParts(
        instrument,
        request.size() instanceof OrderSize.Units(Quantity quantity) ? quantity : null,
        request.size() instanceof OrderSize.Value(Money money) ? money : null,
        terms.type(),
        request.timeInForce(),
        terms.limitPrice().orElse(null),
        terms.stopPrice().orElse(null),
        terms instanceof OrderTerms.TrailingAmount(Price trail) ? trail : null,
        terms instanceof OrderTerms.TrailingPercent(Percent trail) ? trail : null,
        request.extendedHours());
  }

  boolean isFractional() {
    Quantity units = quantity;
    return notional != null || (units != null && !units.isWhole());
  }
}
