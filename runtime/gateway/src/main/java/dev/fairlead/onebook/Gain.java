// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import java.util.List;
import java.util.TreeMap;

/**
 * What holdings of one currency come to.
 *
 * @param value of those that have a price
 * @param unrealized of those that have a price
 * @param realized of all, those among them that are flat by now, before fees
 * @param unpriced how many have no price and are in neither value nor unrealized
 */
public record Gain(Currency currency, Money value, Money unrealized, Money realized, int unpriced) {

  /** By currency. */
  static List<Gain> of(List<Holding> holdings) {
    TreeMap<Currency, Gain> gains = new TreeMap<>();
    for (Holding each : holdings) {
      Money nothing = Money.zero(each.currency());
      Gain before =
          gains.getOrDefault(
              each.currency(), new Gain(each.currency(), nothing, nothing, nothing, 0));
      gains.put(each.currency(), before.with(each));
    }
    return List.copyOf(gains.values());
  }

  private Gain with(Holding holding) {
    Money nothing = Money.zero(currency);
    return new Gain(
        currency,
        value.plus(holding.value().orElse(nothing)),
        unrealized.plus(holding.unrealized().orElse(nothing)),
        realized.plus(holding.realized()),
        unpriced + (holding.value().isEmpty() ? 1 : 0));
  }
}
