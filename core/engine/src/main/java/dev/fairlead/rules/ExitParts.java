// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.money.Price;
import org.jspecify.annotations.Nullable;

/**
 * The exits of an order taken apart, as a client writes them: null is a field that was not said or
 * could not be read.
 */
public record ExitParts(
    @Nullable OrderClass orderClass,
    @Nullable Price takeProfit,
    @Nullable Price stop,
    @Nullable Price stopLimit) {
  public static final ExitParts NONE = new ExitParts(OrderClass.SIMPLE, null, null, null);

  /** Those of a request; of an OCO the order is itself the take-profit. */
  public static ExitParts of(OrderRequest request) {
    return switch (request.exits()) {
      case Exits.None() -> NONE;
      case Exits.Bracket(OrderTerms.Limit profit, OrderTerms loss) ->
          of(OrderClass.BRACKET, profit.limit(), loss);
      case Exits.Oco(OrderTerms loss) ->
          of(OrderClass.OCO, request.terms().limitPrice().orElse(null), loss);
      case Exits.Oto(OrderTerms.Limit(Price limit)) ->
          new ExitParts(OrderClass.OTO, limit, null, null);
      case Exits.Oto(OrderTerms loss) -> of(OrderClass.OTO, null, loss);
    };
  }

  private static ExitParts of(
      OrderClass orderClass, @Nullable Price takeProfit, OrderTerms stopLoss) {
    return new ExitParts(
        orderClass,
        takeProfit,
        stopLoss.stopPrice().orElse(null),
        stopLoss.limitPrice().orElse(null));
  }

  /** The exits that these are; only of parts in which the rules found no fault. */
  public Exits toExits() {
    return switch (orderClass == null ? OrderClass.SIMPLE : orderClass) {
      case SIMPLE -> new Exits.None();
      case BRACKET -> new Exits.Bracket(profit(), stopLoss());
      case OCO -> new Exits.Oco(stopLoss());
      case OTO -> new Exits.Oto(takeProfit == null ? stopLoss() : profit());
    };
  }

  private OrderTerms.Limit profit() {
    return new OrderTerms.Limit(known(takeProfit));
  }

  private OrderTerms stopLoss() {
    return stopLimit == null
        ? new OrderTerms.Stop(known(stop))
        : new OrderTerms.StopLimit(known(stop), stopLimit);
  }

  private static Price known(@Nullable Price price) {
    if (price == null) {
      throw new IllegalStateException("the rules passed exits that are not whole");
    }
    return price;
  }
}
