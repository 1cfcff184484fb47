// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.StoredFill;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The dollars and what was held for dollars, in all accounts together, at an instant that moves
 * into the past: the book of now with what came later taken back. It costs what has happened since,
 * not what ever happened.
 *
 * <p>What accounts were opened with ({@link Flows}) is never taken back: before it there was no
 * account.
 */
final class PastBook {
  static final Currency CURRENCY = Currency.USD;

  private final Map<Symbol, Currency> currencies;
  private final SortedMap<Symbol, Quantity> held = new TreeMap<>();

  /** The price of the next fill after the past; what is held was paid on average before that. */
  private final SortedMap<Symbol, Price> paid = new TreeMap<>();

  private Money cash;
  private Money flowsTakenBack = Money.zero(CURRENCY);

  PastBook(List<Balance> balances, List<Position> positions) {
    currencies =
        positions.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Position::symbol, Position::currency, (one, other) -> one));
    positions.stream()
        .filter(position -> position.currency().equals(CURRENCY) && !position.isFlat())
        .forEach(position -> {
          held.merge(position.symbol(), position.quantity(), Quantity::plus);
          paid.put(position.symbol(), position.averagePrice());
        });
    cash =
        balances.stream()
            .map(Balance::cash)
            .filter(money -> money.currency().equals(CURRENCY))
            .reduce(Money.zero(CURRENCY), Money::plus);
  }

  /** Undoes what {@link Balance#after} and {@link Position#after} did. */
  void takeBack(StoredFill stored) {
    Symbol symbol = stored.fill().symbol();
    if (!CURRENCY.equals(currencies.get(symbol))) {
      return;
    }
    Side side = stored.fill().side();
    Money value = stored.fill().value().toMoney(CURRENCY, RoundingMode.HALF_EVEN);
    cash = cash.plus(side == Side.BUY ? value : value.negate()).plus(stored.fill().fee());
    held.merge(symbol, side.signed(stored.fill().quantity()).negate(), Quantity::plus);
    paid.put(symbol, stored.fill().price());
  }

  /** A dividend, interest or a fee is no flow from outside: it was earned or lost. */
  void takeBack(Flow flow) {
    if (flow.amount().currency().equals(CURRENCY)) {
      cash = cash.minus(flow.amount());
      if (flow.kind().isFromOutside()) {
        flowsTakenBack = flowsTakenBack.plus(flow.amount());
      }
    }
  }

  /**
   * Undoes what {@link Position#moved} did.
   *
   * @param price what a unit was worth then, where anybody knows; else it counts at its cost
   */
  void takeBack(Moved move, Optional<Price> price) {
    Symbol symbol = move.symbol();
    if (!CURRENCY.equals(currencies.get(symbol))) {
      return;
    }
    Quantity after = held(symbol);
    Quantity before = after.minus(move.quantity());
    held.put(symbol, before);
    if (move.kind().isFromOutside()) {
      Notional value = price.map(at -> Notional.of(at, move.quantity())).orElse(move.cost());
      flowsTakenBack = flowsTakenBack.plus(value.toMoney(CURRENCY, RoundingMode.HALF_EVEN));
    } else if (!before.isZero()) {
      // More units of the same worth, as after a split: each was worth so much more before it.
      paid.computeIfPresent(
          symbol, (_, each) -> Notional.of(each, after).average(before, RoundingMode.HALF_EVEN));
    }
  }

  /** What was held, flat positions left out. */
  SortedMap<Symbol, Quantity> held() {
    SortedMap<Symbol, Quantity> open = new TreeMap<>(held);
    open.values().removeIf(Quantity::isZero);
    return Collections.unmodifiableSortedMap(open);
  }

  Quantity held(Symbol symbol) {
    return held.getOrDefault(symbol, Quantity.ZERO);
  }

  /**
   * Cash, and what was held at {@code prices}; where they know none, at the price of the next fill,
   * or at cost where none came: somebody did pay it.
   */
  Worth worth(Instant at, Function<Symbol, Optional<Price>> prices) {
    Money equity = cash;
    for (Map.Entry<Symbol, Quantity> each : held().entrySet()) {
      Symbol symbol = each.getKey();
      Price price = prices.apply(symbol).orElseGet(() -> paid.getOrDefault(symbol, Price.ZERO));
      Notional value = Notional.of(price, each.getValue());
      equity = equity.plus(value.toMoney(CURRENCY, RoundingMode.HALF_EVEN));
    }
    return new Worth(at, equity, flowsTakenBack);
  }

  /**
   * What the account was worth.
   *
   * @param laterFlows what came from outside and went there between then and now
   */
  record Worth(Instant at, Money equity, Money laterFlows) {
    /** What was won or lost since {@code base}: what came from outside is no profit. */
    Money since(Worth base) {
      return equity.minus(base.equity).minus(base.laterFlows.minus(laterFlows));
    }
  }
}
