// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What brokers tell beyond orders, and what they cannot have meant. */
final class BrokerDeskTest {
  private static final BrokerAccount OTHER = BrokerAccount.parse("paper:other");

  private final Desk desk = Desk.open("1000", 2);

  @Test
  void aListingIsToldOnceAndAgainWhenItChanged() {
    assertThat(list(Desk.AAPL).events()).isEmpty();
    Instrument halted = instrument(Desk.AAPL, Desk.AAPL.ticks(), Desk.AAPL.lot(), Currency.USD);
    assertThat(list(halted).events())
        .containsExactly(new Event.InstrumentListed(Desk.ACCOUNT, halted));
    assertThat(list(halted).events()).isEmpty();
    assertThat(desk.state().instruments()).hasSize(4).contains(halted).doesNotContain(Desk.AAPL);
  }

  @ParameterizedTest
  @CsvSource({"0,0.01,1,USD", "0.01,0,1,USD", "0.01,0.01,0,USD", "0.01,0.01,-1,USD"})
  @DisplayName("F-T01 a listing that no order can be checked by is not taken")
  void aListingThatNoOrderCanBeCheckedByIsNotTaken(
      String fine, String coarse, String lot, String currency) {
    TickRule ticks = new TickRule(Price.parse("1"), Price.parse(fine), Price.parse(coarse));
    Instrument odd = instrument(Desk.AAPL, ticks, Quantity.parse(lot), new Currency(currency));
    assertThat(rules(list(odd))).containsExactly("F-T01");
    assertThat(desk.state().instruments()).contains(Desk.AAPL);
  }

  @Test
  @DisplayName("F-O11 an instrument keeps its currency")
  void anInstrumentKeepsItsCurrency() {
    Instrument moved = instrument(Desk.AAPL, Desk.AAPL.ticks(), Desk.AAPL.lot(), Currency.INR);
    assertThat(rules(list(moved))).containsExactly("F-T01");
    assertThat(desk.state().instruments()).contains(Desk.AAPL);
  }

  private Outcome list(Instrument instrument) {
    return desk.apply(new Listed(Desk.ACCOUNT, List.of(instrument)));
  }

  private static Instrument instrument(
      Instrument like, TickRule ticks, Quantity lot, Currency currency) {
    return new Instrument(
        like.symbol(),
        like.assetId(),
        like.name(),
        like.exchange(),
        like.assetClass(),
        currency,
        ticks,
        lot,
        false,
        like.fractionable(),
        like.shortable(),
        like.marginable());
  }

  @Test
  void depositsAddUp() {
    Outcome outcome = desk.apply(new Funded(Desk.ACCOUNT, Desk.usd("-400"), 4, "withdrawal"));
    assertThat(outcome.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.BalanceChanged.class,
            changed -> {
              assertThat(changed.cause()).isEqualTo("withdrawal");
              assertThat(changed.balance().cash()).isEqualTo(Desk.usd("600"));
              assertThat(changed.balance().buyingPower()).isEqualTo(Desk.usd("2400"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,2",
    "1,0",
    "1,-1",
    "1,101",
    "1,2147483647",
  })
  @DisplayName("F-T11 money beyond all counting is told and not taken")
  void moneyBeyondAllCountingIsNotTaken(long micros, int multiplier) {
    EngineState before = desk.state();
    Money amount = new Money(micros, Currency.USD);
    Outcome outcome = desk.apply(new Funded(Desk.ACCOUNT, amount, multiplier, "odd"));
    assertThat(rules(outcome)).containsExactly("F-T11");
    assertThat(desk.state().balances()).isEqualTo(before.balances());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE})
  @DisplayName("F-B40 an answer to a request that was never made is told and proves nothing")
  void anAnswerToNoRequestProvesNothing(int attempt) {
    Placement placement = placed();
    SendResult refused = new SendResult.Refused("x", "no");
    Outcome outcome = desk.apply(new Answered(Desk.ACCOUNT, placement.id(), attempt, refused));
    assertThat(rules(outcome)).containsExactly("F-B40");
    assertThat(desk.state().placements()).containsExactly(placement);
  }

  @Test
  @DisplayName("F-B40 what another account says of an order proves nothing")
  void whatAnotherAccountSaysProvesNothing() {
    Placement placement = placed();
    SendResult refused = new SendResult.Refused("x", "no");
    Outcome answered = desk.apply(new Answered(OTHER, placement.id(), 1, refused));
    Outcome told = desk.apply(new OrderReport(OTHER, placement.id(), new OrderNews.Canceled()));
    assertThat(rules(answered)).containsExactly("F-B40");
    assertThat(rules(told)).containsExactly("I-26");
    assertThat(desk.state().placements()).containsExactly(placement);
  }

  @Test
  void whatIsAskedForEverIsNotKeptForEver() {
    Placement placement = placed();
    desk.apply(new Answered(Desk.ACCOUNT, placement.id(), 1, new SendResult.InDoubt("slow")));
    for (int i = 0; i < 200; i++) {
      desk.letPass(Duration.ofSeconds(60));
      Outcome outcome = desk.apply(new TimerFired(placement.id()));
      assertThat(outcome.effects()).filteredOn(Effect.Send.class::isInstance).hasSize(1);
    }
    Placement after = desk.state().placements().getFirst();
    assertThat(after.attempts()).hasSize(32);
    assertThat(after.attempts().getFirst()).isEqualTo(after.attempt(1).orElseThrow());
    assertThat(after.lastAttempt()).isEqualTo(202);
    SendResult taken = new SendResult.Accepted("");
    assertThat(desk.apply(new Answered(Desk.ACCOUNT, after.id(), 2, taken)).events()).isEmpty();
    assertThat(desk.apply(new Answered(Desk.ACCOUNT, after.id(), 202, taken)).events()).hasSize(1);
  }

  private Placement placed() {
    Input.Cause place =
        new Place(
            new Principal("ann"),
            Scenario.orderId("o1"),
            "o1",
            OrderRequest.buy("AAPL", "1").limit("100"),
            null);
    desk.apply(place);
    return desk.state().placements().getFirst();
  }

  private static List<String> rules(Outcome outcome) {
    return outcome.events().stream()
        .map(event -> event instanceof Event.Alarm alarm ? alarm.rule() : event.toString())
        .toList();
  }
}
