// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The account at the close of the last trading day, and what today has made of it.
 *
 * @param at the regular close of US equities
 * @param equity of an account that is younger than the close: its opening balance
 * @param positions what is held now, as if all that was held at the close had been bought there at
 *     the close's price: what it has won since its cost is what it has won today
 * @param held what was worth something at the close, at its value then
 * @param prices at the close, of what is held now or was then, as far as the market knows them
 */
public record LastClose(
    Instant at,
    Money equity,
    SortedMap<Symbol, Position> positions,
    SortedMap<Symbol, Money> held,
    SortedMap<Symbol, Price> prices) {

  public Optional<Price> price(Symbol symbol) {
    return Optional.ofNullable(prices.get(symbol));
  }

  public Optional<Position> position(Symbol symbol) {
    return Optional.ofNullable(positions.get(symbol));
  }
}
