// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.BrokerReport.Unread;
import dev.fairlead.message.Event;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.Link;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units that come and go without a fill, what nobody understands, and since when links stand. */
final class MovesTest {
  @Test
  @DisplayName("I-10 what an account held is held, and no money moves")
  void whatAnAccountHeldIsHeld() {
    Scenario.tell(
        """
        move m1 10 AAPL cost 900                      |
        position AAPL                                 | 10 cost 900 realized 0
        money cash                                    | 100000
        money long                                    | 900
        move m2 -4 BRK.A cost -400                    |
        position BRK.A                                | -4 cost -400 realized 0
        money short                                   | 400
        place o1 sell 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1    | o1 working [WORKING 0]
        p1 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]
        position AAPL                                 | 0 cost 0 realized 100
        money cash                                    | 101000
        """);
  }

  @Test
  @DisplayName("I-09 a move that is told again counts no more")
  void aMoveThatIsToldAgainCountsNoMore() {
    Scenario.tell(
        """
        move m1 10 AAPL cost 900  |
        move m1 10 AAPL cost 900  |
        move m1 7 AAPL            |
        restart                   |
        move m1 10 AAPL cost 900  |
        position AAPL             | 10 cost 900 realized 0
        """);
  }

  @Test
  @DisplayName("I-09 I-10 money that comes without a fill is cash, once, also after a restart")
  void moneyThatComesIsCashOnce() {
    Scenario.tell(
        """
        flow f1 12.5   |
        flow f2 -0.01  |
        flow f1 12.5   |
        flow f1 99     |
        restart        |
        flow f2 -0.01  |
        money cash     | 100012.49
        """);
  }

  @Test
  @DisplayName("I-09 what an opening has in it counts no more, neither money nor units")
  void whatAnOpeningHasInItCountsNoMore() {
    Scenario.tell(
        """
        include f1              |
        include m1              |
        flow f1 12.5            |
        restart                 |
        flow f1 12.5            |
        move m1 10 AAPL cost 9  |
        flow m2 1               |
        money cash              | 100001
        position AAPL           | none
        """);
  }

