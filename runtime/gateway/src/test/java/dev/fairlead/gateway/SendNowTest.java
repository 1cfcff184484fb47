// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal.Tail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Links that send on the thread that commits. */
final class SendNowTest {
  @Test
  void aLinkThatSendsAtOnceIsAskedOnTheThreadThatCommits() {
    try (Rig rig = Rig.open()) {
      List<String> threads = new CopyOnWriteArrayList<>();
      rig.broker.always(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            threads.add(Thread.currentThread().getName());
            rig.broker.obey(command, answer);
          });
      rig.awaitStatus(rig.place("a").id(), OrderStatus.WORKING);
      rig.broker.sendNow();
      rig.awaitStatus(rig.place("b").id(), OrderStatus.WORKING);
      assertThat(threads).containsExactly("fairlead-link-paper:main", "fairlead-sequencer");
    }
  }

  @Test
  @DisplayName("F-P05 an adapter that throws on the thread that commits leaves one order in doubt")
  void anAdapterThatThrowsAtOnceLeavesTheOrderInDoubt() {
    try (Rig rig = Rig.open()) {
      rig.broker.sendNow();
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, _) -> {
            rig.broker.obeySilently(command);
            throw new IllegalStateException("planted");
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(LinkRunnerTest.kinds(rig.broker)).containsExactly("Place", "Query");
    }
  }

  @Test
  void whatIsSentAtOnceOvertakesNothingThatWaits() throws InterruptedException {
    try (Rig rig = Rig.open()) {
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch free = new CountDownLatch(1);
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            busy.countDown();
            awaitUninterrupted(free);
            rig.broker.obey(command, answer);
          });
      Order first = rig.place("a");
      busy.await();
      Order second = rig.place("b");
      rig.broker.sendNow();
      Order third = rig.place("c");
      free.countDown();
      for (Order order : List.of(first, second, third)) {
        rig.awaitStatus(order.id(), OrderStatus.WORKING);
      }
      assertThat(rig.broker.commands(Attempt.Kind.PLACE))
          .extracting(BrokerCommand::placement)
          .containsExactly(first.placement(), second.placement(), third.placement());
    }
  }

  @Test
  @DisplayName(
      "I-02 an order is made ready while it is being written, and leaves when it is durable")
  void anOrderIsMadeReadyWhileItIsBeingWritten() {
    try (Rig rig = Rig.open()) {
      rig.broker.sendNow();
      AtomicInteger orders = new AtomicInteger();
      // The engine's thread may be too late for one of them.
      Await.until(
          "one is made ready while it is being written",
          () -> isMadeReadyWhileItIsBeingWritten(rig, orders.getAndIncrement()));
    }
  }

  private static boolean isMadeReadyWhileItIsBeingWritten(Rig rig, int before) {
    rig.journal.hold();
    Future<Order> reply = rig.async(() -> rig.place("a" + before));
    Await.until("the commit is under way", () -> rig.journal.waiting() == 1);
    boolean ready = rig.broker.prepared().size() > before;
    assertThat(rig.broker.commands(Attempt.Kind.PLACE)).hasSize(before);
    assertThat(reply).isNotDone();

    rig.journal.release();
    Await.until("it is answered", reply::isDone);
    rig.awaitStatus(reply.resultNow().id(), OrderStatus.WORKING);
    assertThat(rig.broker.prepared()).hasSize(before + 1);
    assertThat(rig.broker.commands(Attempt.Kind.PLACE)).hasSize(before + 1);
    return ready;
  }

  @Test
  @DisplayName("J-04 what was made ready never leaves when its commit fails")
  void whatWasMadeReadyNeverLeavesWhenItsCommitFails() {
    Await.until("one was made ready before its commit failed", SendNowTest::isReadyAndNeverLeaves);
  }

  private static boolean isReadyAndNeverLeaves() {
    try (Rig rig = Rig.open()) {
      rig.broker.sendNow();
      rig.journal.failAfter(rig.manager.lastSequence(), Tail.LOST);
      rig.journal.hold();
      Future<Order> reply = rig.async(() -> rig.place("a"));
      Await.until("the commit is under way", () -> rig.journal.waiting() == 1);
      boolean ready = !rig.broker.prepared().isEmpty();
      rig.journal.release();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> reply.get(20, TimeUnit.SECONDS));
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).isEmpty();
      return ready;
    }
  }

  @Test
  @DisplayName("F-P05 an order that an adapter fails to make ready goes the long way")
  void whatAnAdapterFailsToMakeReadyGoesTheLongWay() {
    try (Rig rig = Rig.open()) {
      rig.broker.failToPrepare();
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(LinkRunnerTest.kinds(rig.broker)).containsExactly("Place");
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
