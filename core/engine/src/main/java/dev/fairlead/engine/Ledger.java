// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Int128;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.BookedMove;
import dev.fairlead.state.Execution;
import dev.fairlead.state.Totals;
import dev.fairlead.state.Tracked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions, moves, positions and money: each booked once (I-09), a position the sum of its fills
 * and moves (I-10), a reservation for all that may still execute (I-30).
 */
final class Ledger {
  private record Holding(BrokerAccount account, Symbol symbol) {}

  private record Purse(BrokerAccount account, Currency currency) {}

  /** What is held of an instrument, and the money, after something was booked. */
  record Standing(Position position, Balance balance) {}

  /** Something that a position is made of. */
  private sealed interface Entry {
    /** One execution, as its newest revision says. */
    record Executed(Execution key) implements Entry {}

    /** Units that came or went. */
    record Shifted(Quantity quantity, Notional cost) implements Entry {}
  }

  private record Working(BrokerAccount account, Symbol symbol, Side side) {}

  private final Tracked<Execution, BookedFill> fills = new Tracked<>();

  private final Tracked<Execution, BookedMove> moves = new Tracked<>();

  private final Tracked<Execution, Flowed> flows = new Tracked<>();

  /** What the openings of accounts have in them. */
  private final Set<Execution> included = new LinkedHashSet<>();

  /** What each holding is the sum of, in the order in which it was first booked. */
  private final Map<Holding, List<Entry>> history = new LinkedHashMap<>();

  /** What all orders and executions come to; the orders are the book's to count. */
  private final Totals totals = new Totals();

  // Found at each step and listed now and then: sorted when they are listed.
  private final Map<Holding, Position> positions = new LinkedHashMap<>();
  private final Map<Purse, Balance> balances = new LinkedHashMap<>();

  // What live placements bind in sum, exact however much it is; looked up, never iterated.
  private final Map<Working, Int128> workingNanos = new LinkedHashMap<>();
  private final Map<Purse, Int128> reservedMicros = new LinkedHashMap<>();

  /** The ledger of {@code state}, without what its placements bind; see {@link #bind}. */
  static Ledger of(EngineState state) {
    Ledger ledger = new Ledger();
    for (BookedFill booked : state.fills()) {
      ledger.put(booked);
    }
    for (BookedMove booked : state.moves()) {
      ledger.put(booked);
    }
    for (Flowed flow : state.flows()) {
      ledger.flows.put(Execution.of(flow), flow);
    }
    ledger.included.addAll(state.included());
    for (Position position : state.positions()) {
      ledger.put(position);
    }
    for (Balance balance : state.balances()) {
      ledger.put(balance);
    }
    return ledger;
  }

  Totals totals() {
    return totals;
  }

  Tracked<Execution, BookedFill> fills() {
    return fills;
  }

  Tracked<Execution, BookedMove> moves() {
    return moves;
  }

  Tracked<Execution, Flowed> flows() {
    return flows;
  }

  List<Execution> included() {
    return List.copyOf(included);
  }

  void forgetChanges() {
    fills.forgetChanges();
    moves.forgetChanges();
    flows.forgetChanges();
  }

  List<Position> positions() {
    return positions.values().stream()
        .sorted(Comparator.comparing(Position::account).thenComparing(Position::symbol))
        .toList();
  }

  List<Balance> balances() {
    return balances.values().stream()
        .sorted(
            Comparator.comparing(Balance::account)
                .thenComparing(balance -> balance.cash().currency()))
        .toList();
  }

  Optional<BookedFill> fill(BrokerAccount account, String executionId) {
    return fills.find(new Execution(account, executionId));
  }

  Optional<Position> position(BrokerAccount account, Symbol symbol) {
    return Optional.ofNullable(positions.get(new Holding(account, symbol)));
  }

  Optional<Balance> balance(BrokerAccount account, Currency currency) {
    return Optional.ofNullable(balances.get(new Purse(account, currency)));
  }

  /** Units of {@code side} that live placements may still execute, in the worst case. */
  Quantity working(BrokerAccount account, Symbol symbol, Side side) {
    Working key = new Working(account, symbol, side);
    return new Quantity(workingNanos.getOrDefault(key, Int128.ZERO).saturated());
  }

  /** Whether an execution of the placement was busted or corrected. */
  boolean isRevised(Placement placement) {
    Holding holding = new Holding(placement.account(), placement.request().symbol());
    return executions(holding)
        .flatMap(execution -> Stream.ofNullable(fills.get(execution)))
        .anyMatch(booked ->
            booked.placement().equals(placement.id())
                && (booked.busted() || booked.fill().revision() > 0));
  }

  /**
   * Books an execution or a newer revision of it, or takes it back when it is busted. All or
   * nothing: throws {@link ArithmeticException}, with nothing changed, where a sum would be beyond
   * what its number holds.
   */
  Standing book(BookedFill booked, Currency currency) {
    BrokerAccount account = booked.account();
    Fill fill = booked.fill();
    BookedFill earlier = fill(account, fill.executionId()).orElse(null);
    Invariant.check(
        earlier == null ? !booked.busted() : !earlier.busted(),
        "I-09",
        () -> account + " execution " + fill.executionId() + " is booked or taken back twice");
    Position before =
        position(account, fill.symbol())
            .orElseGet(() -> Position.flat(account, fill.symbol(), currency));
    Position after = earlier == null ? before.after(fill) : folded(booked, before);
    Balance purse = purse(account, currency);
    if (earlier != null) {
      purse = purse.without(earlier.fill(), before, after);
      before = after;
    }
    if (!booked.busted()) {
      purse = purse.after(fill, before, after);
    }
    put(booked);
    put(after);
    put(purse);
    return new Standing(after, purse);
  }

