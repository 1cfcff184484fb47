// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.BookedMove;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reckons a state anew from its fills and placements, and compares. */
final class BookAudit {
  private record Holding(BrokerAccount account, Symbol symbol) {}

  /** What an account has in one currency. */
  record Purse(BrokerAccount account, Currency currency) {}

  private final EngineState state;
  private final Map<OrderId, Order> orders;
  private final Map<PlacementId, Placement> placements;
  private final Map<Symbol, Currency> currencies;
  private final List<BookedFill> effective;
  private final Map<PlacementId, List<BookedFill>> byPlacement;
  private final Map<OrderId, List<BookedFill>> byOrder;

  private BookAudit(EngineState state) {
    this.state = state;
    orders = state.orders().stream().collect(Collectors.toMap(Order::id, order -> order));
    placements = state.placements().stream().collect(Collectors.toMap(Placement::id, p -> p));
    currencies =
        state.instruments().stream().collect(Collectors.toMap(i -> i.symbol(), i -> i.currency()));
    effective = state.fills().stream().filter(fill -> !fill.busted()).toList();
    byPlacement = effective.stream().collect(Collectors.groupingBy(BookedFill::placement));
    byOrder = effective.stream().collect(Collectors.groupingBy(BookedFill::order));
  }

  /**
   * @param deposits what came and went for other causes than fills
   */
  static void check(EngineState state, Map<Purse, Money> deposits) {
    BookAudit audit = new BookAudit(state);
    audit.identities();
    audit.positions();
    audit.money(deposits);
    audit.placements();
    audit.orders();
  }

  /** I-06, I-07, I-09: nothing is there twice. */
  private void identities() {
    assertThat(orders).hasSameSizeAs(state.orders());
    assertThat(placements).hasSameSizeAs(state.placements());
    Set<List<Object>> clientIds = new HashSet<>();
    for (Order order : state.orders()) {
      assertThat(clientIds.add(List.of(order.principal(), order.clientOrderId()))).isTrue();
    }
    Set<List<Object>> executions = new HashSet<>();
    for (BookedFill fill : state.fills()) {
      assertThat(executions.add(List.of(fill.account(), fill.fill().executionId()))).isTrue();
    }
    assertThat(new HashSet<>(state.parked())).hasSameSizeAs(state.parked());
    Set<List<Object>> moves = new HashSet<>();
    Stream.concat(state.moves().stream().map(BookedMove::move), state.movesAside().stream())
        .forEach(move -> assertThat(moves.add(List.of(move.account(), move.id()))).isTrue());
  }

  /** I-10: a position is the fold of its effective fills and of its moves, each in its place. */
  private void positions() {
    Map<Holding, Position> folded = new HashMap<>();
    Map<Holding, Integer> fills = new HashMap<>();
    List<BookedMove> moves = new ArrayList<>(state.moves());
    for (BookedFill booked : state.fills()) {
      Holding holding = new Holding(booked.account(), booked.fill().symbol());
      int before = fills.getOrDefault(holding, 0);
      fold(folded, holding, moves, before);
      if (!booked.busted()) {
        folded.put(holding, before(folded, holding).after(booked.fill()));
      }
      fills.put(holding, before + 1);
    }
    for (BookedMove booked : state.moves()) {
      Holding holding = new Holding(booked.move().account(), booked.move().symbol());
      fold(folded, holding, moves, fills.getOrDefault(holding, 0));
    }
    assertThat(moves).as("I-10: moves without a place").isEmpty();
    for (Position position : state.positions()) {
      Holding holding = new Holding(position.account(), position.symbol());
      Position flat = Position.flat(position.account(), position.symbol(), position.currency());
      assertThat(position).as("I-10").isEqualTo(folded.getOrDefault(holding, flat));
      folded.remove(holding);
    }
    assertThat(folded).as("I-10: fills without a position").isEmpty();
  }

  /** Folds the moves that came when so many executions of the holding had been booked. */
  private void fold(
      Map<Holding, Position> folded, Holding holding, List<BookedMove> moves, int fills) {
    for (BookedMove booked : List.copyOf(moves)) {
      Moved move = booked.move();
      if (new Holding(move.account(), move.symbol()).equals(holding)
          && booked.fillsBefore() == fills) {
        folded.put(holding, before(folded, holding).moved(move.quantity(), move.cost()));
        moves.remove(booked);
      }
    }
  }

  private Position before(Map<Holding, Position> folded, Holding holding) {
    Symbol symbol = holding.symbol();
    return folded.getOrDefault(holding, Position.flat(holding.account(), symbol, currency(symbol)));
  }

  /** I-10, I-30: cash is what came less what fills cost; reserved is what placements bind. */
  private void money(Map<Purse, Money> deposits) {
    for (Balance balance : state.balances()) {
      Currency currency = balance.cash().currency();
      Money zero = Money.zero(currency);
      Money cash = deposits.getOrDefault(new Purse(balance.account(), currency), zero);
      for (BookedFill booked : effective) {
        if (booked.account().equals(balance.account())
            && currency(booked.fill().symbol()).equals(currency)) {
          Money value = booked.fill().value().toMoney(currency, RoundingMode.HALF_EVEN);
          Quantity side = booked.fill().side().signed(Quantity.of(1));
          cash = cash.minus(value.times(side.isPositive() ? 1 : -1)).minus(booked.fill().fee());
        }
      }
      assertThat(balance.cash()).as("I-10 cash").isEqualTo(cash);
      Money reserved = zero;
      for (Placement placement : state.placements()) {
        if (placement.account().equals(balance.account())
            && currency(placement.request().symbol()).equals(currency)) {
          reserved = reserved.plus(placement.reservation(zero));
        }
      }
      assertThat(balance.reserved()).as("I-30").isEqualTo(reserved);
      costs(balance);
    }
  }

