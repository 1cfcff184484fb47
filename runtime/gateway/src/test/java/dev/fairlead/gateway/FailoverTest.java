// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.Event;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A whole gateway whose first account breaks down, and comes back. */
final class FailoverTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");
  private static final BrokerAccount C = BrokerAccount.parse("paper:c");
  private static final Duration HOLD = Duration.ofMillis(500);

  /** A breaker that is tried again soon, and closes soon after the queries are answered. */
  private static final HealthRules QUICK =
      HealthRules.DEFAULT.closing(
          new HealthRules.Closing(
              Duration.ofMillis(100),
              Duration.ofMillis(400),
              3,
              Duration.ofMillis(20),
              Duration.ofMillis(500),
              60));

  private final ScriptedBroker first = new ScriptedBroker();
  private final ScriptedBroker second = new ScriptedBroker();
  private final ScriptedBroker third = new ScriptedBroker();
  private final Heard<Outcome> outcomes = new Heard<>();
  private BrokerManager manager = open(new MemoryJournal());

  private BrokerManager open(MemoryJournal journal) {
    GatewayConfig config =
        new GatewayConfig(
                Path.of("unused"),
                List.of(new Seat(A, first), new Seat(B, second), new Seat(C, third)),
                InstantSource.system(),
                1_000,
                Duration.ofSeconds(10))
            .judging(QUICK)
            .routing(
                new Routing(
                    "failover", List.of(), List.of(), List.of(), new Failback.After(HOLD, 50)));
    BrokerManager opened = BrokerManager.open(config, journal);
    opened.follow(journal.lastSequence(), outcomes::accept);
    Await.until("all are up", () -> opened.capabilities().size() == 3);
    return opened;
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Order placed() {
    return Rig.done(manager.local().place(Samples.resting("10")));
  }

  private List<FailedOver> turns() {
    return outcomes.all().stream()
        .flatMap(outcome -> outcome.events().stream())
        .filter(FailedOver.class::isInstance)
        .map(FailedOver.class::cast)
        .toList();
  }

  private FailedOver turn(int number) {
    return Await.value(
        "turn " + number,
        () -> turns().size() < number ? Optional.empty() : Optional.of(turns().get(number - 1)));
  }

  private Instant opened() {
    return Await.value(
        "it is told that the breaker has opened",
        () ->
            outcomes.all().stream()
                .filter(outcome -> outcome.events().stream().anyMatch(FailoverTest::opens))
                .map(Outcome::at)
                .findFirst());
  }

  private static boolean opens(Event event) {
    return event instanceof HealthChanged(var health) && !health.takesOrders();
  }

  @Test
  @DisplayName("from the breaker's opening to the next order elsewhere is less than a second")
  void failsOverWithinASecondAndBackAfterTheHold() {
    assertThat(placed().account()).isEqualTo(A);
    first.always(Attempt.Kind.PLACE, Reaction.inDoubt());
    first.always(Attempt.Kind.QUERY, Reaction.inDoubt());
    Order elsewhere =
        Await.value(
            "an order goes elsewhere",
            () -> Optional.of(placed()).filter(order -> !order.account().equals(A)));
    assertThat(elsewhere.account()).isEqualTo(B);
    assertThat(Duration.between(opened(), elsewhere.submittedAt()))
        .isLessThan(Duration.ofSeconds(1));
    FailedOver over = turn(1);
    assertThat(over.from()).isEqualTo(A);
    assertThat(over.acting().turn()).isEqualTo(Turn.FAILED_OVER);
    assertThat(over.acting().cause()).startsWith("the breaker of paper:a is open: errors ");
    assertThat(manager.acting().now()).contains(over.acting());

    first.always(Attempt.Kind.PLACE, first::obey);
    first.always(Attempt.Kind.QUERY, first::obey);
    FailedOver back = turn(2);
    assertThat(back.acting().account()).isEqualTo(A);
    assertThat(back.acting().turn()).isEqualTo(Turn.FAILED_BACK);
    assertThat(Duration.between(over.acting().since(), back.acting().since()))
        .isGreaterThanOrEqualTo(HOLD);
    assertThat(placed().account()).isEqualTo(A);
  }

  @Test
  void aLinkThatIsCutPromotesTheNextAtOnce() {
    first.goDown("pulled");
    Await.until(
        "it acts", () -> manager.acting().now().map(ActingAccount::account).equals(Optional.of(B)));
    assertThat(placed().account()).isEqualTo(B);
    first.goUp();
    assertThat(turn(2).acting().account()).isEqualTo(A);
  }

  @Test
  @DisplayName("I-04 what an operator chose is recorded with who and why, and survives a kill")
  void anOperatorPromotesAndFailsBack() {
    MemoryJournal journal = new MemoryJournal();
    manager.close();
    manager = open(journal);
    assertThat(manager.acting().promote(C, "ann", "cheaper today"))
        .isInstanceOfSatisfying(
            Reply.Acts.class, acts -> assertThat(acts.acting().by()).isEqualTo("ann"));
    assertThat(placed().account()).isEqualTo(C);
    BrokerManager killed = manager;
    manager = open(journal.restarted());
    killed.close();
    assertThat(manager.acting().now().orElseThrow())
        .satisfies(acting -> assertThat(acting.account()).isEqualTo(C))
        .satisfies(acting -> assertThat(acting.cause()).isEqualTo("cheaper today"));
    assertThat(placed().account()).isEqualTo(C);
    assertThat(manager.acting().failBack("ann", "enough")).isInstanceOf(Reply.Acts.class);
    assertThat(placed().account()).isEqualTo(A);
  }
}
