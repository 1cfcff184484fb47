// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the book says of one account at one moment. */
record BookSide(
    Map<PlacementId, Placement> live, Map<Symbol, Quantity> units, Map<Currency, Money> cash) {
  /** What {@code engine} knows of {@code account} between two inputs. */
  static BookSide of(OrderEngine engine, BrokerAccount account) {
    return of(account, engine.livePlacements(), engine.positions(), engine.balances());
  }

  static BookSide of(
      BrokerAccount account,
      List<Placement> live,
      List<Position> positions,
      List<Balance> balances) {
    return new BookSide(
        live.stream()
            .filter(placement -> placement.account().equals(account))
            .collect(Collectors.toUnmodifiableMap(Placement::id, Function.identity())),
        positions.stream()
            .filter(position -> position.account().equals(account) && !position.isFlat())
            .collect(Collectors.toUnmodifiableMap(Position::symbol, Position::quantity)),
        balances.stream()
            .filter(balance -> balance.account().equals(account))
            .map(Balance::cash)
            .collect(Collectors.toUnmodifiableMap(Money::currency, Function.identity())));
  }

  /** Whether it is held, or an order for it may still execute. */
  boolean trades(Symbol symbol) {
    return units.containsKey(symbol)
        || live.values().stream().anyMatch(each -> each.request().symbol().equals(symbol));
  }

  Quantity held(Symbol symbol) {
    return units.getOrDefault(symbol, Quantity.ZERO);
  }
}
