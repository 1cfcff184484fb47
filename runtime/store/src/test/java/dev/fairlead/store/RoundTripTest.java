// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.message.Event;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.notice.Details;
import dev.fairlead.notice.EventName;
import dev.fairlead.notice.Notice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What was written is read back equal, whatever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {
  @TempDir static Path folder;

  private final RandomTrading trading = new RandomTrading(20);
  private final List<Outcome> outcomes = trading.outcomes(5_000);
  private Store store;

  @BeforeAll
  void trade() {
    store = Store.open(folder.resolve("store.db"));
    for (int from = 0; from < outcomes.size(); from += 500) {
      store.apply(outcomes.subList(from, from + 500));
    }
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void keepsEveryOrder() {
    assertThat(trading.orders()).hasSizeGreaterThan(500);
    for (Order order : trading.orders().values()) {
      assertThat(store.order(order.principal(), order.id())).contains(order);
    }
  }

  @Test
  void showsAnOrderToItsPrincipalOnly() {
    for (Order order : trading.orders().values()) {
      Principal other = new Principal(order.principal().keyId() + "x");
      assertThat(store.order(other, order.id())).isEmpty();
      assertThat(store.orderByClientId(other, order.clientOrderId())).isEmpty();
    }
  }

  @Test
  void findsTheNewestOrderOfAClientId() {
    Map<String, Order> newest = new TreeMap<>();
    for (Order order : trading.orders().values()) {
      newest.put(order.principal() + " " + order.clientOrderId(), order);
    }
    for (Order order : newest.values()) {
      assertThat(store.orderByClientId(order.principal(), order.clientOrderId())).contains(order);
    }
  }

  @Test
  void keepsEveryPlacementWithItsAttempts() {
    List<Placement> found = new ArrayList<>();
    for (OrderId order : trading.orders().keySet()) {
      List<Placement> ofOrder = store.placements(order);
      assertThat(ofOrder)
          .isEqualTo(
              trading.placements().values().stream()
                  .filter(placement -> placement.order().equals(order))
                  .toList());
      found.addAll(ofOrder);
    }
    assertThat(found).hasSameSizeAs(trading.placements().values());
    assertThat(found).anyMatch(placement -> placement.attempts().size() > 1);
    assertThat(found).anyMatch(placement -> placement.replacement() != null);
  }

  @Test
  void keepsEveryPosition() {
    assertThat(trading.positions()).isNotEmpty();
    assertThat(store.positions()).containsExactlyInAnyOrderElementsOf(trading.positions());
    for (Position position : trading.positions()) {
      assertThat(store.position(position.account(), position.symbol())).contains(position);
    }
    assertThat(store.position(new BrokerAccount("no", "one"), new Symbol("X"))).isEmpty();
  }

  @Test
  void keepsTheLastBalanceOfEachAccountAndCurrency() {
    Map<String, Balance> last = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      for (Event event : outcome.events()) {
        Balance balance =
            switch (event) {
              case Event.Booked booked -> booked.balance();
              case Event.Unbooked unbooked -> unbooked.balance();
              case Event.BalanceChanged changed -> changed.balance();
              case Event.MoneyFlowed flowed -> flowed.balance();
              case Event.UnitsMoved moved -> moved.balance();
              case OrderEvent _,
                  Event.PlacementEvent _,
                  Event.Routed _,
                  Event.InstrumentListed _,
                  Event.GatewayEvent _ ->
                  null;
            };
        if (balance != null) {
          last.put(balance.account() + " " + balance.cash().currency(), balance);
        }
      }
    }
    assertThat(store.balances()).isEqualTo(List.copyOf(last.values())).isNotEmpty();
  }

  @Test
  void keepsAnyBalanceExactly() {
    Values values = new Values(21);
    try (Store any = Store.open(folder.resolve("any.db"))) {
      for (int sequence = 1; sequence <= 200; sequence++) {
        Currency currency = values.currency();
        Balance balance =
            new Balance(
                values.account(),
                values.money(currency),
                values.money(currency),
                values.money(currency),
                values.money(currency),
                values.random.nextInt());
        Event event = new Event.BalanceChanged(balance, balance.cash(), "");
        any.apply(List.of(new Outcome(sequence, Instant.EPOCH, null, List.of(event), List.of())));
        assertThat(any.balances()).contains(balance);
      }
    }
  }

  @Test
  void keepsEveryFlowOfCashAndPagesThroughThem() {
    List<Moment.Flow> told = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (int i = 0; i < outcome.events().size(); i++) {
        EventPlace place = new EventPlace(outcome.sequence(), i);
        if (outcome.events().get(i)
            instanceof Event.BalanceChanged(var balance, var amount, var why)) {
          MovementKind kind = amount.isNegative() ? MovementKind.WITHDRAWAL : MovementKind.DEPOSIT;
          told.add(
              new Moment.Flow(place, outcome.at(), balance.account(), amount, why, kind, null));
        } else if (outcome.events().get(i) instanceof Event.MoneyFlowed(var flow, var _)) {
          told.add(
              new Moment.Flow(
                  place,
                  flow.at(),
                  flow.account(),
                  flow.amount(),
                  flow.cause(),
                  flow.kind(),
                  flow.symbol()));
        }
      }
    }
    // As the store sorts: a year beyond 9999, as of a broken clock, comes first.
    told.sort(
        Comparator.comparing((Moment.Flow flow) -> Timestamps.text(flow.at()))
            .thenComparing(Moment.Flow::place));
    List<Moment.Flow> paged = new ArrayList<>();
    List<Moment.Flow> page = flows(null, Set.of());
    while (!page.isEmpty()) {
      paged.addAll(page);
      page = flows(page.getLast().place(), Set.of());
    }
    assertThat(paged).hasSizeGreaterThan(20).containsExactlyElementsOf(told);
    Set<MovementKind> some = Set.of(MovementKind.DEPOSIT, MovementKind.FEE);
    assertThat(flows(null, some))
        .containsExactlyElementsOf(
            told.stream().filter(flow -> some.contains(flow.kind())).limit(7).toList());
  }

  @Test
  void keepsEveryMoveOfUnits() {
    List<Moment.Move> told = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (int i = 0; i < outcome.events().size(); i++) {
        if (outcome.events().get(i) instanceof Event.UnitsMoved moved) {
          EventPlace place = new EventPlace(outcome.sequence(), i);
          Instant entered = moved.move().at();
          told.add(new Moment.Move(place, entered == null ? outcome.at() : entered, moved.move()));
        }
      }
    }
    told.sort(
        Comparator.comparing((Moment.Move move) -> Timestamps.text(move.at()))
            .thenComparing(Moment.Move::place));
    List<Moment.Move> found = new ArrayList<>();
    store.at(rows -> {
      rows.eachMove(found::add);
      return found;
    });
    assertThat(found).hasSizeGreaterThan(20).containsExactlyElementsOf(told);
    EventPlace middle = told.get(told.size() / 2).place();
    Moment.FlowQuery before = new Moment.FlowQuery(null, null, middle, Set.of(), true, 10_000);
    List<Moment.Move> page = store.at(rows -> rows.moves(before));
    assertThat(page).containsExactlyElementsOf(told.subList(0, told.size() / 2).reversed());
  }

  private List<Moment.Flow> flows(@Nullable EventPlace past, Set<MovementKind> kinds) {
    return store.at(rows -> rows.flows(new Moment.FlowQuery(null, null, past, kinds, false, 7)));
  }

  @Test
  void goesThroughAllThatWasBookedAfterAPlaceInTheOrderOfBooking() {
    List<EventPlace> all = booked(new EventPlace(0, 0));
    assertThat(all)
        .isSorted()
        .hasSameSizeAs(store.fills(FillQuery.all().after(Instant.EPOCH.minusNanos(1))));
    EventPlace middle = all.get(all.size() / 2);
    assertThat(booked(middle)).isEqualTo(all.subList(all.size() / 2 + 1, all.size()));
    assertThat(store.<Long>at(Moment::revisions)).isPositive();
  }

  private List<EventPlace> booked(EventPlace place) {
    List<EventPlace> found = new ArrayList<>();
    return store.at(rows -> {
      rows.eachBooked(Instant.EPOCH, place, fill -> found.add(fill.place()));
      return found;
    });
  }

  @Test
  void keepsEveryFillThatCounts() {
    List<Fill> stored = store.fills(FillQuery.all()).stream().map(StoredFill::fill).toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(trading.fills());
    assertThat(stored).anyMatch(fill -> fill.revision() > 0).hasSizeGreaterThan(500);
  }

  @Test
  void keepsEveryListing() {
    Map<Symbol, Instrument> last = new TreeMap<>();
    BrokerAccount account = Values.ACCOUNTS.getFirst();
    for (Outcome outcome : outcomes) {
      for (Event event : outcome.events()) {
        if (event instanceof Event.InstrumentListed(BrokerAccount at, Instrument instrument)
            && at.equals(account)) {
          last.put(instrument.symbol(), instrument);
        }
      }
    }
    assertThat(store.instruments(account)).isEqualTo(List.copyOf(last.values())).isNotEmpty();
  }

  @Test
  void tellsEveryEventAgainInTheSameWords() {
    for (Principal principal : RandomTrading.PRINCIPALS) {
      List<OrderEvent> told = trading.told(principal);
      List<StoredEvent<OrderEvent>> stored = store.events(principal, 0, told.size() + 1);
      assertThat(stored).hasSizeGreaterThan(500);
      assertThat(stored).extracting(StoredEvent::event).isEqualTo(told);
      assertThat(stored).extracting(StoredEvent::place).isSorted();
      for (StoredEvent<OrderEvent> event : stored) {
        Outcome outcome = outcomes.get((int) event.place().sequence() - 1);
        assertThat(outcome.events().get(event.place().index())).isEqualTo(event.event());
        assertThat(event.at()).isEqualTo(outcome.at());
      }
    }
  }

  @Test
  void resumesAStreamAfterAnyNumber() {
    Principal principal = RandomTrading.PRINCIPALS.getFirst();
    assertThat(store.events(principal, 17, 5))
        .extracting(stored -> stored.event().number())
        .containsExactly(18L, 19L, 20L, 21L, 22L);
    assertThat(store.events(principal, Long.MAX_VALUE, 5)).isEmpty();
  }

  @Test
  void keepsEveryVerdictOnALink() {
    List<Event> told =
        outcomes.stream()
            .flatMap(outcome -> outcome.events().stream())
            .filter(Event.HealthChanged.class::isInstance)
            .toList();
    assertThat(told).hasSizeGreaterThan(10);
    List<Event> stored = new ArrayList<>();
    for (BrokerAccount account : Values.ACCOUNTS) {
      List<StoredEvent<Event.HealthChanged>> all = store.at(m -> m.health(account, null, 1_000));
      all.reversed().forEach(one -> stored.add(one.event()));
      List<StoredEvent<Event.HealthChanged>> paged = new ArrayList<>();
      EventPlace past = null;
      for (int page = 0; page <= all.size() / 2; page++) {
        EventPlace from = past;
        List<StoredEvent<Event.HealthChanged>> two = store.at(m -> m.health(account, from, 2));
        paged.addAll(two);
        past = two.isEmpty() ? past : two.getLast().place();
      }
      assertThat(paged).isEqualTo(all);
    }
    assertThat(stored).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  @DisplayName("I-32 what happened to the gateway is numbered from 1 without a gap")
  void numbersWhatHappenedToTheGateway() {
    List<Notice> told =
        outcomes.stream()
            .flatMap(outcome -> Notice.of(outcome).stream())
            .filter(notice -> !notice.name().isOfOrder())
            .toList();
    List<Moment.Told> stored = store.at(moment -> moment.told(0, 10_000));
    assertThat(stored)
        .extracting(one -> one.place() + " " + one.at() + " " + one.name())
        .isEqualTo(told.stream().map(one -> one.id() + " " + one.at() + " " + one.name()).toList());
    assertThat(stored)
        .extracting(Moment.Told::details)
        .isEqualTo(told.stream().map(one -> Details.of((Event.GatewayEvent) one.event())).toList());
    assertThat(stored)
        .extracting(Moment.Told::number)
        .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList());
    assertThat(stored).extracting(Moment.Told::name).contains(EventName.BREAKER_OPENED);
    assertThat(store.at(Moment::lastTold)).isEqualTo(told.size());
    List<Moment.Told> two = store.at(moment -> moment.told(17, 2));
    assertThat(two).isEqualTo(stored.subList(17, 19));
    List<Moment.Told> none = store.at(moment -> moment.told(told.size(), 2));
    assertThat(none).isEmpty();
  }

  @Test
  void keepsWhyEveryOrderIsWhereItIs() {
    List<Event> told =
        outcomes.stream()
            .flatMap(outcome -> outcome.events().stream())
            .filter(Event.Routed.class::isInstance)
            .toList();
    assertThat(told).hasSizeGreaterThan(500);
    List<OrderId> ids = List.copyOf(trading.orders().keySet());
    List<Event> stored = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += 50) {
      List<OrderId> some = ids.subList(from, Math.min(from + 50, ids.size()));
      store.routes(some).values().forEach(of -> of.forEach(one -> stored.add(one.event())));
    }
    assertThat(stored).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void keepsEveryAlarm() {
    List<Event> alarms =
        outcomes.stream()
            .flatMap(outcome -> outcome.events().stream())
            .filter(Event.Alarm.class::isInstance)
            .toList();
    assertThat(alarms).hasSizeGreaterThan(50);
    assertThat(store.alarms(1_000).reversed())
        .extracting(stored -> (Event) stored.event())
        .isEqualTo(alarms);
    assertThat(store.alarms(3)).isEqualTo(store.alarms(1_000).subList(0, 3));
  }
}
