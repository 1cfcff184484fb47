// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What one account holds of an instrument, and what it is worth. Money is rounded half to even.
 *
 * @param quantity negative when short; zero where all was closed
 * @param averageEntry what a unit cost on average, or brought in when short; zero when flat
 * @param cost what the open quantity cost, negative when a short sale brought it in
 * @param mark empty while the market was not seen
 * @param value at the mark, negative when short; empty where there is none
 * @param unrealized value less cost; empty where there is no mark
 * @param realized profit and loss of all that was closed, before fees
 */
public record Holding(
    BrokerAccount account,
    Symbol symbol,
    Currency currency,
    Quantity quantity,
    Price averageEntry,
    Money cost,
    Optional<Mark> mark,
    Optional<Money> value,
    Optional<Money> unrealized,
    Money realized) {

  static Holding of(Position position, Optional<Mark> mark) {
    Currency currency = position.currency();
    Money cost = money(position.cost(), currency);
    Optional<Money> value =
        position.isFlat()
            ? Optional.of(Money.zero(currency))
            : mark.map(now -> money(Notional.of(now.price(), position.quantity()), currency));
    return new Holding(
        position.account(),
        position.symbol(),
        currency,
        position.quantity(),
        position.averagePrice(),
        cost,
        mark,
        value,
        value.map(now -> now.minus(cost)),
        money(position.realized(), currency));
  }

  private static Money money(Notional notional, Currency currency) {
    return notional.toMoney(currency, RoundingMode.HALF_EVEN);
  }

  public boolean isFlat() {
    return quantity.isZero();
  }

  /** At the mark, or at cost where there is none. */
  Money valueOrCost() {
    return value.orElse(cost);
  }
}
