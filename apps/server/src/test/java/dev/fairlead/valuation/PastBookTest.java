// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
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
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.StoredFill;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was booked forwards and taken back is what was there before, to the last digit. */
final class PastBookTest {
  private static final BrokerAccount ACCOUNT = new BrokerAccount("test", "main");
  private static final Instant NOON = Instant.parse("2026-08-17T16:00:00Z");
  private static final List<Symbol> SYMBOLS =
      List.of(new Symbol("AAPL"), new Symbol("MSFT"), new Symbol("BTC/USD"));

  /** The book at one instant, and what came after it. */
  private record Step(Balance balance, List<Position> positions, StoredFill fill, Flow flow) {}

  private Balance balance = Balance.opening(ACCOUNT, usd("100000"), 2);
  private final SortedMap<Symbol, Position> positions = new TreeMap<>();

  private static Money usd(String amount) {
    return Money.parse(amount, Currency.USD);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void takingBackUndoesBooking(long seed) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      steps.add(step(random, i));
    }
    PastBook past = new PastBook(List.of(balance), List.copyOf(positions.values()));
    Money flows = usd("0");
    for (Step step : steps.reversed()) {
      past.takeBack(step.fill());
      past.takeBack(step.flow());
      flows = flows.plus(step.flow().amount());
      PastBook.Worth worth = past.worth(NOON, _ -> Optional.of(Price.parse("3.21")));
      assertThat(worth.equity()).as("seed %d", seed).isEqualTo(worth(step));
      assertThat(worth.laterFlows()).as("seed %d", seed).isEqualTo(flows);
      step.positions()
          .forEach(position ->
              assertThat(past.held(position.symbol()))
                  .as("seed %d", seed)
                  .isEqualTo(position.quantity()));
    }
    assertThat(past.held()).as("seed %d", seed).isEmpty();
  }

  private static Money worth(Step step) {
    Money worth = step.balance().cash();
    for (Position position : step.positions()) {
      Notional value = Notional.of(Price.parse("3.21"), position.quantity());
      worth = worth.plus(value.toMoney(Currency.USD, RoundingMode.HALF_EVEN));
    }
    return worth;
  }

  /** Notes the book, and books a fill and a flow of cash on it. */
  private Step step(Random random, int number) {
    Balance balanceBefore = balance;
    List<Position> positionsBefore = List.copyOf(positions.values());
    EventPlace place = new EventPlace(number, 0);
    Fill fill =
        new Fill(
            "x" + number,
            0,
            SYMBOLS.get(random.nextInt(SYMBOLS.size())),
            random.nextBoolean() ? Side.BUY : Side.SELL,
            new Quantity(1 + random.nextLong(20_000_000_000L)),
            new Price(1 + random.nextLong(300_000_000_000L)),
            new Money(random.nextInt(2_000_000), Currency.USD),
            NOON.plusSeconds(number));
    Position before =
        positions.getOrDefault(fill.symbol(), Position.flat(ACCOUNT, fill.symbol(), Currency.USD));
    Position after = before.after(fill);
    positions.put(fill.symbol(), after);
    Flow flow =
        new Flow(
            place,
            fill.at(),
            ACCOUNT,
            new Money(random.nextInt(), Currency.USD),
            "in or out",
            MovementKind.JOURNAL_CASH,
            null);
    balance = balance.after(fill, before, after).adjusted(flow.amount());
    return new Step(balanceBefore, positionsBefore, stored(place, fill), flow);
  }

  private static StoredFill stored(EventPlace place, Fill fill) {
    return new StoredFill(
        place,
        ACCOUNT,
        new OrderId(new UUID(1, place.sequence())),
        new PlacementId("p"),
        new Principal("k"),
        fill,
        fill.quantity(),
        null,
        OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void otherCurrenciesAreLeftAlone() {
    Symbol reliance = new Symbol("NSE:RELIANCE");
    Fill fill =
        new Fill(
            "x",
            0,
            reliance,
            Side.BUY,
            Quantity.of(1),
            Price.parse("3000"),
            Money.zero(Currency.INR),
            NOON);
    Position held = Position.flat(ACCOUNT, reliance, Currency.INR).after(fill);
    PastBook past = new PastBook(List.of(balance), List.of(held));
    past.takeBack(stored(new EventPlace(1, 0), fill));
    past.takeBack(
        new Flow(
            new EventPlace(2, 0),
            NOON,
            ACCOUNT,
            Money.parse("5", Currency.INR),
            "rupees",
            MovementKind.DEPOSIT,
            null));
    assertThat(past.worth(NOON, _ -> Optional.empty()).equity()).isEqualTo(usd("100000"));
  }

  @Test
  void withoutAMarketWhatIsHeldCountsAtTheNextFillOrAtCost() {
    Position held =
        new Position(
            ACCOUNT,
            SYMBOLS.getFirst(),
            Currency.USD,
            Quantity.of(3),
            Notional.of(Price.parse("10"), Quantity.of(3)),
            Notional.ZERO);
    PastBook past = new PastBook(List.of(balance), List.of(held));
    assertThat(past.worth(NOON, _ -> Optional.empty()).equity()).isEqualTo(usd("100030"));
    Fill fill =
        new Fill(
            "x",
            0,
            SYMBOLS.getFirst(),
            Side.BUY,
            Quantity.of(1),
            Price.parse("11"),
            usd("0"),
            NOON);
    past.takeBack(stored(new EventPlace(1, 0), fill));
    assertThat(past.worth(NOON, _ -> Optional.empty()).equity()).isEqualTo(usd("100033"));
  }

  @Test
  void whatIsEarnedIsNoFlowFromOutside() {
    PastBook past = new PastBook(List.of(balance), List.of());
    Flow dividend =
        new Flow(
            new EventPlace(1, 0),
            NOON,
            ACCOUNT,
            usd("12.5"),
            "",
            MovementKind.DIVIDEND,
            SYMBOLS.getFirst());
    past.takeBack(dividend);
    assertThat(past.worth(NOON, _ -> Optional.empty()))
        .isEqualTo(new PastBook.Worth(NOON, usd("99987.5"), usd("0")));
  }

  private static Position held(String quantity, String cost) {
    return new Position(
        ACCOUNT,
        SYMBOLS.getFirst(),
        Currency.USD,
        Quantity.parse(quantity),
        Notional.of(usd(cost)),
        Notional.ZERO);
  }

  private static Moved moved(String quantity, String cost, MovementKind kind) {
    return new Moved(
            ACCOUNT, "m", SYMBOLS.getFirst(), Quantity.parse(quantity), Notional.of(usd(cost)), "")
        .of(kind, NOON);
  }

  @Test
  void unitsThatCameAreAFlowAtTheirWorthOrAtTheirCost() {
    PastBook past = new PastBook(List.of(balance), List.of(held("5", "60")));
    Moved transfer = moved("3", "30", MovementKind.JOURNAL_SECURITIES);
    past.takeBack(transfer, Optional.of(Price.parse("20")));
    assertThat(past.held(SYMBOLS.getFirst())).isEqualTo(Quantity.of(2));
    assertThat(past.worth(NOON, _ -> Optional.empty()).laterFlows()).isEqualTo(usd("60"));
    past.takeBack(transfer, Optional.empty());
    assertThat(past.worth(NOON, _ -> Optional.empty()).laterFlows()).isEqualTo(usd("90"));
  }

  @Test
  void aSplitMakesNothingWorthMore() {
    PastBook past = new PastBook(List.of(balance), List.of(held("40", "1000")));
    PastBook.Worth after = past.worth(NOON, _ -> Optional.empty());
    past.takeBack(moved("30", "0", MovementKind.SPLIT), Optional.empty());
    assertThat(past.held(SYMBOLS.getFirst())).isEqualTo(Quantity.of(10));
    assertThat(past.worth(NOON, _ -> Optional.empty())).isEqualTo(after);
  }
}