  /**
   * The position as if {@code revised} had come in place of what was booked under its id: from all
   * effective executions, because an average cost cannot be taken apart again.
   */
  private Position folded(BookedFill revised, Position before) {
    Holding holding = new Holding(before.account(), before.symbol());
    Position position = Position.flat(before.account(), before.symbol(), before.currency());
    for (Entry entry : history.getOrDefault(holding, List.of())) {
      position =
          switch (entry) {
            case Entry.Shifted(Quantity quantity, Notional cost) -> position.moved(quantity, cost);
            case Entry.Executed(Execution key) ->
                after(position, key.equals(Execution.of(revised)) ? revised : fills.get(key));
          };
    }
    return position;
  }

  private static Position after(Position position, @Nullable BookedFill booked) {
    return booked == null || booked.busted() ? position : position.after(booked.fill());
  }

  private Stream<Execution> executions(Holding holding) {
    return history.getOrDefault(holding, List.of()).stream()
        .mapMulti((entry, keys) -> {
          if (entry instanceof Entry.Executed(Execution key)) {
            keys.accept(key);
          }
        });
  }

  /** What {@code account} was opened with has it in it. */
  void include(BrokerAccount account, String id) {
    included.add(new Execution(account, id));
  }

  boolean hasBooked(Moved move) {
    Execution key = Execution.of(move);
    return moves.get(key) != null || included.contains(key);
  }

  boolean hasBooked(Flowed flow) {
    Execution key = Execution.of(flow);
    return flows.get(key) != null || included.contains(key);
  }

  /**
   * Books money that came or went, which has not been booked; throws {@link ArithmeticException},
   * with nothing changed, where the sum would be beyond what money holds.
   */
  Balance book(Flowed flow) {
    Invariant.check(!hasBooked(flow), "I-09", () -> flow + " is booked twice");
    Balance after = purse(flow.account(), flow.amount().currency()).adjusted(flow.amount());
    flows.put(Execution.of(flow), flow);
    put(after);
    return after;
  }

  /**
   * Books units that came or went, which have not been booked. All or nothing: throws {@link
   * ArithmeticException}, with nothing changed, where a sum would be beyond what its number holds.
   */
  Standing book(Moved move, Currency currency) {
    BrokerAccount account = move.account();
    Invariant.check(!hasBooked(move), "I-09", () -> move + " is booked twice");
    Position before =
        position(account, move.symbol())
            .orElseGet(() -> Position.flat(account, move.symbol(), currency));
    Position after = before.moved(move.quantity(), move.cost());
    Balance purse = purse(account, currency).holding(before, after);
    long fillsBefore = executions(new Holding(account, move.symbol())).count();
    put(new BookedMove(move, Math.toIntExact(fillsBefore)));
    put(after);
    put(purse);
    return new Standing(after, purse);
  }

  /**
   * An account was opened with money, or more came or went without an id; throws {@link
   * ArithmeticException}, with nothing changed, where the sum would be beyond what money holds.
   */
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

  /** Keeps reservations and working units in step with a placement that came or changed (I-30). */
  void bind(@Nullable Placement before, Placement after, Currency currency) {
    Money zero = Money.zero(currency);
    Money reserved = before == null ? zero : before.reservation(zero);
    long micros = Math.subtractExact(after.reservation(zero).micros(), reserved.micros());
    if (micros != 0) {
      Int128 total =
          reservedMicros.merge(
              new Purse(after.account(), currency), Int128.of(micros), Int128::plus);
      Invariant.check(total.signum() >= 0, "I-30", () -> "reserved below zero: " + total);
      Balance purse = purse(after.account(), currency);
      Money most = new Money(total.saturated(), currency);
      put(purse.reserving(most.minus(purse.reserved())));
    }
    Quantity exposed = before == null ? Quantity.ZERO : before.exposure();
    long nanos = Math.subtractExact(after.exposure().nanos(), exposed.nanos());
    if (nanos != 0) {
      OrderRequest request = after.request();
      workingNanos.merge(
          new Working(after.account(), request.symbol(), request.side()),
          Int128.of(nanos),
          Int128::plus);
    }
  }

  private Balance purse(BrokerAccount account, Currency currency) {
    return balance(account, currency)
        .orElseGet(() -> Balance.opening(account, Money.zero(currency), 1));
  }

  private void put(BookedFill booked) {
    Execution key = Execution.of(booked);
    BookedFill before = fills.put(key, booked);
    totals.put(before, booked);
    if (before == null) {
      Holding holding = new Holding(booked.account(), booked.fill().symbol());
      history.computeIfAbsent(holding, _ -> new ArrayList<>()).add(new Entry.Executed(key));
    }
  }

  /** In its place: right after so many executions, and after the moves that came before it. */
  private void put(BookedMove booked) {
    Moved move = booked.move();
    moves.put(Execution.of(move), booked);
    Holding holding = new Holding(move.account(), move.symbol());
    List<Entry> entries = history.computeIfAbsent(holding, _ -> new ArrayList<>());
    int executions = 0;
    int place = 0;
    while (place < entries.size()
        && (executions < booked.fillsBefore() || entries.get(place) instanceof Entry.Shifted)) {
      executions += entries.get(place) instanceof Entry.Executed ? 1 : 0;
      place++;
    }
    entries.add(place, new Entry.Shifted(move.quantity(), move.cost()));
  }

  private void put(Position position) {
    positions.put(new Holding(position.account(), position.symbol()), position);
  }

  private void put(Balance balance) {
    balances.put(new Purse(balance.account(), balance.cash().currency()), balance);
  }
}
