// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;

/**
 * What an account holds of an instrument, at average cost. It is the fold of its effective fills,
 * and of what came and went without one, in the order in which they were booked, so that a bust is
 * undone by folding without it: what an average cost has mixed cannot be told apart again.
 *
 * @param quantity signed: negative when short
 * @param cost what the open quantity cost, exact and signed like it: negative when a short sale
 *     brought it in
 * @param realized profit and loss of all that was closed, before fees, exact
 */
public record Position(
    BrokerAccount account,
    Symbol symbol,
    Currency currency,
    Quantity quantity,
    Notional cost,
    Notional realized) {

  public static Position flat(BrokerAccount account, Symbol symbol, Currency currency) {
    return new Position(account, symbol, currency, Quantity.ZERO, Notional.ZERO, Notional.ZERO);
  }

  /** This position after {@code fill}: same way adds at cost, the other way realises (I-10). */
  public Position after(Fill fill) {
    Quantity change = fill.side().signed(fill.quantity());
    Price price = fill.price();
    Quantity total = quantity.plus(change);
    boolean adds = quantity.isZero() || quantity.isNegative() == change.isNegative();
    if (adds) {
      return with(total, cost.plus(Notional.of(price, change)), realized);
    }
    Quantity closed = Quantity.min(quantity.abs(), change.abs());
    Quantity closedSigned = quantity.isNegative() ? closed.negate() : closed;
    Notional costClosed = cost.share(closed, quantity.abs());
    Notional gain = Notional.of(price, closedSigned).minus(costClosed);
    // What goes beyond flat opens the other way, at this price.
    Quantity opened = change.plus(closedSigned);
    Notional left = cost.minus(costClosed).plus(Notional.of(price, opened));
    return with(total, left, realized.plus(gain));
  }

  /**
   * This position after units came or went without a fill: nothing is realised by it (I-10).
   *
   * <p>What they cost comes and goes with them. A broker's figure need not fit ours: what is held
   * then costs nothing rather than less, and what is held no more has no cost left. Units that came
   * for nothing or went for nothing, as a split's do, leave the cost as it is.
   *
   * @param change what came, negative where it went
   * @param worth what it had cost, signed like {@code change}
   */
  public Position moved(Quantity change, Notional worth) {
    Quantity total = quantity.plus(change);
    boolean crosses =
        !quantity.isZero() && !total.isZero() && total.isNegative() != quantity.isNegative();
    // What goes beyond flat opens the other way, with its own share of the cost.
    Notional left = crosses ? worth.share(total.abs(), change.abs()) : cost.plus(worth);
    int sign = Long.signum(total.nanos());
    return with(total, left.atto().signum() == sign ? left : Notional.ZERO, realized);
  }

  /** The cost of the units that {@code change} takes away, signed like it; zero where it adds. */
  public Notional costOf(Quantity change) {
    if (isFlat() || quantity.isNegative() == change.isNegative()) {
      return Notional.ZERO;
    }
    return cost.share(Quantity.min(quantity.abs(), change.abs()), quantity.abs()).negate();
  }

  private Position with(Quantity quantity, Notional cost, Notional realized) {
    return new Position(account, symbol, currency, quantity, cost, realized);
  }

  public boolean isFlat() {
    return quantity.isZero();
  }

  /** Average cost of one unit, rounded half to even; zero when flat. */
  public Price averagePrice() {
    return isFlat() ? Price.ZERO : cost.average(quantity, RoundingMode.HALF_EVEN);
  }
}
