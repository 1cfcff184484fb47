// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Int128;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import java.math.RoundingMode;

/**
 * An account's money in one currency, and what of it is bound. Positions count at cost here, not at
 * market, so that the figure depends on what happened and not on a quote (I-04).
 *
 * @param cash settled and unsettled money; negative when borrowed
 * @param longCost what the long positions cost
 * @param shortCost what the short positions brought in, positive
 * @param reserved the worst case that live placements may still cost (I-30)
 * @param multiplier how many times its equity the account may hold: 1 cash, 2 Regulation T
 */
public record Balance(
    BrokerAccount account,
    Money cash,
    Money longCost,
    Money shortCost,
    Money reserved,
    int multiplier) {
  public static Balance opening(BrokerAccount account, Money cash, int multiplier) {
    Money zero = Money.zero(cash.currency());
    return new Balance(account, cash, zero, zero, zero, multiplier);
  }

  /** Money and positions at cost. */
  public Money equityAtCost() {
    return total(1, 1, -1, 0);
  }

  /** What new positions may cost: the leveraged equity less what is held and reserved. */
  public Money buyingPower() {
    return total(multiplier, multiplier - 1L, -multiplier - 1L, -1);
  }

  /** What instruments that cannot be borrowed against may cost. */
  public Money nonMarginableBuyingPower() {
    return total(1, 0, -1, -1);
  }

  /** So many times each part; beyond what {@link Money} holds, the last amount that it does. */
  private Money total(long cashes, long longs, long shorts, long reserves) {
    Int128 sum =
        Int128.product(cash.micros(), cashes)
            .plus(Int128.product(longCost.micros(), longs))
            .plus(Int128.product(shortCost.micros(), shorts))
            .plus(Int128.product(reserved.micros(), reserves));
    return new Money(sum.saturated(), cash.currency());
  }

  /** The same where no more than {@code most} times the equity may be held. */
  public Balance limitedTo(int most) {
    return most >= multiplier
        ? this
        : new Balance(account, cash, longCost, shortCost, reserved, most);
  }

  /** After money came or went for a cause other than a fill. */
  public Balance adjusted(Money change) {
    return new Balance(account, cash.plus(change), longCost, shortCost, reserved, multiplier);
  }

  public Balance reserving(Money change) {
    return new Balance(account, cash, longCost, shortCost, reserved.plus(change), multiplier);
  }

  /** After {@code fill} took the position from {@code before} to {@code after}. */
  public Balance after(Fill fill, Position before, Position after) {
    return booked(fill, fill.side(), fill.fee(), before, after);
  }

  /** After {@code fill} was taken back, as a bust does. */
  public Balance without(Fill fill, Position before, Position after) {
    return booked(fill, fill.side().opposite(), fill.fee().negate(), before, after);
  }

  /** After a position became another one without a fill: no money moved. */
  public Balance holding(Position before, Position after) {
    return holding(cash, before, after);
  }

  private Balance booked(Fill fill, Side side, Money fee, Position before, Position after) {
    Money value = fill.value().toMoney(cash.currency(), RoundingMode.HALF_EVEN);
    Money paid = side == Side.BUY ? value : value.negate();
    return holding(cash.minus(paid).minus(fee), before, after);
  }

  private Balance holding(Money cash, Position before, Position after) {
    return new Balance(
        account,
        cash,
        longCost.minus(longCost(before)).plus(longCost(after)),
        shortCost.minus(shortCost(before)).plus(shortCost(after)),
        reserved,
        multiplier);
  }

  private Money longCost(Position position) {
    return position.quantity().isPositive() ? money(position.cost()) : money(Notional.ZERO);
  }

  private Money shortCost(Position position) {
    return position.quantity().isNegative()
        ? money(position.cost().negate())
        : money(Notional.ZERO);
  }

  private Money money(Notional notional) {
    return notional.toMoney(cash.currency(), RoundingMode.HALF_EVEN);
  }
}
