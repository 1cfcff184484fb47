// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.engine.Floor.A;
import static dev.fairlead.engine.Floor.B;
import static dev.fairlead.engine.Floor.C;
import static dev.fairlead.engine.Floor.seeing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.message.OperatorAction.FailBack;
import dev.fairlead.message.OperatorAction.Promote;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who acts when an account fails, when it is well again, and when an operator says so. */
final class SuccessionTest {
  private static final OrderRequest BUY = OrderRequest.buy("AAPL", "1");
  private static final RouteHints SAME = seeing("100");
  private static final Duration HOLD = Failback.USUAL.hold();

  private Floor floor = Floor.with("failover");

  @AfterEach
  void endsAlike() {
    Replays.endAlike(floor.desk.inputs(), floor.desk.outcomes(), floor.desk.state());
  }

  private static LinkHealth verdict(BrokerAccount account, int score, Breaker breaker) {
    return new LinkHealth(account, score, breaker, List.of(new Cause(Kind.ERRORS, 70, 100, 5)));
  }

  private Outcome opens(BrokerAccount account) {
    return floor.apply(verdict(account, 30, Breaker.OPEN));
  }

  private Outcome closes(BrokerAccount account) {
    return floor.apply(LinkHealth.unjudged(account));
  }

  private Outcome up(BrokerAccount account) {
    return floor.apply(new LinkChange.Up(account, Desk.capabilities(Desk.PROOF)));
  }

  private Outcome after(Duration duration) {
    floor.desk.letPass(duration);
    return floor.apply(new Input.TimePassed());
  }

  private static List<FailedOver> turns(Outcome outcome) {
    return outcome.events().stream()
        .filter(FailedOver.class::isInstance)
        .map(FailedOver.class::cast)
        .toList();
  }

  private static FailedOver turn(Outcome outcome) {
    assertThat(turns(outcome)).hasSize(1);
    return turns(outcome).getFirst();
  }

  private static List<Instant> awaited(Outcome outcome) {
    return outcome.effects().stream()
        .filter(Effect.AwaitTime.class::isInstance)
        .map(effect -> ((Effect.AwaitTime) effect).at())
        .toList();
  }

  private BrokerAccount acting() {
    return floor.desk.engine().acting().map(ActingAccount::account).orElseThrow();
  }

  @Test
  void theFirstAccountActsWithoutAnEvent() {
    assertThat(acting()).isEqualTo(A);
    assertThat(floor.desk.outcomes()).allMatch(outcome -> turns(outcome).isEmpty());
    assertThat(floor.goes(BUY, SAME).reason())
        .isEqualTo("paper:a is the first account, and it takes such an order");
  }

  @Test
  void whenABreakerOpensTheNextAccountIsPromotedInTheSameStep() {
    FailedOver turn = turn(opens(A));
    assertThat(turn.from()).isEqualTo(A);
    assertThat(turn.acting())
        .isEqualTo(
            new ActingAccount(
                B,
                floor.desk.now(),
                Turn.FAILED_OVER,
                "the breaker of paper:a is open: errors 100 % (limit 5 %)",
                "",
                1));
    var routed = floor.goes(BUY, SAME);
    assertThat(routed.account()).isEqualTo(B);
    assertThat(routed.reason())
        .isEqualTo(
            "paper:b stands in for paper:a since 2026-01-05T14:30:00Z: the breaker of paper:a is"
                + " open: errors 100 % (limit 5 %)");
  }

  @Test
  void aLinkThatGoesDownPromotesTheNextAndTheThirdAfterThat() {
    assertThat(turn(floor.apply(new LinkChange.Down(A, "cut"))).acting().cause())
        .isEqualTo("the link to paper:a is down: cut");
    assertThat(turn(floor.apply(new LinkChange.Down(B, "cut"))).acting().account()).isEqualTo(C);
    // Nobody is left: the last one keeps its place, and nothing is told.
    assertThat(turns(floor.apply(new LinkChange.Down(C, "cut")))).isEmpty();
    assertThat(acting()).isEqualTo(C);
    assertThat(floor.denied(BUY, SAME)).isInstanceOf(Denial.NoBrokerReady.class);
    // Better one that has failed than none.
    assertThat(turn(up(B)).acting().account()).isEqualTo(B);
    assertThat(floor.account(BUY, SAME)).isEqualTo(B);
  }

