// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.engine.EngineState.BookedFill;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Executions, positions and money: each execution booked once (I-09), a position the sum of its
 * fills (I-10), a reservation for all that may still execute (I-30).
 */
final class Ledger {
  private record Holding(BrokerAccount account, Symbol symbol) {}

  private record Purse(BrokerAccount account, Currency currency) {}

  private record Execution(BrokerAccount account, String executionId) {}

  private record Working(BrokerAccount account, Symbol symbol, Side side) {}

  private final Map<Execution, BookedFill> fills = new LinkedHashMap<>();
  private final Map<Holding, Position> positions =
      new TreeMap<>(Comparator.comparing(Holding::account).thenComparing(Holding::symbol));
  private final Map<Purse, Balance> balances =
      new TreeMap<>(Comparator.comparing(Purse::account).thenComparing(Purse::currency));

  /** Units that live placements may still execute; looked up, never iterated. */
  private final Map<Working, Quantity> working = new LinkedHashMap<>();

  static Ledger of(EngineState state) {
    Ledger ledger = new Ledger();
    for (BookedFill booked : state.fills()) {
      ledger.fills.put(new Execution(booked.account(), booked.fill().executionId()), booked);
    }
    for (Position position : state.positions()) {
      ledger.put(position);
    }
    for (Balance balance : state.balances()) {
      ledger.put(balance);
    }
    for (Placement placement : state.placements()) {
      ledger.count(placement, 1);
    }
    return ledger;
  }

  List<BookedFill> fills() {
    return List.copyOf(fills.values());
  }

  List<Position> positions() {
    return List.copyOf(positions.values());
  }

  List<Balance> balances() {
    return List.copyOf(balances.values());
  }

  Optional<BookedFill> fill(BrokerAccount account, String executionId) {
    return Optional.ofNullable(fills.get(new Execution(account, executionId)));
  }

  Optional<Position> position(BrokerAccount account, Symbol symbol) {
    return Optional.ofNullable(positions.get(new Holding(account, symbol)));
  }

  Optional<Balance> balance(BrokerAccount account, Currency currency) {
    return Optional.ofNullable(balances.get(new Purse(account, currency)));
  }

  /** Units of {@code side} that live placements may still execute, in the worst case. */
  Quantity working(BrokerAccount account, Symbol symbol, Side side) {
    return working.getOrDefault(new Working(account, symbol, side), Quantity.ZERO);
  }

  /** Books an execution, or takes it back when it is busted. */
  void book(BookedFill booked, Currency currency) {
    Execution key = new Execution(booked.account(), booked.fill().executionId());
    BookedFill earlier = fills.put(key, booked);
    Invariant.check(
        earlier == null ? !booked.busted() : !earlier.busted(),
        "I-09",
        () -> "execution " + key + " is booked or taken back twice");
    if (earlier != null) {
      post(earlier.account(), earlier.fill(), currency, false);
    }
    if (!booked.busted()) {
      post(booked.account(), booked.fill(), currency, true);
    }
  }

  private void post(BrokerAccount account, Fill fill, Currency currency, boolean happened) {
    Position before =
        position(account, fill.symbol())
            .orElseGet(() -> Position.flat(account, fill.symbol(), currency));
    Position after = happened ? before.after(fill) : before.without(fill);
    Balance purse = purse(account, currency);
    put(after);
    put(happened ? purse.after(fill, before, after) : purse.without(fill, before, after));
  }

  /** Money came or went for a cause other than a fill. */
  Balance fund(BrokerAccount account, Money amount, int multiplier) {
    Balance before = purse(account, amount.currency());
    Balance after =
        new Balance(
                account,
                before.cash(),
                before.longCost(),
                before.shortCost(),
                before.reserved(),
                multiplier)
            .adjusted(amount);
    put(after);
    return after;
  }

  /** Keeps reservations and working units in step with a placement that changed. */
  void replace(Optional<Placement> before, Placement after, Currency currency) {
    // Most news is about a placement's state or its attempts, and binds nothing new.
    if (before.isPresent() && after.bindsAsMuchAs(before.get())) {
      return;
    }
    Money zero = Money.zero(currency);
    Money reserved = before.map(placement -> placement.reservation(zero)).orElse(zero);
    Money change = after.reservation(zero).minus(reserved);
    if (!change.isZero()) {
      Balance balance = purse(after.account(), currency).reserving(change);
      Invariant.check(
          !balance.reserved().isNegative(), "I-30", () -> "reserved below zero: " + balance);
      put(balance);
    }
    before.ifPresent(placement -> count(placement, -1));
    count(after, 1);
  }

  private void count(Placement placement, int sign) {
    Quantity exposure = placement.exposure();
    if (!exposure.isZero()) {
      Working key =
          new Working(
              placement.account(), placement.request().symbol(), placement.request().side());
      working.merge(key, sign > 0 ? exposure : exposure.negate(), Quantity::plus);
    }
  }

  private Balance purse(BrokerAccount account, Currency currency) {
    return balance(account, currency)
        .orElseGet(() -> Balance.opening(account, Money.zero(currency), 1));
  }

  private void put(Position position) {
    positions.put(new Holding(position.account(), position.symbol()), position);
  }

  private void put(Balance balance) {
    balances.put(new Purse(balance.account(), balance.cash().currency()), balance);
  }
}
