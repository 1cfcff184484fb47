// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.model.Balance;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import java.util.List;

/**
 * Money in one currency, of one account or of all.
 *
 * @param cash negative where it is borrowed
 * @param longValue what is held is worth; what has no price counts at cost
 * @param shortValue the same of what was sold short, negative
 * @param reserved the worst case that live orders may still cost
 * @param buyingPower what new orders may cost, not below zero; of all accounts, the sum
 * @param mostForOneOrder what one order may cost: an order goes to one account as a whole
 * @param unpriced how many holdings count at cost
 */
public record Funds(
    Currency currency,
    Money cash,
    Money longValue,
    Money shortValue,
    Money reserved,
    Money buyingPower,
    Money mostForOneOrder,
    int unpriced) {

  /** Of one account, with what it holds in that currency. */
  static Funds of(Balance balance, List<Holding> held) {
    Currency currency = balance.cash().currency();
    Money nothing = Money.zero(currency);
    Money longs = nothing;
    Money shorts = nothing;
    int unpriced = 0;
    for (Holding each : held) {
      if (each.quantity().isNegative()) {
        shorts = shorts.plus(each.valueOrCost());
      } else {
        longs = longs.plus(each.valueOrCost());
      }
      unpriced += each.value().isEmpty() ? 1 : 0;
    }
    Money power = balance.buyingPower().isNegative() ? nothing : balance.buyingPower();
    return new Funds(
        currency, balance.cash(), longs, shorts, balance.reserved(), power, power, unpriced);
  }

  /** Both together. */
  Funds plus(Funds other) {
    return new Funds(
        currency,
        cash.plus(other.cash),
        longValue.plus(other.longValue),
        shortValue.plus(other.shortValue),
        reserved.plus(other.reserved),
        buyingPower.plus(other.buyingPower),
        mostForOneOrder.exceeds(other.mostForOneOrder) ? mostForOneOrder : other.mostForOneOrder,
        unpriced + other.unpriced);
  }

  /** These in another currency. */
  Funds at(Rate rate) {
    return new Funds(
        rate.to(),
        rate.convert(cash),
        rate.convert(longValue),
        rate.convert(shortValue),
        rate.convert(reserved),
        rate.convert(buyingPower),
        rate.convert(mostForOneOrder),
        unpriced);
  }

  /** Money and holdings. */
  public Money equity() {
    return cash.plus(longValue).plus(shortValue);
  }
}