  @Test
  void anAccountBehindTheActingOneFailsWithoutATurn() {
    assertThat(turns(opens(C))).isEmpty();
    assertThat(acting()).isEqualTo(A);
  }

  @Test
  @DisplayName("failback waits until the preferred account was well without interruption for long")
  void failsBackAfterTheHold() {
    opens(A);
    Outcome closed = closes(A);
    assertThat(turns(closed)).isEmpty();
    assertThat(awaited(closed)).containsExactly(floor.desk.now().plus(HOLD));
    assertThat(floor.account(BUY, SAME)).isEqualTo(B);
    assertThat(turns(after(HOLD.minusMillis(1)))).isEmpty();
    FailedOver back = turn(after(Duration.ofMillis(1)));
    assertThat(back.from()).isEqualTo(B);
    assertThat(back.acting().account()).isEqualTo(A);
    assertThat(back.acting().turn()).isEqualTo(Turn.FAILED_BACK);
    assertThat(back.acting().count()).isEqualTo(2);
    assertThat(floor.account(BUY, SAME)).isEqualTo(A);
  }

  @Test
  void anInterruptionBeginsTheHoldAnew() {
    opens(A);
    closes(A);
    after(HOLD.dividedBy(2));
    floor.apply(new LinkChange.Down(A, "again"));
    up(A);
    // The first timer fires, and means nothing any more.
    assertThat(turns(after(HOLD.dividedBy(2)))).isEmpty();
    assertThat(turn(after(HOLD.dividedBy(2))).acting().account()).isEqualTo(A);
  }

  @Test
  void aScoreBelowTheFloorIsNotWell() {
    opens(A);
    floor.apply(verdict(A, Failback.USUAL.score() - 1, Breaker.CLOSED));
    assertThat(turns(after(HOLD.multipliedBy(10)))).isEmpty();
    Outcome well = floor.apply(verdict(A, Failback.USUAL.score(), Breaker.CLOSED));
    assertThat(awaited(well)).hasSize(1);
    after(HOLD.dividedBy(2));
    floor.apply(verdict(A, Failback.USUAL.score() - 1, Breaker.CLOSED));
    floor.apply(verdict(A, LinkHealth.BEST, Breaker.CLOSED));
    assertThat(turns(after(HOLD.dividedBy(2)))).isEmpty();
    assertThat(turn(after(HOLD)).acting().account()).isEqualTo(A);
  }

