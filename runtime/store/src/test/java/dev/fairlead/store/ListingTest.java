// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.OrderQuery.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 orders and as many fills, a thousand in each instant: each is listed exactly once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingTest {
  private static final int ORDERS = 10_000;
  private static final int PER_INSTANT = 1_000;
  private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");
  private static final BrokerAccount ACCOUNT = new BrokerAccount("paper", "main");
  private static final Principal MINE = new Principal("mine");
  private static final Principal OTHER = new Principal("other");

  @TempDir static Path folder;

  private final Values values = new Values(30);
  private final List<Order> orders = new ArrayList<>();
  private final List<Fill> fills = new ArrayList<>();
  private Store store;

  @BeforeAll
  void trade() {
    store = Store.open(folder.resolve("store.db"));
    List<Outcome> outcomes = new ArrayList<>();
    List<Event> first = new ArrayList<>();
    Values.SYMBOLS.forEach(symbol -> first.add(listing(symbol)));
    outcomes.add(new Outcome(1, START, null, first, List.of()));
    for (int i = 0; i < ORDERS; i++) {
      Instant at = START.plusSeconds(i / PER_INSTANT);
      Order order = order(i, at);
      Fill fill = fill(i, order, at);
      orders.add(order);
      fills.add(fill);
      outcomes.add(new Outcome(i + 2, at, null, events(i, order, fill), List.of()));
    }
    store.apply(outcomes);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private Event listing(Symbol symbol) {
    boolean pair = symbol.text().contains("/");
    AssetClass assetClass = pair ? AssetClass.CRYPTO : AssetClass.EQUITY;
    return new Event.InstrumentListed(ACCOUNT, values.instrument(symbol, assetClass));
  }

  private Order order(int i, Instant at) {
    OrderRequest request = OrderRequest.buy(values.symbol().text(), "10");
    OrderRequest either =
        values.chance(50) ? request : OrderRequest.sell(request.symbol().text(), "10");
    boolean open = values.chance(20);
    return new Order(
        values.orderId(),
        i % 10 == 0 ? OTHER : MINE,
        "client-" + i,
        either,
        ACCOUNT,
        open ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED,
        Quantity.of(open ? 4 : 10),
        Notional.of(Price.parse("2"), Quantity.of(open ? 4 : 10)),
        PlacementId.of(1, 1, i),
        null,
        null,
        null,
        "",
        at,
        at,
        at,
        open ? null : at);
  }

  private static Fill fill(int i, Order order, Instant at) {
    return new Fill(
        "execution-" + i,
        0,
        order.request().symbol(),
        order.request().side(),
        order.filled(),
        Price.parse("2"),
        Money.zero(Currency.USD),
        at);
  }

  private static List<Event> events(int i, Order order, Fill fill) {
    Position position = Position.flat(ACCOUNT, order.request().symbol(), Currency.USD).after(fill);
    Balance balance = Balance.opening(ACCOUNT, Money.zero(Currency.USD), 1);
    return List.of(
        new Event.Booked(order.id(), order.placement(), ACCOUNT, fill, position, balance),
        new OrderEvent(i + 1L, order, new Happened.Filled(fill, position)));
  }

  private List<OrderId> mine(Predicate<Order> wanted) {
    return orders.stream()
        .filter(order -> order.principal().equals(MINE))
        .filter(wanted)
        .map(Order::id)
        .toList();
  }

  private List<OrderId> listed(OrderQuery query) {
    return store.orders(query).stream().map(Order::id).toList();
  }

  @Test
  void pagesBackwardsThroughEveryOrderOnce() {
    List<OrderId> seen = new ArrayList<>();
    OrderQuery query = OrderQuery.of(MINE).limit(37);
    for (List<OrderId> page = listed(query); !page.isEmpty(); page = listed(query)) {
      seen.addAll(page);
      query = query.beforeOrder(page.getLast());
    }
    assertThat(seen).isEqualTo(mine(_ -> true).reversed()).hasSize(9_000);
  }

  @Test
  void pagesForwardsThroughEveryOrderOnce() {
    List<OrderId> seen = new ArrayList<>();
    OrderQuery query = OrderQuery.of(MINE).status(Status.CLOSED).oldestFirst().limit(500);
    for (List<OrderId> page = listed(query); !page.isEmpty(); page = listed(query)) {
      seen.addAll(page);
      query = query.afterOrder(page.getLast());
    }
    assertThat(seen).isEqualTo(mine(order -> !order.status().isOpen()));
  }

  @Test
  void listsTheNewestOpenOrders() {
    assertThat(listed(OrderQuery.of(MINE).status(Status.OPEN).limit(50)))
        .isEqualTo(mine(order -> order.status().isOpen()).reversed().subList(0, 50));
  }

  @Test
  void leavesOutTheInstantsThatItIsToldToStayBetween() {
    Instant after = START.plusSeconds(2);
    Instant until = START.plusSeconds(4);
    assertThat(listed(OrderQuery.of(MINE).after(after).until(until).oldestFirst()))
        .isEqualTo(mine(o -> o.submittedAt().isAfter(after) && o.submittedAt().isBefore(until)))
        .hasSize(900);
  }

  @Test
  void filtersBySymbolsAndSide() {
    Set<Symbol> two = Set.of(Values.SYMBOLS.get(0), Values.SYMBOLS.get(3));
    assertThat(listed(OrderQuery.of(MINE).symbols(two).side(Side.SELL).oldestFirst()))
        .isEqualTo(
            mine(order ->
                two.contains(order.request().symbol()) && order.request().side() == Side.SELL))
        .hasSizeGreaterThan(500);
  }

  @Test
  void filtersByAssetClassAsItIsListed() {
    for (AssetClass wanted : AssetClass.values()) {
      List<Symbol> symbols =
          store.instruments(ACCOUNT).stream()
              .filter(instrument -> instrument.assetClass() == wanted)
              .map(instrument -> instrument.symbol())
              .toList();
      assertThat(listed(OrderQuery.of(MINE).assetClasses(Set.of(wanted)).oldestFirst()))
          .isEqualTo(mine(order -> symbols.contains(order.request().symbol())))
          .isNotEmpty();
    }
  }

  @Test
  void findsNothingPastAnOrderOfSomebodyElse() {
    OrderId foreign = orders.getFirst().id();
    assertThat(orders.getFirst().principal()).isEqualTo(OTHER);
    assertThat(listed(OrderQuery.of(MINE).afterOrder(foreign))).isEmpty();
    assertThat(listed(OrderQuery.of(OTHER).afterOrder(foreign))).hasSize(999);
  }

  @Test
  void pagesThroughEveryFillOnceInBothDirections() {
    assertThat(allFills(FillQuery.all().limit(100))).isEqualTo(fills.reversed());
    assertThat(allFills(FillQuery.all().oldestFirst().limit(333))).isEqualTo(fills);
  }

  private List<Fill> allFills(FillQuery first) {
    List<Fill> seen = new ArrayList<>();
    FillQuery query = first;
    for (List<StoredFill> page = store.fills(query); !page.isEmpty(); page = store.fills(query)) {
      page.forEach(stored -> seen.add(stored.fill()));
      query = query.past(page.getLast().place());
    }
    return seen;
  }

  @Test
  void filtersFills() {
    Symbol symbol = Values.SYMBOLS.getFirst();
    Order order = orders.get(1);
    assertThat(store.fills(FillQuery.all().of(OTHER))).hasSize(1_000);
    assertThat(store.fills(FillQuery.all().of(symbol)))
        .hasSizeGreaterThan(500)
        .allMatch(stored -> stored.fill().symbol().equals(symbol));
    assertThat(store.fills(FillQuery.all().of(order.id())))
        .singleElement()
        .satisfies(stored -> assertThat(stored.fill()).isEqualTo(fills.get(1)));
    assertThat(store.fills(FillQuery.all().at(new BrokerAccount("no", "one")))).isEmpty();
    assertThat(store.fills(FillQuery.all().after(START).until(START.plusSeconds(2))))
        .hasSize(1_000);
  }

  @Test
  void takesADayFromItsFirstInstantToItsLast() {
    LocalDate day = LocalDate.parse("2026-11-22");
    assertThat(store.fills(FillQuery.all().on(day, ZoneOffset.UTC))).hasSize(ORDERS);
    assertThat(store.fills(FillQuery.all().on(day.plusDays(1), ZoneOffset.UTC))).isEmpty();
    // Half past two in the afternoon here is midnight there: the day begins with the first fill.
    ZoneOffset there = ZoneOffset.ofHoursMinutes(9, 30);
    assertThat(store.fills(FillQuery.all().on(day.plusDays(1), there))).hasSize(ORDERS);
  }

  @Test
  void saysWithEachFillHowItLeftTheOrder() {
    for (StoredFill stored : store.fills(FillQuery.all())) {
      int i = (int) stored.place().sequence() - 2;
      Order order = orders.get(i);
      boolean open = order.status().isOpen();
      assertThat(stored)
          .isEqualTo(
              new StoredFill(
                  new EventPlace(i + 2L, 0),
                  ACCOUNT,
                  order.id(),
                  order.placement(),
                  order.principal(),
                  fills.get(i),
                  order.filled(),
                  open ? Quantity.of(6) : Quantity.ZERO,
                  order.status()));
    }
  }

  @Test
  void keepsTheOrderOfInstantsThatASecondCannotTellApart() {
    assertThat(store.orders(OrderQuery.of(MINE)))
        .isSortedAccordingTo(Comparator.comparing(Order::submittedAt).reversed());
  }

  @Test
  void refusesALimitOutOfRange() {
    assertThatThrownBy(() -> OrderQuery.of(MINE).limit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit 0 is not 1 to 10000");
    assertThatThrownBy(() -> FillQuery.all().limit(10_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit 10001 is not 1 to 10000");
  }
}