  @Test
  @DisplayName("I-10 a split leaves the cost, and a bust before it is undone among both")
  void aSplitLeavesTheCost() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1    | o1 working [WORKING 0]
        p1 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]
        move split 30 AAPL              |
        position AAPL                   | 40 cost 1000 realized 0
        money cash                      | 99000
        """);
  }

  @Test
  @DisplayName("I-10 units that are taken elsewhere take their share of the cost along")
  void unitsThatAreTakenElsewhereTakeTheirCost() {
    Desk desk = Desk.open("1000", 1);
    desk.apply(moved("m1", "AAPL", "10", "900"));
    Moved away = moved("m2", "AAPL", "-4", "0").of(MovementKind.JOURNAL_SECURITIES, Instant.EPOCH);
    desk.apply(away);
    desk.apply(away);
    assertThat(desk.state().positions())
        .singleElement()
        .satisfies(held -> assertThat(held.quantity()).isEqualTo(Quantity.of(6)))
        .satisfies(held -> assertThat(held.cost()).hasToString("540"));
    Moved fee = moved("m3", "AAPL", "-1", "0").of(MovementKind.CRYPTO_FEE, Instant.EPOCH);
    desk.apply(fee);
    assertThat(desk.state().positions().getFirst().cost()).as("a fee stays in").hasToString("540");
  }

  @ParameterizedTest
  @CsvSource({"'', 1, F-B34", "f1, 0, F-B34", "f1, 9223372036854.775807, F-T11"})
  @DisplayName("F-B34 F-T11 money that cannot have flowed is told and not taken")
  void moneyThatCannotHaveFlowedIsNotTaken(String id, String amount, String rule) {
    Desk desk = Desk.open("1000", 1);
    EngineState before = desk.state();
    Outcome outcome =
        desk.apply(
            new Flowed(
                Desk.ACCOUNT,
                id,
                MovementKind.DEPOSIT,
                Desk.usd(amount),
                null,
                Instant.EPOCH,
                "odd"));
    assertThat(rules(outcome)).containsExactly(rule);
    assertThat(desk.state().balances()).isEqualTo(before.balances());
    assertThat(desk.state().flows()).isEmpty();
  }

  @Test
  @DisplayName("I-23 a bust is undone between the moves that came before and after it")
  void aBustIsUndoneAmongTheMoves() {
    Scenario.tell(
        """
        move m1 10 AAPL cost 900        |
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1    | o1 working [WORKING 0]
        p1 tells fill x1 5 @ 100        | o1 filled 5 @ 100 [PARTIALLY_FILLED 5]
        move m2 -15 AAPL cost -1400     |
        position AAPL                   | 0 cost 0 realized 0
        move m3 2 AAPL cost 220         |
        p1 tells bust x1                | o1 busted x1 [WORKING 0]
        position AAPL                   | -3 cost -246.666666666666666667 realized 0
        """);
  }

  @Test
  @DisplayName("I-12 a move of what is not listed is kept aside until it is")
  void aMoveOfWhatIsNotListedIsKeptAside() {
    Desk desk = Desk.open("1000", 1);
    Moved move = moved("m1", "MSFT", "3", "900");
    assertThat(rules(desk.apply(move))).containsExactly("F-B34");
    assertThat(rules(desk.apply(move))).as("told once").isEmpty();
    assertThat(desk.state().movesAside()).containsExactly(move);
    desk.restart();

    Instrument msft = like(Desk.AAPL, "MSFT");
    Outcome listed = desk.apply(new Listed(Desk.ACCOUNT, List.of(msft)));
    assertThat(listed.events())
        .extracting(event -> (Object) event.getClass())
        .containsExactly(Event.InstrumentListed.class, Event.UnitsMoved.class);
    assertThat(desk.state().movesAside()).isEmpty();
    assertThat(desk.state().positions())
        .singleElement()
        .satisfies(held -> assertThat(held.quantity()).isEqualTo(Quantity.of(3)));
    assertThat(desk.apply(move).events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',1,100", "m1,0,0", "m1,0,100", "m1,1,-100", "m1,-1,100"})
  @DisplayName("F-B34 a move that cannot be one is told and not taken")
  void aMoveThatCannotBeOneIsNotTaken(String id, String quantity, String cost) {
    Desk desk = Desk.open("1000", 1);
    assertThat(rules(desk.apply(moved(id, "AAPL", quantity, cost)))).containsExactly("F-B34");
    assertThat(desk.state().positions()).isEmpty();
    assertThat(desk.state().moves()).isEmpty();
    assertThat(desk.state().movesAside()).isEmpty();
  }

  @Test
  @DisplayName("F-T11 units beyond all counting are kept aside, and nothing has changed")
  void unitsBeyondAllCountingAreKeptAside() {
    Desk desk = Desk.open("1000", 1);
    desk.apply(moved("m1", "AAPL", "9000000000", "0"));
    EngineState before = desk.state();
    Moved units = moved("m2", "AAPL", "9000000000", "0");
    Notional beyondMoney = new Notional(BigInteger.TWO.pow(120));
    Moved cost = new Moved(Desk.ACCOUNT, "m3", Desk.BRK.symbol(), Quantity.of(1), beyondMoney, "");
    assertThat(rules(desk.apply(units))).containsExactly("F-T11");
    assertThat(rules(desk.apply(cost))).containsExactly("F-T11");
    assertThat(desk.state().movesAside()).containsExactly(units, cost);
    assertThat(desk.state().positions()).isEqualTo(before.positions());
    assertThat(desk.state().balances()).isEqualTo(before.balances());
    assertThat(desk.state().moves()).isEqualTo(before.moves());
  }

  @Test
  @DisplayName("I-13 units that came are left by the exit that could not leave them before")
  void unitsThatCameLetAnExitGoOut() {
    Scenario.tell(
        """
        place o1 buy 4 AAPL limit 100 oto-profit 110 legs o2 |
                                      | o1 accepted [ACCEPTED 0]; o2 held [HELD 0]; send place p1;
                                      | done o1
        p1 answers place accepted B1  | o1 working [WORKING 0]
        move m1 -2 AAPL cost -200     |
        p1 tells fill x1 4 @ 100      | o1 filled 4 @ 100 [FILLED 4]; o2 released [ACCEPTED 0];
                                      | send place p2
        size o2                       | 2
        p2 answers place accepted B2  | o2 working [WORKING 0]
        move m2 2 AAPL cost 200       | o2 sized [PENDING_REPLACE 0]; send replace p2; look in 5s
        p2 tells replaced B3          | o2 sized [WORKING 0]
        size o2                       | 4
        """);
  }

  @Test
  @DisplayName("F-B33 what an adapter does not understand is told and changes nothing")
  void whatIsNotUnderstoodIsToldAndChangesNothing() {
    Desk desk = Desk.open("1000", 1);
    EngineState before = desk.state();
    Outcome outcome = desk.apply(new Unread(Desk.ACCOUNT, "stream", "{\"event\":\"new\"}"));
    String detail = "not understood, from stream: {\"event\":\"new\"}";
    assertThat(outcome.events())
        .containsExactly(new Event.Alarm("F-B33", Desk.ACCOUNT, "", detail));
    assertThat(outcome.effects()).isEmpty();
    assertThat(desk.state().positions()).isEqualTo(before.positions());
    assertThat(desk.state().parked()).isEmpty();
  }

  @Test
  @DisplayName("F-B33 what is longer than is kept is cut between two characters")
  void whatIsTooLongIsCut() {
    String raw = "x".repeat(Unread.MOST_RAW - 1) + "\uD83D\uDE80 and more";
    assertThat(new Unread(Desk.ACCOUNT, "stream", raw).raw())
        .isEqualTo("x".repeat(Unread.MOST_RAW - 1));
    assertThat(new Unread(Desk.ACCOUNT, "stream", "y" + raw).raw()).hasSize(Unread.MOST_RAW);
  }

  @Test
  void aLinkKnowsUpToWhenItsAccountWasHeard() {
    Desk desk = new Desk();
    desk.restart();
    BrokerAccount other = BrokerAccount.parse("paper:other");
    desk.apply(new LinkChange.Down(other, "never came up"));
    assertThat(heard(desk, other)).isEqualTo(Instant.EPOCH);

    desk.apply(new LinkChange.Up(Desk.ACCOUNT, Desk.capabilities(null)));
    desk.letPass(Duration.ofMinutes(5));
    Instant last = desk.now();
    desk.apply(new LinkChange.Down(other, "still not"));
    assertThat(heard(desk, Desk.ACCOUNT)).as("up: until the last input").isEqualTo(last);
    assertThat(heard(desk, other)).as("never up").isEqualTo(Instant.EPOCH);

    desk.letPass(Duration.ofMinutes(5));
    desk.restart();
    assertThat(heard(desk, Desk.ACCOUNT)).as("up at a crash").isEqualTo(last);
    desk.letPass(Duration.ofMinutes(5));
    desk.restart();
    assertThat(heard(desk, Desk.ACCOUNT)).as("never up since").isEqualTo(last);

    desk.apply(new LinkChange.Up(Desk.ACCOUNT, Desk.capabilities(null)));
    desk.letPass(Duration.ofMinutes(5));
    Instant cut = desk.now();
    desk.apply(new LinkChange.Down(Desk.ACCOUNT, "cut"));
    desk.letPass(Duration.ofMinutes(5));
    desk.apply(new LinkChange.Down(Desk.ACCOUNT, "cut, said again"));
    assertThat(heard(desk, Desk.ACCOUNT)).as("down since").isEqualTo(cut);
    Replays.endAlike(desk.inputs(), desk.outcomes(), desk.state());
  }

  private static Instant heard(Desk desk, BrokerAccount account) {
    EngineState state = desk.state();
    return state.links().stream()
        .filter(link -> link.account().equals(account))
        .map((Link link) -> link.heard(state.at()))
        .findFirst()
        .orElseThrow();
  }

  private static Moved moved(String id, String symbol, String quantity, String cost) {
    Notional worth = Notional.of(Desk.usd(cost));
    return new Moved(
        Desk.ACCOUNT, id, new Symbol(symbol), Quantity.parse(quantity), worth, "opening");
  }

  private static List<String> rules(Outcome outcome) {
    return outcome.events().stream()
        .filter(Event.Alarm.class::isInstance)
        .map(event -> ((Event.Alarm) event).rule())
        .toList();
  }

  private static Instrument like(Instrument like, String symbol) {
    return new Instrument(
        new Symbol(symbol),
        like.assetId(),
        symbol,
        like.exchange(),
        like.assetClass(),
        like.currency(),
        like.ticks(),
        like.lot(),
        like.tradable(),
        like.fractionable(),
        like.shortable(),
        like.marginable());
  }
}
