// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Told;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.money.Money;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A breaker in a whole gateway, at a broker that loses every answer. */
final class BreakerTest {
  private static final HealthRules QUICK =
      HealthRules.DEFAULT.closing(
          new HealthRules.Closing(
              Duration.ofMillis(100),
              Duration.ofMillis(400),
              3,
              Duration.ofMillis(20),
              Duration.ofMillis(500),
              60));

  private final ScriptedBroker broker = new ScriptedBroker();
  private final Asked book = new Asked();
  private final List<Rig> rigs = new ArrayList<>();

  /** An account that can be asked, and what it answers. */
  private static final class Asked implements AccountBook {
    private final AtomicInteger times = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean answers;
    private volatile boolean hangs;

    @Override
    public Told<Optional<AccountState>> account() {
      times.incrementAndGet();
      if (hangs) {
        try {
          never.await();
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
        }
      }
      Money cash = Samples.CASH;
      AccountState state = new AccountState("1", "ACTIVE", cash, cash, cash, 1, Optional.empty());
      return answers
          ? Told.whole(Optional.of(state), Instant.EPOCH)
          : new Told<>(Optional.empty(), Instant.EPOCH, Optional.of("no answer"));
    }

    private static AssertionError notAProbe() {
      return new AssertionError("a probe asks for the account and for nothing else");
    }

    @Override
    public Told<List<Holding>> holdings() {
      throw notAProbe();
    }

    @Override
    public Told<List<KnownOrder>> openOrders() {
      throw notAProbe();
    }

    @Override
    public Told<List<KnownOrder>> orders(Instant since) {
      throw notAProbe();
    }

    @Override
    public Told<List<KnownFill>> fills(Instant since) {
      throw notAProbe();
    }

    @Override
    public Told<List<Movement>> movements(Instant since) {
      throw notAProbe();
    }

    @Override
    public Told<List<Instrument>> instruments() {
      throw notAProbe();
    }
  }

  private Rig open(HealthRules rules, MemoryJournal journal) {
    Rig rig = Rig.open(Rig.config(broker).judging(rules), journal, broker);
    rigs.add(rig);
    return rig;
  }

  @AfterEach
  void close() {
    book.never.countDown();
    rigs.reversed().forEach(Rig::close);
  }

  private void breakDown() {
    broker.keeps(book);
    broker.always(Attempt.Kind.PLACE, Reaction.inDoubt());
    broker.always(Attempt.Kind.QUERY, Reaction.inDoubt());
  }

  private void recover() {
    book.answers = true;
    book.hangs = false;
    book.never.countDown();
    broker.always(Attempt.Kind.PLACE, broker::obey);
    broker.always(Attempt.Kind.QUERY, broker::obey);
  }

  private static Reply place(Rig rig) {
    return rig.manager.local().place(Samples.resting("10"));
  }

  /** Places orders until none is taken any more; those that were. */
  private static List<OrderId> placeUntilDenied(Rig rig) {
    List<OrderId> taken = new ArrayList<>();
    Await.until(
        "orders to be refused",
        () -> {
          Reply reply = place(rig);
          if (reply instanceof Reply.Done(var order)) {
            taken.add(order.id());
          }
          return reply instanceof Reply.Denied;
        });
    return taken;
  }

  private static BrokerHealth health(Rig rig) {
    return rig.manager.health().firstEntry().getValue();
  }

  private static List<LinkHealth> verdicts(Rig rig) {
    return rig.outcomes.all().stream()
        .flatMap(outcome -> outcome.events().stream())
        .filter(HealthChanged.class::isInstance)
        .map(event -> ((HealthChanged) event).health())
        .toList();
  }