  @Test
  void anAccountThatComesAndGoesMovesOrdersOnce() {
    opens(A);
    for (int i = 0; i < 20; i++) {
      floor.desk.letPass(HOLD.minusSeconds(1));
      assertThat(turns(closes(A))).isEmpty();
      assertThat(turns(opens(A))).isEmpty();
      assertThat(floor.account(BUY, SAME)).isEqualTo(B);
    }
    assertThat(floor.desk.engine().acting().orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void byHandItFailsBackWhenAnOperatorSaysSo() {
    floor = Floor.failingBack(new Failback.ByHand());
    opens(A);
    assertThat(floor.apply(new FailBack("PK1", "too soon")).reply())
        .isInstanceOfSatisfying(
            Reply.Denied.class,
            denied ->
                assertThat(denied.denial().sentence())
                    .isEqualTo(
                        "paper:a cannot be the acting account: the breaker of paper:a is open:"
                            + " errors 100 % (limit 5 %)"));
    assertThat(awaited(closes(A))).isEmpty();
    assertThat(turns(after(Duration.ofDays(1)))).isEmpty();
    Outcome outcome = floor.apply(new FailBack("PK1", "repaired"));
    ActingAccount now =
        new ActingAccount(A, floor.desk.now(), Turn.FAILED_BACK, "repaired", "PK1", 2);
    assertThat(turn(outcome)).isEqualTo(new FailedOver(B, now));
    assertThat(outcome.reply()).isEqualTo(new Reply.Acts(now));
    assertThat(floor.account(BUY, SAME)).isEqualTo(A);
  }

  @Test
  void aPromotedAccountStaysAsLongAsItTakesOrders() {
    Outcome outcome = floor.apply(new Promote(C, "PK1", "cheaper today"));
    assertThat(turn(outcome).acting().turn()).isEqualTo(Turn.PROMOTED);
    var routed = floor.goes(BUY, SAME);
    assertThat(routed.account()).isEqualTo(C);
    assertThat(routed.reason())
        .endsWith("was promoted by PK1 at 2026-01-05T14:30:00Z: cheaper today");
    assertThat(turns(after(Duration.ofDays(1)))).isEmpty();
    // It fails: the configured order stands in for it, and it comes back as a first account does.
    assertThat(turn(opens(C)).acting().account()).isEqualTo(A);
    closes(C);
    assertThat(turn(after(HOLD)).acting().account()).isEqualTo(C);
    assertThat(turn(floor.apply(new FailBack("PK1", "enough"))).acting().account()).isEqualTo(A);
    assertThat(floor.account(BUY, SAME)).isEqualTo(A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "open", "unknown"})
  void whatTakesNoOrdersIsNotPromoted(String how) {
    BrokerAccount account = how.equals("unknown") ? BrokerAccount.parse("paper:d") : B;
    if (how.equals("down")) {
      floor.apply(new LinkChange.Down(B, "cut"));
    } else if (how.equals("open")) {
      opens(B);
    }
    Outcome outcome = floor.apply(new Promote(account, "PK1", "please"));
    assertThat(outcome.reply())
        .isInstanceOfSatisfying(
            Reply.Denied.class,
            denied -> assertThat(denied.denial().code()).isEqualTo("NOT_PROMOTABLE"));
    assertThat(turns(outcome)).isEmpty();
    assertThat(acting()).isEqualTo(A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary-only", "round-robin", "load-balanced", "best-execution"})
  void whereNoStrategyPrefersAnAccountNobodyActs(String strategy) {
    floor = Floor.with(strategy);
    assertThat(turns(opens(A))).isEmpty();
    assertThat(floor.desk.engine().acting()).isEmpty();
    assertThat(floor.apply(new Promote(B, "PK1", "please")).reply())
        .isInstanceOf(Reply.Denied.class);
    if (strategy.equals("primary-only")) {
      assertThat(floor.denied(BUY, SAME)).isInstanceOf(Denial.NoBrokerReady.class);
    }
  }

  @Test
  void aStartHoldsNothingAgainstLinksThatComeUpInTheirTime() {
    Outcome started = floor.desk.start(new Routing("failover", List.of(A, B, C)));
    assertThat(turns(started)).isEmpty();
    assertThat(awaited(started)).hasSize(1);
    // The second is quicker. Orders go there meanwhile, and that is no failover.
    assertThat(turns(up(B))).isEmpty();
    assertThat(floor.account(BUY, SAME)).isEqualTo(B);
    assertThat(turns(up(A))).isEmpty();
    assertThat(floor.account(BUY, SAME)).isEqualTo(A);
    assertThat(turns(after(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void aLinkThatDoesNotComeUpInItsTimeHasFailed() {
    Outcome started = floor.desk.start(new Routing("failover", List.of(A, B, C)));
    up(B);
    Instant due = awaited(started).getFirst();
    FailedOver turn = turn(after(Duration.between(floor.desk.now(), due)));
    assertThat(turn.acting().account()).isEqualTo(B);
    assertThat(turn.acting().cause())
        .isEqualTo("the link to paper:a has not come up since the start");
    up(A);
    assertThat(turn(after(HOLD)).acting().account()).isEqualTo(A);
  }

  @Test
  @DisplayName("I-04 who acted before a restart acts after it, and the hold begins anew")
  void survivesARestart() {
    opens(A);
    closes(A);
    floor.desk.letPass(HOLD);
    floor.desk.start(new Routing("failover", List.of(A, B, C)));
    List.of(A, B, C).forEach(this::up);
    assertThat(acting()).isEqualTo(B);
    assertThat(floor.account(BUY, SAME)).isEqualTo(B);
    assertThat(turn(after(HOLD)).acting().account()).isEqualTo(A);
  }

  @Test
  void anotherOrderOfAccountsIsAnotherActingAccount() {
    Outcome started = floor.desk.start(new Routing("failover", List.of(B, A)));
    assertThat(turn(started).acting().turn()).isEqualTo(Turn.CONFIGURED);
    assertThat(acting()).isEqualTo(B);
    floor.desk.start(new Routing("primary-only", List.of(B, A)));
    assertThat(floor.desk.engine().acting()).isEmpty();
  }

  @Test
  @DisplayName("I-31 what takes from a position goes to where that is held, whoever acts")
  void closingsArePinned() {
    var bought = floor.goes(BUY, SAME);
    floor.fill(bought, "100", "0");
    opens(A);
    assertThat(floor.account(OrderRequest.sell("AAPL", "1"), SAME)).isEqualTo(A);
  }
}
