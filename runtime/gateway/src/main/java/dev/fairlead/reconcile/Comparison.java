// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.AccountBook.KnownOrder;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.reconcile.Drift.OfOrder;
import dev.fairlead.reconcile.Drift.OfOrder.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between the book and the broker. The broker's answers are of moments between {@code
 * before} and {@code after}, which nobody can tell more exactly: what agrees with either of them is
 * no drift, and neither is what the book has in doubt, which has a protocol of its own. What is
 * missing from a list that is not complete proves nothing (F-B21).
 */
record Comparison(BookSide before, BrokerSide told, BookSide after) {
  /** Less is a matter of how each side rounds. */
  private static final long CASH_TOLERANCE_MICROS = 10_000;

  /** The drifts, orders first; each subject once. */
  List<Drift> drifts() {
    return Stream.of(orders(), units(), cash()).flatMap(List::stream).toList();
  }

  private List<Drift> orders() {
    List<Drift> drifts = new ArrayList<>();
    for (KnownOrder order : told.openOrders().value()) {
      Symbol symbol = order.found().request().symbol();
      if (!order.isOurs()) {
        drifts.add(new OfOrder(Kind.FOREIGN, order.id(), symbol, leaves(order.found())));
      } else if (!before.live().containsKey(order.id()) && !after.live().containsKey(order.id())) {
        drifts.add(new OfOrder(Kind.ALIVE, order.id(), symbol, leaves(order.found())));
      }
    }
    if (told.openOrders().isComplete()) {
      Set<Object> open =
          told.openOrders().value().stream().map(KnownOrder::id).collect(Collectors.toSet());
      after.live().values().stream()
          .filter(placement -> worked(placement) && !open.contains(placement.id()))
          .sorted((one, other) -> one.id().compareTo(other.id()))
          .map(Comparison::gone)
          .forEach(drifts::add);
    }
    return drifts;
  }

  /** Whether it works all the time: one that is being placed or ended may be told either way. */
  private boolean worked(Placement placement) {
    Placement earlier = before.live().get(placement.id());
    return earlier != null && works(earlier) && works(placement);
  }

  private static boolean works(Placement placement) {
    return placement.status() == PlacementStatus.WORKING
        || placement.status() == PlacementStatus.PARTIALLY_FILLED;
  }

  private static Drift gone(Placement placement) {
    return new OfOrder(
        Kind.GONE,
        placement.id(),
        placement.request().symbol(),
        placement.leaves().orElse(Quantity.ZERO));
  }

  /** Zero for an order by value, whose units nobody knows. */
  private static Quantity leaves(Found found) {
    Quantity filled =
        found.fills().stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
    return found
        .request()
        .size()
        .units()
        .map(units -> Quantity.max(Quantity.ZERO, units.minus(filled)))
        .orElse(Quantity.ZERO);
  }

  private List<Drift> units() {
    Map<Symbol, Quantity> theirs = new TreeMap<>();
    for (Holding holding : told.holdings().value()) {
      theirs.merge(holding.symbol(), holding.quantity(), Quantity::plus);
    }
    Set<Symbol> symbols = new TreeSet<>(theirs.keySet());
    if (told.holdings().isComplete()) {
      symbols.addAll(after.units().keySet());
    }
    return symbols.stream()
        .map(symbol -> units(symbol, theirs.getOrDefault(symbol, Quantity.ZERO)))
        .filter(drift -> !drift.broker().equals(before.held(drift.symbol())))
        .filter(drift -> !drift.broker().equals(drift.book()))
        .<Drift>map(drift -> drift)
        .toList();
  }

  private Drift.Units units(Symbol symbol, Quantity theirs) {
    return new Drift.Units(
        symbol, after.held(symbol), theirs, before.trades(symbol) || after.trades(symbol));
  }

  private List<Drift> cash() {
    return told.account().value().map(AccountState::cash).stream()
        .filter(theirs -> differs(before, theirs) && differs(after, theirs))
        .<Drift>map(theirs -> new Drift.Cash(cash(after, theirs), theirs))
        .toList();
  }

  private static boolean differs(BookSide book, Money theirs) {
    long apart = Math.abs(Math.subtractExact(theirs.micros(), cash(book, theirs).micros()));
    return apart > CASH_TOLERANCE_MICROS;
  }

  private static Money cash(BookSide book, Money theirs) {
    return book.cash().getOrDefault(theirs.currency(), Money.zero(theirs.currency()));
  }
}
