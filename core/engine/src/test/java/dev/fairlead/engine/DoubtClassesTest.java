// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Effect;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A placing whose answer is lost, at a broker of each class of reliability 3.2 that never shows it:
 * how long it is held in doubt, and what ends that.
 */
final class DoubtClassesTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @ParameterizedTest
  @EnumSource
  @DisplayName("I-16 that nobody knows a placing ends a doubt only where that is proof")
  void anAbsenceEndsADoubtOnlyWhereItIsProof(DoubtClass doubtClass) {
    assertThat(DoubtAlarmsTest.can(doubtClass).doubtClass()).isEqualTo(doubtClass);
    Run run = new Run(doubtClass);
    run.knowsNothingFor(HALF_AN_HOUR);
    switch (doubtClass) {
      case A -> {
        assertThat(run.releasedAfter().orElseThrow()).isBetween(Desk.SETTLE, ofSeconds(61));
        assertThat(run.queries).isGreaterThanOrEqualTo(Desk.PROOF.answers());
      }
      case D ->
          assertThat(run.releasedAfter().orElseThrow()).isBetween(ofSeconds(60), ofSeconds(181));
      case B, C -> {
        assertThat(run.queries).isGreaterThan(20);
        assertThat(run.releasedAfter()).isEmpty();
      }
      case E -> {
        assertThat(run.queries).isZero();
        assertThat(run.releasedAfter()).isEmpty();
      }
    }
    assertThat(run.placings)
        .as("I-14: placed again only after it was let go")
        .isEqualTo(run.releasedAfter().isPresent() ? 2 : 1);
    if (run.releasedAfter().isEmpty()) {
      assertThat(run.desk.state().balances().getFirst().reserved())
          .as("I-30: what is in doubt stays reserved")
          .isEqualTo(Desk.usd("1000"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("I-15 what is found ends a doubt at every broker, whoever asked")
  void whatIsFoundEndsADoubtEverywhere(DoubtClass doubtClass) {
    Run run = new Run(doubtClass);
    run.knowsNothingFor(Duration.ofSeconds(10));
    run.tell(new Found("B1", Found.State.WORKING, run.placement().request(), List.of()));
    assertThat(run.placement().status()).isEqualTo(PlacementStatus.WORKING);
    run.knowsNothingFor(HALF_AN_HOUR);
    assertThat(run.placement().status()).isEqualTo(PlacementStatus.WORKING);
    assertThat(run.placings).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("I-16 a later proof that it was never sent ends a doubt at every broker (class C)")
  void aLaterProofThatItWasNeverSentEndsADoubt(DoubtClass doubtClass) {
    Run run = new Run(doubtClass);
    run.knowsNothingFor(Duration.ofSeconds(10));
    SendResult never = new SendResult.NotSent("the peer asks for message 7");
    run.take(run.desk.apply(new Answered(Desk.ACCOUNT, run.first, 1, never)));
    assertThat(run.placement().status()).isEqualTo(PlacementStatus.NOT_PLACED);
    assertThat(run.desk.state().orders().getFirst().status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(run.placings).as("not placed again: its client is told").isEqualTo(1);
  }

  @Test
  @DisplayName("I-16 what was missing from lists before a session broke counts no more (class D)")
  void anAbsenceFromListsCountsOnASessionThatHeld() {
    Run run = new Run(DoubtClass.D);
    for (int i = 0; i < 20; i++) {
      run.knowsNothingFor(Duration.ofSeconds(59));
      run.desk.apply(new LinkChange.Down(Desk.ACCOUNT, "cut"));
      run.take(run.desk.apply(new LinkChange.Up(Desk.ACCOUNT, DoubtAlarmsTest.can(DoubtClass.D))));
    }
    assertThat(run.releasedAfter()).isEmpty();
    run.knowsNothingFor(HALF_AN_HOUR);
    assertThat(run.releasedAfter()).isPresent();
  }

  private static Duration ofSeconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  /**
   * One placing, whose answer is lost, and a broker that answers every query that it knows none.
   */
  private static final class Run {
    private record Timer(Instant at, PlacementId placement) {}

    private final Desk desk = Desk.open("100000", 2);
    private final List<Timer> timers = new ArrayList<>();
    private final List<BrokerCommand> asked = new ArrayList<>();
    private final PlacementId first;
    private final Instant placed;
    private Optional<Instant> released = Optional.empty();
    private int placings;
    private int queries;

    Run(DoubtClass doubtClass) {
      desk.apply(new LinkChange.Up(Desk.ACCOUNT, DoubtAlarmsTest.can(doubtClass)));
      placed = desk.now();
      Scenario scenario = new Scenario(desk);
      scenario.step(new Words("place o1 buy 10 AAPL limit 100 gtc"));
      take(desk.outcomes().getLast());
      first = desk.state().placements().getFirst().id();
      take(desk.apply(new Answered(Desk.ACCOUNT, first, 1, new SendResult.InDoubt("slow"))));
    }

    Placement placement() {
      return desk.state().placements().getFirst();
    }

    Optional<Duration> releasedAfter() {
      return released.map(at -> Duration.between(placed, at));
    }

    void tell(OrderNews news) {
      take(desk.apply(new OrderReport(Desk.ACCOUNT, first, news)));
    }

    void take(Outcome outcome) {
      for (Effect effect : outcome.effects()) {
        switch (effect) {
          case Effect.Send(BrokerCommand command) -> {
            placings += command.ask() instanceof Ask.Place ? 1 : 0;
            if (command.ask() instanceof Ask.Query) {
              queries++;
              asked.add(command);
            }
          }
          case Effect.StartTimer(PlacementId placement, Instant at) ->
              timers.add(new Timer(at, placement));
          case Effect.WatchPrice _, Effect.UnwatchPrice _, Effect.AwaitTime _ -> {}
        }
      }
      if (released.isEmpty() && placement().status() == PlacementStatus.NOT_PLACED) {
        released = Optional.of(desk.now());
      }
    }

    /** The findings before the answer, as an adapter promises. */
    void knowsNothingFor(Duration duration) {
      Instant end = desk.now().plus(duration);
      while (desk.now().isBefore(end) && released.isEmpty()) {
        for (BrokerCommand query : List.copyOf(asked)) {
          asked.remove(query);
          take(
              desk.apply(
                  new OrderReport(Desk.ACCOUNT, query.placement(), new OrderNews.NotFound())));
          take(
              desk.apply(
                  new Answered(
                      Desk.ACCOUNT,
                      query.placement(),
                      query.attempt(),
                      new SendResult.Accepted(""))));
        }
        desk.letPass(Duration.ofMillis(200));
        for (Timer due : List.copyOf(timers)) {
          if (!due.at().isAfter(desk.now())) {
            timers.remove(due);
            take(desk.apply(new TimerFired(due.placement())));
          }
        }
      }
    }
  }
}
