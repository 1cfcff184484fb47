// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.journal.JournalException;
import dev.fairlead.message.Input;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.MemoryJournal.Tail;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class CloseTest {
  @Test
  void closeLeavesASnapshotThatTheNextStartGoesOnFrom() {
    Rig rig = Rig.open();
    Order order = rig.place("a");
    rig.awaitStatus(order.id(), OrderStatus.WORKING);
    rig.close();
    assertThat(rig.journal.snapshots()).containsExactly(rig.journal.lastSequence());
    assertThat(rig.journal.isClosed()).isTrue();

    MemoryJournal journal = rig.journal.restarted();
    List<Input> replayed = new ArrayList<>();
    journal.replay(journal.snapshot(Long.MAX_VALUE).sequence(), replayed::add);
    assertThat(replayed).isEmpty();
    try (Rig next = Rig.open(journal, rig.broker).ready()) {
      next.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(next.broker.commands()).hasSize(1);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Rig rig = Rig.open();
    rig.place("a");
    rig.manager.close();
    List<Long> snapshots = rig.journal.snapshots();
    rig.manager.close();
    assertThat(rig.journal.snapshots()).isEqualTo(snapshots);
  }

  @Test
  void aClosedGatewayRefuses() {
    Rig rig = Rig.open();
    rig.close();
    assertThatExceptionOfType(GatewayUnavailable.class)
        .isThrownBy(() -> rig.place("a"))
        .satisfies(refused -> assertThat(refused.category()).isEqualTo(Category.NOT_READY));
    assertThat(rig.manager.unreadyReason()).isPresent();
  }

  /** Placing while it closes gives an answer or a refusal at once, never a wait for nothing. */
  @RepeatedTest(20)
  void closingUnderLoadAnswersEverybody() throws Exception {
    Rig rig = Rig.open();
    List<Future<Integer>> clients = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      String name = "t" + thread + "-";
      clients.add(
          rig.async(() -> {
            int placed = 0;
            try {
              while (true) {
                rig.place(name + placed);
                placed++;
              }
            } catch (GatewayUnavailable refused) {
              assertThat(refused.category()).isEqualTo(Category.NOT_READY);
              return placed;
            }
          }));
    }
    Await.until("some are placed", () -> rig.broker.commands().size() > 20);
    rig.manager.close();
    int placed = 0;
    for (Future<Integer> client : clients) {
      placed += client.get(5, TimeUnit.SECONDS);
    }
    assertThat(rig.journal.snapshots()).containsExactly(rig.journal.lastSequence());
    try (Rig next = Rig.open(rig.journal.restarted(), rig.broker).ready()) {
      assertThat(next.manager.openOrders()).hasSizeGreaterThanOrEqualTo(placed);
      Await.until(
          "all work",
          () ->
              next.manager.openOrders().stream()
                  .allMatch(order -> order.status() == OrderStatus.WORKING));
      assertThat(next.broker.commands(Attempt.Kind.PLACE)).hasSameSizeAs(next.manager.openOrders());
    }
    rig.close();
  }

  @Test
  @DisplayName("F-P08 what waits for a hanging broker at the end is left in doubt, not refused")
  void whatWaitsAtTheEndIsNotRefused() {
    CountDownLatch release = new CountDownLatch(1);
    Rig rig = Rig.open();
    rig.broker.next(Attempt.Kind.PLACE, hangUntilInterrupted(release));
    Order hanging = rig.place("hanging");
    Order waiting = rig.place("waiting");
    Await.until("it hangs", () -> !rig.broker.commands().isEmpty());
    long begun = System.nanoTime();
    rig.manager.close();
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(15));

    try (Rig next = Rig.open(rig.journal.restarted(), rig.broker).ready()) {
      next.awaitStatus(hanging.id(), OrderStatus.WORKING);
      next.awaitStatus(waiting.id(), OrderStatus.WORKING);
    } finally {
      release.countDown();
      rig.close();
    }
  }

  private static Reaction hangUntilInterrupted(CountDownLatch release) {
    return (_, answer) -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      answer.accept(new SendResult.InDoubt("interrupted"));
    };
  }

  @Test
  void aTimerThatIsSetWhileItClosesStopsNothing() {
    Rig rig = Rig.open();
    rig.broker.always(Attempt.Kind.QUERY, Reaction.inDoubt());
    rig.broker.always(Attempt.Kind.PLACE, Reaction.inDoubt());
    for (int i = 0; i < 200; i++) {
      rig.place("a" + i);
    }
    rig.manager.close();
    assertThat(rig.journal.snapshots()).containsExactly(rig.journal.lastSequence());
    rig.close();
  }

  @Test
  void aBrokerThatCannotConnectLeavesNothingRunning() {
    MemoryJournal journal = new MemoryJournal();
    GatewayConfig config = GatewayConfig.of(Path.of("unused"), Samples.ACCOUNT, new NoConnect());
    assertThatThrownBy(() -> BrokerManager.open(config, journal)).hasMessage("planted");
    assertThat(journal.isClosed()).isTrue();
    Await.until("no thread of it runs", () -> gatewayThreads().isEmpty());
  }

  @Test
  void aJournalThatFailsAtTheFirstInputLeavesNothingRunning() {
    MemoryJournal journal = new MemoryJournal();
    journal.failAfter(0, Tail.LOST);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> BrokerManager.open(Rig.config(new ScriptedBroker()), journal))
        .withMessage("the disk has failed");
    Await.until("no thread of it runs", () -> gatewayThreads().isEmpty());
  }

  private static List<String> gatewayThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("fairlead-"))
        .toList();
  }

  private static final class NoConnect implements Broker {
    @Override
    public String name() {
      return "paper";
    }

    @Override
    public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
      throw new IllegalStateException("planted");
    }

    @Override
    public void close() {
      // Nothing runs.
    }
  }

  @Test
  void anErrorInTheSequencerIsAnsweredToo() throws Exception {
    try (Rig rig = Rig.open()) {
      rig.manager.onOutcome(_ -> {
        throw new StackOverflowError("planted");
      });
      Future<Order> reply = rig.async(() -> rig.place("a"));
      try {
        reply.get(5, TimeUnit.SECONDS);
      } catch (ExecutionException refused) {
        assertThat(refused).hasCauseInstanceOf(GatewayUnavailable.class);
      }
      assertThatExceptionOfType(GatewayUnavailable.class).isThrownBy(() -> rig.place("b"));
    }
  }
}
