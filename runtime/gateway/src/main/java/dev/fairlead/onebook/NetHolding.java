// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What all accounts together hold of an instrument. An instrument is what has one symbol and one
 * currency; the same symbol in another currency is another one.
 *
 * <p>Where one account is long and another short, the smaller side is <em>offset</em>: it no longer
 * depends on the price, but both sides are still open. The average entry is that of the side that
 * is left; what the offset has won or lost is in {@code unrealized}, as it is in those of the
 * accounts.
 *
 * @param quantity the sum of all accounts'
 * @param offset units that are held on both sides; zero where all accounts are on the same
 * @param averageEntry of the side that is left; zero where none is
 * @param cost the sum of the accounts', so that value less cost is what they have won together
 * @param value at the mark; empty where there is none
 * @param realized the sum of the accounts', before fees
 * @param holdings the accounts' own, in the order of the accounts; those that are flat are left out
 */
public record NetHolding(
    Symbol symbol,
    Currency currency,
    Quantity quantity,
    Quantity offset,
    Price averageEntry,
    Money cost,
    Optional<Mark> mark,
    Optional<Money> value,
    Optional<Money> unrealized,
    Money realized,
    List<Holding> holdings) {

  private record Key(Symbol symbol, Currency currency) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySymbol = symbol.compareTo(other.symbol);
      return bySymbol != 0 ? bySymbol : currency.compareTo(other.currency);
    }
  }

  /** By symbol and currency; one that no account has open is left out. */
  static List<NetHolding> of(List<Holding> all) {
    Map<Key, List<Holding>> byKey = new TreeMap<>();
    for (Holding holding : all) {
      byKey
          .computeIfAbsent(new Key(holding.symbol(), holding.currency()), _ -> new ArrayList<>())
          .add(holding);
    }
    return byKey.entrySet().stream()
        .filter(same -> same.getValue().stream().anyMatch(holding -> !holding.isFlat()))
        .map(same -> net(same.getKey(), same.getValue()))
        .toList();
  }

  private static NetHolding net(Key key, List<Holding> same) {
    List<Holding> open = same.stream().filter(holding -> !holding.isFlat()).toList();
    List<Holding> longs = open.stream().filter(each -> each.quantity().isPositive()).toList();
    List<Holding> shorts = open.stream().filter(each -> each.quantity().isNegative()).toList();
    Quantity held = units(longs);
    Quantity owed = units(shorts).abs();
    Quantity net = held.minus(owed);
    Money cost = sum(key.currency(), open, Holding::cost);
    Optional<Mark> mark = open.getFirst().mark();
    Optional<Money> value =
        mark.map(
            now -> Notional.of(now.price(), net).toMoney(key.currency(), RoundingMode.HALF_EVEN));
    return new NetHolding(
        key.symbol(),
        key.currency(),
        net,
        Quantity.min(held, owed),
        average(net.isNegative() ? shorts : longs, net),
        cost,
        mark,
        value,
        value.map(now -> now.minus(cost)),
        sum(key.currency(), same, Holding::realized),
        open);
  }

  private static Quantity units(List<Holding> holdings) {
    return holdings.stream().map(Holding::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  private static Price average(List<Holding> side, Quantity left) {
    if (left.isZero()) {
      return Price.ZERO;
    }
    Notional cost =
        side.stream()
            .map(each -> Notional.of(each.averageEntry(), each.quantity()))
            .reduce(Notional.ZERO, Notional::plus);
    return cost.average(units(side), RoundingMode.HALF_EVEN);
  }

  private static Money sum(
      Currency currency, List<Holding> holdings, Function<Holding, Money> amount) {
    return holdings.stream().map(amount).reduce(Money.zero(currency), Money::plus);
  }
}
