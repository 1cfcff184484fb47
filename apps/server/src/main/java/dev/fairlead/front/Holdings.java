// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.Order;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is held now, one {@link Holding} an instrument, in the order of their symbols. */
final class Holdings {
  private final Desk desk;
  private final Assets assets;

  Holdings(Desk desk, Assets assets) {
    this.desk = desk;
    this.assets = assets;
  }

  List<Holding> now() {
    List<Order> openOrders = desk.openOrders();
    Map<Symbol, Position> bySymbol = new TreeMap<>();
    desk.positions()
        .forEach(position -> bySymbol.merge(position.symbol(), position, Holding::merge));
    return bySymbol.values().stream()
        .filter(position -> !position.isFlat())
        .flatMap(position ->
            assets.of(position.symbol()).stream()
                .map(asset ->
                    Holding.of(asset, position, openOrders, desk.quote(position.symbol()))))
        .toList();
  }
}
