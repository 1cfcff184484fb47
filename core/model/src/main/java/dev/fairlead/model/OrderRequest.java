// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;

/**
 * What a client asks for. Start from {@link #buy} or {@link #sell}, a market order for the day, and
 * say what differs: {@code OrderRequest.buy("AAPL", "10").limit("190").goodFor(GTC)}.
 *
 * <p>Equal requests are the same request: two submissions under one client order id are one order
 * if their requests are equal, and a conflict if they are not (I-06).
 */
public record OrderRequest(
    Symbol symbol,
    Side side,
    OrderSize size,
    OrderTerms terms,
    TimeInForce timeInForce,
    boolean extendedHours) {

  public static OrderRequest buy(String symbol, String quantity) {
    return market(symbol, Side.BUY, quantity);
  }

  public static OrderRequest sell(String symbol, String quantity) {
    return market(symbol, Side.SELL, quantity);
  }

  private static OrderRequest market(String symbol, Side side, String quantity) {
    return new OrderRequest(
        new Symbol(symbol),
        side,
        new OrderSize.Units(Quantity.parse(quantity)),
        new OrderTerms.Market(),
        TimeInForce.DAY,
        false);
  }

  public OrderRequest limit(String price) {
    return with(new OrderTerms.Limit(Price.parse(price)));
  }

  public OrderRequest stop(String price) {
    return with(new OrderTerms.Stop(Price.parse(price)));
  }

  public OrderRequest with(OrderTerms changed) {
    return new OrderRequest(symbol, side, size, changed, timeInForce, extendedHours);
  }

  public OrderRequest with(OrderSize changed) {
    return new OrderRequest(symbol, side, changed, terms, timeInForce, extendedHours);
  }

  public OrderRequest goodFor(TimeInForce changed) {
    return new OrderRequest(symbol, side, size, terms, changed, extendedHours);
  }

  /** Also working before the opening and after the close of the regular session. */
  public OrderRequest inExtendedHours() {
    return new OrderRequest(symbol, side, size, terms, timeInForce, true);
  }
}