  @Test
  @DisplayName("an account whose answers are lost takes no new orders until queries are answered")
  void opensAndClosesByQueriesAndNeverByOrders() {
    Rig rig = open(QUICK, new MemoryJournal()).ready();
    breakDown();
    List<OrderId> taken = placeUntilDenied(rig);
    assertThat(taken).hasSizeGreaterThanOrEqualTo(2);
    int sent = broker.commands(Attempt.Kind.PLACE).size();
    assertThat(place(rig))
        .isInstanceOfSatisfying(
            Reply.Denied.class,
            denied ->
                assertThat(((Denial.NoBrokerReady) denied.denial()).detail())
                    .startsWith("the breaker of paper:main is "));
    assertThat(rig.manager.unreadyReason())
        .hasValueSatisfying(why -> assertThat(why).startsWith("the breaker of paper:main is "));
    assertThat(rig.manager.local().cancel(taken.getFirst())).isInstanceOf(Reply.Done.class);
    Await.until("it to be asked again and again", () -> book.times.get() >= 3);
    assertThat(health(rig).breaker()).isNotEqualTo(Breaker.CLOSED);
    assertThat(health(rig).causes()).extracting(LinkHealth.Cause::kind).contains(Kind.PROBES);
    assertThat(broker.commands(Attempt.Kind.PLACE)).hasSize(sent);

    recover();
    Await.until("it to be closed", () -> health(rig).breaker() == Breaker.CLOSED);
    rig.ready();
    assertThat(
            Await.value(
                "an order to be taken",
                () ->
                    place(rig) instanceof Reply.Done(var order)
                        ? Optional.of(order)
                        : Optional.empty()))
        .isNotNull();
    // Who hears of outcomes may hear of the last verdict after the order's reply.
    Await.until(
        "the last verdict to be heard", () -> verdicts(rig).getLast().breaker() == Breaker.CLOSED);
    List<Breaker> changes = new ArrayList<>();
    for (LinkHealth verdict : verdicts(rig)) {
      if (changes.isEmpty() || changes.getLast() != verdict.breaker()) {
        changes.add(verdict.breaker());
      }
    }
    assertThat(changes).startsWith(Breaker.OPEN, Breaker.HALF_OPEN, Breaker.OPEN);
    assertThat(changes.subList(changes.size() - 2, changes.size()))
        .containsExactly(Breaker.HALF_OPEN, Breaker.CLOSED);
    assertThat(verdicts(rig).getFirst().causes())
        .extracting(LinkHealth.Cause::kind)
        .contains(Kind.ERRORS);
  }

  @Test
  void aProbeThatIsNotAnsweredInTimeHasFailedAndIsNotFollowedByAnother() {
    Rig rig = open(QUICK, new MemoryJournal()).ready();
    book.hangs = true;
    breakDown();
    placeUntilDenied(rig);
    // The look-ups are answered from here on, so that nothing else opens it again.
    broker.always(Attempt.Kind.QUERY, broker::obey);
    Await.until(
        "the probe to have failed",
        () ->
            verdicts(rig).stream()
                .flatMap(verdict -> verdict.causes().stream())
                .anyMatch(cause -> cause.kind() == Kind.PROBES));
    assertThat(book.times).hasValue(1);
    recover();
    Await.until("it to be closed", () -> health(rig).breaker() == Breaker.CLOSED);
  }

  @Test
  @DisplayName("I-04 what kept orders back before a kill keeps them back after it")
  void anOpenBreakerSurvivesAKill() {
    Rig rig = open(HealthRules.DEFAULT, new MemoryJournal()).ready();
    breakDown();
    placeUntilDenied(rig);
    Rig next = open(HealthRules.DEFAULT, rig.journal.restarted());
    Await.until("the link is up", () -> !next.manager.capabilities().isEmpty());
    assertThat(place(next)).isInstanceOf(Reply.Denied.class);
    assertThat(health(next).breaker()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void aGatewayWhoseBreakersNeverOpenTellsItsHealthAllTheSame() {
    Rig rig = open(HealthRules.DEFAULT.neverOpening(), new MemoryJournal()).ready();
    breakDown();
    for (int i = 0; i < 12; i++) {
      assertThat(place(rig)).isInstanceOf(Reply.Done.class);
    }
    Await.until("the score to fall", () -> health(rig).score() <= 40);
    Await.until(
        "the engine to be told",
        () -> !verdicts(rig).isEmpty() && verdicts(rig).getLast().score() <= 40);
    assertThat(health(rig).breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void aLinkThatIsDownScoresNothingAndIsNoVerdict() {
    Rig rig = open(HealthRules.DEFAULT, new MemoryJournal()).ready();
    broker.goDown("planted");
    Await.until("the score to fall", () -> health(rig).score() == 0);
    broker.goUp();
    Await.until("it to be well again", () -> health(rig).score() == LinkHealth.BEST);
    assertThat(verdicts(rig)).isEmpty();
  }
}
