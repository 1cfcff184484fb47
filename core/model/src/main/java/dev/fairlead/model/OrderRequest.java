// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;

/**
 * What a client asks for. Start from {@link #buy} or {@link #sell}, a market order for the day, and
 * say what differs: {@code OrderRequest.buy("AAPL", "10").limit("190").goodFor(GTC)}.
 *
 * <p>Equal requests are the same request: two submissions under one client order id are one order
 * if their requests are equal, and a conflict if they are not (I-06).
 *
 * @param exits how the position that this opens, or that there is, is to be left again
 */
public record OrderRequest(
    Symbol symbol,
    Side side,
    OrderSize size,
    OrderTerms terms,
    TimeInForce timeInForce,
    boolean extendedHours,
    Exits exits) {

  /** A request without exits. */
  public OrderRequest(
      Symbol symbol,
      Side side,
      OrderSize size,
      OrderTerms terms,
      TimeInForce timeInForce,
      boolean extendedHours) {
    this(symbol, side, size, terms, timeInForce, extendedHours, new Exits.None());
  }

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
    return new OrderRequest(symbol, side, size, changed, timeInForce, extendedHours, exits);
  }

  public OrderRequest with(OrderSize changed) {
    return new OrderRequest(symbol, side, changed, terms, timeInForce, extendedHours, exits);
  }

  public OrderRequest goodFor(TimeInForce changed) {
    return new OrderRequest(symbol, side, size, terms, changed, extendedHours, exits);
  }

  /** Also working before the opening and after the close of the regular session. */
  public OrderRequest inExtendedHours() {
    return new OrderRequest(symbol, side, size, terms, timeInForce, true, exits);
  }

  /** The same with these exits. */
  public OrderRequest leaving(Exits changed) {
    return new OrderRequest(symbol, side, size, terms, timeInForce, extendedHours, changed);
  }

  /** The order alone, as a broker gets it that keeps no groups. */
  public OrderRequest alone() {
    return exits instanceof Exits.None ? this : leaving(new Exits.None());
  }

  /** The classes of orders: what an order brings along. */
  public enum OrderClass {
    /** The order alone. */
    SIMPLE,
    /** An entry, and both exits of what it fills. */
    BRACKET,
    /** Both exits of a position that there is; one cancels the other. */
    OCO,
    /** An entry that triggers one exit. */
    OTO
  }

  /**
   * How a position is left again: with a profit at a limit, with a loss at a stop, or whichever
   * comes first (Alpaca's order classes, facts 3.1). A stop-loss is a stop or a stop-limit.
   */
  public sealed interface Exits {
    /** Not by this order's doing. */
    record None() implements Exits {}

    /** Both, for what the order fills. */
    record Bracket(OrderTerms.Limit takeProfit, OrderTerms stopLoss) implements Exits {
      /** Refuses a stop-loss that does not stop. */
      public Bracket {
        requireStop(stopLoss);
      }
    }

    /** Both, for a position that there is: the order is itself the take-profit. */
    record Oco(OrderTerms stopLoss) implements Exits {
      /** Refuses a stop-loss that does not stop. */
      public Oco {
        requireStop(stopLoss);
      }
    }

    /** One, a take-profit or a stop-loss, for what the order fills. */
    record Oto(OrderTerms exit) implements Exits {
      /** Refuses an exit that is neither a limit nor a stop. */
      public Oto {
        if (!(exit instanceof OrderTerms.Limit)) {
          requireStop(exit);
        }
      }
    }

    private static void requireStop(OrderTerms terms) {
      if (!(terms instanceof OrderTerms.Stop) && !(terms instanceof OrderTerms.StopLimit)) {
        throw new IllegalArgumentException(terms + " is neither a stop nor a stop-limit");
      }
    }

    /** How many orders it takes beside the one that brings it. */
    default int legs() {
      return switch (this) {
        case None() -> 0;
        case Oco _, Oto _ -> 1;
        case Bracket _ -> 2;
      };
    }

    /** The terms of those orders, the take-profit's first. */
    default List<OrderTerms> terms() {
      return switch (this) {
        case None() -> List.of();
        case Oco(OrderTerms loss) -> List.of(loss);
        case Oto(OrderTerms exit) -> List.of(exit);
        case Bracket(OrderTerms.Limit profit, OrderTerms loss) -> List.of(profit, loss);
      };
    }

    default OrderClass orderClass() {
      return switch (this) {
        case None() -> OrderClass.SIMPLE;
        case Bracket _ -> OrderClass.BRACKET;
        case Oco _ -> OrderClass.OCO;
        case Oto _ -> OrderClass.OTO;
      };
    }
  }
}