  private void costs(Balance balance) {
    Currency currency = balance.cash().currency();
    Money longs = Money.zero(currency);
    Money shorts = Money.zero(currency);
    for (Position position : state.positions()) {
      if (position.account().equals(balance.account()) && position.currency().equals(currency)) {
        Money cost = position.cost().toMoney(currency, RoundingMode.HALF_EVEN);
        longs = position.quantity().isPositive() ? longs.plus(cost) : longs;
        shorts = position.quantity().isNegative() ? shorts.minus(cost) : shorts;
      }
    }
    assertThat(balance.longCost()).isEqualTo(longs);
    assertThat(balance.shortCost()).isEqualTo(shorts);
  }

  /** I-11, I-21: what a placement has filled is the sum of its effective fills. */
  private void placements() {
    for (Placement placement : state.placements()) {
      List<BookedFill> own = byPlacement.getOrDefault(placement.id(), List.of());
      assertThat(placement.filled()).as("I-11 %s", placement).isEqualTo(quantity(own));
      assertThat(placement.filledValue()).isEqualTo(value(own));
      assertThat(placement.replacement() != null)
          .as("I-21 %s", placement)
          .isEqualTo(placement.status() == PlacementStatus.PENDING_REPLACE);
      if (!placement.isBrought()) {
        assertThat(placement.attempts().getFirst().number()).isEqualTo(1);
      }
      assertThat(orders.containsKey(placement.order())).as("%s", placement).isTrue();
      if (placement.status().isLive() && placement.replacement() == null) {
        assertThat(placement.isComplete()).as("complete and live: %s", placement).isFalse();
      }
    }
  }

  /** I-11: what an order has filled is the sum of its chain's effective fills. */
  private void orders() {
    for (Order order : state.orders()) {
      Set<OrderId> chain = chain(order);
      List<BookedFill> own =
          chain.stream().flatMap(id -> byOrder.getOrDefault(id, List.of()).stream()).toList();
      assertThat(order.filled()).as("I-11 %s", order).isEqualTo(quantity(own));
      assertThat(order.filledValue()).isEqualTo(value(own));
      assertThat(order.closedAt() == null).isEqualTo(order.status().isOpen());
      follows(order);
    }
  }

  private Set<OrderId> chain(Order order) {
    Set<OrderId> chain = new HashSet<>(Set.of(order.id()));
    OrderId replaces = order.replaces();
    OrderId id = order.id();
    while (replaces != null && id.equals(order(replaces).replacedBy())) {
      chain.add(replaces);
      id = replaces;
      replaces = order(replaces).replaces();
    }
    return chain;
  }

  /** An order says what the placement says that works for it. */
  private void follows(Order order) {
    boolean exitIsOver = order.isExit() && !order.status().isOpen();
    if (exitIsOver || order.status() == OrderStatus.HELD) {
      return; // An exit says what its group says; see GroupAudit.
    }
    Placement leader = requireNonNull(placements.get(order.placement()));
    if (!leader.order().equals(order.id())) {
      boolean waits = order.status() == OrderStatus.ACCEPTED;
      boolean wantedGone = order.status() == OrderStatus.PENDING_CANCEL;
      boolean over =
          order.status() == OrderStatus.REPLACED || order.status() == OrderStatus.REJECTED;
      assertThat(waits || wantedGone || over).as("%s beside %s", order, leader).isTrue();
      return;
    }
    OrderStatus expected =
        switch (leader.status()) {
          case SENT -> OrderStatus.ACCEPTED;
          case IN_DOUBT -> OrderStatus.IN_DOUBT;
          case WORKING -> OrderStatus.WORKING;
          case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
          case PENDING_CANCEL -> OrderStatus.PENDING_CANCEL;
          case PENDING_REPLACE -> OrderStatus.PENDING_REPLACE;
          case FILLED -> OrderStatus.FILLED;
          case CANCELED -> OrderStatus.CANCELED;
          case EXPIRED -> OrderStatus.EXPIRED;
          case REJECTED -> OrderStatus.REJECTED;
          case NOT_PLACED ->
              order.status() == OrderStatus.CANCELED ? OrderStatus.CANCELED : OrderStatus.REJECTED;
        };
    boolean wantedGone = leader.status().isLive() && leader.cancelWanted();
    if (!order.status().isOpen() && !leader.status().isLive() && !leader.isAcknowledged()) {
      return; // Told of an end after it had been proven absent: the client's end stands (D-06).
    }
    assertThat(order.status())
        .as("%s follows %s", order, leader)
        .isEqualTo(wantedGone ? OrderStatus.PENDING_CANCEL : expected);
  }

  private Order order(OrderId id) {
    return requireNonNull(orders.get(id));
  }

  private Currency currency(Symbol symbol) {
    return requireNonNull(currencies.get(symbol));
  }

  private static Quantity quantity(List<BookedFill> fills) {
    return fills.stream().map(f -> f.fill().quantity()).reduce(Quantity.ZERO, Quantity::plus);
  }

  private static Notional value(List<BookedFill> fills) {
    return fills.stream().map(f -> f.fill().value()).reduce(Notional.ZERO, Notional::plus);
  }

  /** Live placements of each order; more than one only after a broker broke its word (I-14). */
  static Map<OrderId, List<Placement>> live(EngineState state) {
    Map<OrderId, List<Placement>> live = new HashMap<>();
    for (Placement placement : state.placements()) {
      if (placement.status().isLive()) {
        live.computeIfAbsent(placement.order(), _ -> new ArrayList<>()).add(placement);
      }
    }
    return live;
  }
}
