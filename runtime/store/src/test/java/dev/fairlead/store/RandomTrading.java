// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Event;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of a gateway that does everything at random: numbers count up, the book follows the
 * fills, every booking is told, but the terms and the course of an order are any. Remembers what a
 * store that took the outcomes must answer.
 */
final class RandomTrading {
  static final List<Principal> PRINCIPALS =
      List.of(new Principal("local"), new Principal("key-1"), new Principal("it's"));

  private record Holding(BrokerAccount account, Symbol symbol) {}

  private record Booking(OrderId order, PlacementId placement, BrokerAccount account, Fill fill) {}

  private final Values values;
  private final Map<OrderId, Order> orders = new LinkedHashMap<>();
  private final Map<PlacementId, Placement> placements = new LinkedHashMap<>();
  private final Map<Holding, Position> positions = new LinkedHashMap<>();
  private final Map<BrokerAccount, Balance> balances = new LinkedHashMap<>();
  private final Map<Principal, List<OrderEvent>> told = new LinkedHashMap<>();
  private final List<OrderId> recent = new ArrayList<>();
  private final Map<String, Booking> booked = new LinkedHashMap<>();
  private long sequence;
  private Instant now = Instant.parse("2026-11-22T14:30:00Z");
  private long executions;
  private long moves;

  RandomTrading(long seed) {
    values = new Values(seed);
    for (BrokerAccount account : Values.ACCOUNTS) {
      balances.put(account, Balance.opening(account, Money.parse("1000000", Currency.USD), 2));
    }
  }

  Map<OrderId, Order> orders() {
    return orders;
  }

  Map<PlacementId, Placement> placements() {
    return placements;
  }

  List<Position> positions() {
    return List.copyOf(positions.values());
  }

  List<OrderEvent> told(Principal principal) {
    return told.getOrDefault(principal, List.of());
  }

  /** Executions that count, by their ids. */
  List<Fill> fills() {
    return booked.values().stream().map(Booking::fill).toList();
  }

