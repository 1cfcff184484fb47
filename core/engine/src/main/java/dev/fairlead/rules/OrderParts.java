// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
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
public record OrderParts(
    @Nullable Instrument instrument,
    @Nullable Quantity quantity,
    @Nullable Money notional,
    @Nullable OrderType type,
    @Nullable TimeInForce timeInForce,
    @Nullable Price limitPrice,
    @Nullable Price stopPrice,
    @Nullable Price trailPrice,
    @Nullable Percent trailPercent,
    boolean extendedHours,
    @Nullable Side side,
    ExitParts exits) {

  /** The parts of a whole request. */
  public static OrderParts of(OrderRequest request, Instrument instrument) {
    OrderTerms terms = request.terms();
    // Of an OCO the limit is the take-profit's, and checked with the exits.
    boolean limited = !(request.exits() instanceof Exits.Oco);
    return new OrderParts(
        instrument,
        request.size() instanceof OrderSize.Units(Quantity quantity) ? quantity : null,
        request.size() instanceof OrderSize.Value(Money money) ? money : null,
        terms.type(),
        request.timeInForce(),
        terms.limitPrice().filter(_ -> limited).orElse(null),
        terms.stopPrice().orElse(null),
        terms instanceof OrderTerms.TrailingAmount(Price trail) ? trail : null,
        terms instanceof OrderTerms.TrailingPercent(Percent trail) ? trail : null,
        request.extendedHours(),
        request.side(),
        ExitParts.of(request));
  }

  /** What the rules of exits look at. */
  ExitRules.Around aroundExits() {
    return new ExitRules.Around(
        side,
        type,
        timeInForce,
        extendedHours,
        quantity,
        notional != null,
        instrument == null ? null : instrument.assetClass(),
        limitPrice);
  }

  /** Whether it is for parts of a unit, or for money, which comes to the same. */
  boolean isFractional() {
    Quantity units = quantity;
    return notional != null || (units != null && !units.isWhole());
  }
}