  List<Outcome> outcomes(int count) {
    List<Outcome> outcomes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outcomes.add(next());
    }
    return outcomes;
  }

  private Outcome next() {
    sequence++;
    // Often several inputs in one instant, as a coarse clock gives them.
    now = now.plusNanos(values.chance(50) ? 0 : values.random.nextLong(2_000_000_000L));
    List<Event> events = new ArrayList<>();
    for (int left = values.chance(90) ? 1 : values.random.nextInt(5); left > 0; left--) {
      act(events);
    }
    return new Outcome(sequence, now, null, events, List.of());
  }

  private void act(List<Event> events) {
    int choice = recent.isEmpty() ? 0 : values.random.nextInt(100);
    if (choice < 25) {
      place(events);
    } else if (choice < 55) {
      fill(events);
    } else if (choice < 80) {
      change(events);
    } else if (choice < 85) {
      bust(events);
    } else if (choice < 90) {
      correct(events);
    } else if (choice < 94) {
      events.add(new Event.InstrumentListed(values.account(), values.instrument()));
    } else if (choice < 96) {
      fund(events);
    } else if (choice < 98) {
      move(events);
    } else if (values.chance(40)) {
      events.addAll(values.ofGateway(now));
    } else {
      events.add(new Event.Alarm(values.text(), values.account(), values.text(), values.text()));
    }
  }

  private void place(List<Event> events) {
    BrokerAccount account = values.account();
    OrderId id = values.orderId();
    PlacementId placement = PlacementId.of(1, 1, placements.size() + 1L);
    Order order =
        values.accepted(
            id,
            values.oneOf(PRINCIPALS),
            values.chance(90) ? "client-" + sequence + "-" + orders.size() : values.text(),
            account,
            placement,
            values.chance(90) ? null : values.oneOf(recent.isEmpty() ? List.of(id) : recent),
            now);
    recent.add(id);
    if (recent.size() > 40) {
      recent.removeFirst();
    }
    put(events, Placement.of(placement, order, account, values.price()));
    tell(events, order, new Happened.Accepted());
    events.add(
        new Event.Routed(
            id, placement, account, values.text(), values.text(), values.candidates()));
  }

  private Order someOrder() {
    return known(values.oneOf(recent));
  }

  private Order known(OrderId id) {
    return Objects.requireNonNull(orders.get(id));
  }

  private Balance balance(BrokerAccount account) {
    return Objects.requireNonNull(balances.get(account));
  }

  private void fill(List<Event> events) {
    Order order = someOrder();
    executions++;
    Fill fill =
        new Fill(
            "exec-" + executions,
            0,
            order.request().symbol(),
            order.request().side(),
            new Quantity(values.random.nextLong(1, 1_000_000_000_000L)),
            new Price(values.random.nextLong(1, 1_000_000_000_000L)),
            new Money(values.random.nextInt(1_000_000), Currency.USD),
            values.chance(70) ? now : values.instant());
    boolean late = !order.status().isOpen();
    List<Event> booking = new ArrayList<>();
    Position position = book(booking, order, fill);
    List<Event> telling = new ArrayList<>();
    tell(
        telling,
        filled(order, fill, 1),
        late ? new Happened.LateFill(fill, position) : new Happened.Filled(fill, position));
    // Told in either order: what comes first is not the store's to rely on.
    boolean bookedFirst = values.chance(50);
    events.addAll(bookedFirst ? booking : telling);
    events.addAll(bookedFirst ? telling : booking);
  }

  private Position book(List<Event> events, Order order, Fill fill) {
    BrokerAccount account = order.account();
    Booking booking = new Booking(order.id(), order.placement(), account, fill);
    Booking before = booked.put(fill.executionId(), booking);
    if (before != null) {
      post(before, false);
    }
    Position position = post(booking, true);
    events.add(
        new Event.Booked(order.id(), order.placement(), account, fill, position, balance(account)));
    return position;
  }

  private Position post(Booking booking, boolean happened) {
    Holding holding = new Holding(booking.account(), booking.fill().symbol());
    Position before = held(holding);
    Position after = before.after(happened ? booking.fill() : Values.reversed(booking.fill()));
    Balance balance = balance(booking.account());
    positions.put(holding, after);
    balances.put(
        booking.account(),
        happened
            ? balance.after(booking.fill(), before, after)
            : balance.without(booking.fill(), before, after));
    return after;
  }

  private Position held(Holding holding) {
    return positions.getOrDefault(
        holding, Position.flat(holding.account(), holding.symbol(), Currency.USD));
  }

  private void bust(List<Event> events) {
    if (booked.isEmpty()) {
      return;
    }
    Booking booking = values.oneOf(List.copyOf(booked.values()));
    BrokerAccount account = booking.account();
    Fill fill = booking.fill();
    booked.remove(fill.executionId());
    Position position = post(booking, false);
    events.add(
        new Event.Unbooked(
            booking.order(), booking.placement(), account, fill, position, balance(account)));
    // Not told once in a while: the store must do without.
    if (values.chance(80)) {
      Order after = filled(known(booking.order()), fill, -1);
      tell(events, after, new Happened.Busted(fill, position));
    }
  }

  private void correct(List<Event> events) {
    if (booked.isEmpty()) {
      return;
    }
    Booking booking = values.oneOf(List.copyOf(booked.values()));
    Fill old = booking.fill();
    Fill corrected =
        new Fill(
            old.executionId(),
            old.revision() + 1,
            old.symbol(),
            old.side(),
            old.quantity().plus(new Quantity(1)),
            old.price(),
            old.fee(),
            old.at().plusNanos(values.random.nextInt(3)));
    Order order = known(booking.order());
    Position position = book(events, order, corrected);
    Order without = filled(order, old, -1);
    tell(events, filled(without, corrected, 1), new Happened.Corrected(corrected, position));
  }

  private void fund(List<Event> events) {
    Money amount = new Money(values.random.nextInt(), Currency.USD);
    Balance after = balances.computeIfPresent(values.account(), (_, old) -> old.adjusted(amount));
    Balance balance = Objects.requireNonNull(after);
    events.add(
        values.chance(50)
            ? new Event.BalanceChanged(balance, amount, values.text())
            : new Event.MoneyFlowed(
                new Flowed(
                    balance.account(),
                    "flow-" + ++moves,
                    values.oneOf(MovementKind.class),
                    amount,
                    values.chance(50) ? values.symbol() : null,
                    values.instant(),
                    values.text()),
                balance));
  }

  private void move(List<Event> events) {
    BrokerAccount account = values.account();
    Symbol symbol = someOrder().request().symbol();
    Moved move = values.moved(account, "move-" + ++moves, symbol);
    Holding holding = new Holding(account, symbol);
    Position before = held(holding);
    Position after = before.moved(move.quantity(), move.cost());
    Balance balance = balance(account).holding(before, after);
    positions.put(holding, after);
    balances.put(account, balance);
    events.add(new Event.UnitsMoved(move, after, balance));
  }

  private void change(List<Event> events) {
    Order order = someOrder();
    if (values.chance(70)) {
      put(events, changed(Objects.requireNonNull(placements.get(order.placement()))));
    }
    OrderStatus status = values.oneOf(OrderStatus.class);
    Order after =
        changed(
            order,
            status,
            order.filled(),
            order.filledValue(),
            status == OrderStatus.REPLACED ? values.orderId() : order.replacedBy(),
            values.text());
    tell(events, after, values.happened());
  }

  /** The order with {@code times} the fill more than before. */
  private Order filled(Order order, Fill fill, int times) {
    Quantity change = times > 0 ? fill.quantity() : fill.quantity().negate();
    Notional value = times > 0 ? fill.value() : fill.value().negate();
    return changed(
        order,
        values.oneOf(OrderStatus.class),
        order.filled().plus(change),
        order.filledValue().plus(value),
        order.replacedBy(),
        order.reason());
  }

  private Order changed(
      Order order,
      OrderStatus status,
      Quantity filled,
      Notional filledValue,
      @Nullable OrderId replacedBy,
      String reason) {
    return new Order(
        order.id(),
        order.principal(),
        order.clientOrderId(),
        order.request(),
        order.account(),
        status,
        filled,
        filledValue,
        order.placement(),
        order.replaces(),
        replacedBy,
        values.sometimes(values::price),
        reason,
        order.submittedAt(),
        now,
        filled.equals(order.filled()) ? order.lastFillAt() : now,
        status.isOpen() ? null : now,
        order.group(),
        order.group() == null ? null : values.sometimes(values::quantity));
  }

  private void tell(List<Event> events, Order order, Happened what) {
    orders.put(order.id(), order);
    List<OrderEvent> before = told.computeIfAbsent(order.principal(), _ -> new ArrayList<>());
    OrderEvent event = new OrderEvent(before.size() + 1L, order, what);
    before.add(event);
    events.add(event);
  }

  private void put(List<Event> events, Placement placement) {
    placements.put(placement.id(), placement);
    events.add(new Event.PlacementEvent(placement));
  }

  private Placement changed(Placement old) {
    int count = Math.max(old.attempts().size(), values.random.nextInt(4));
    List<Attempt> attempts = IntStream.rangeClosed(1, count).mapToObj(values::attempt).toList();
    return new Placement(
        old.id(),
        values.chance(95) ? old.order() : values.oneOf(recent),
        old.account(),
        values.request(),
        values.price(),
        values.oneOf(PlacementStatus.class),
        values.quantity(),
        values.notional(),
        values.random.nextInt(100),
        values.text(),
        values.chance(50),
        values.sometimes(() -> new Replacement(values.orderId(), values.request(), values.price())),
        values.sometimes(values::price),
        values.random.nextInt(10),
        attempts,
        values.chance(20));
  }
}
