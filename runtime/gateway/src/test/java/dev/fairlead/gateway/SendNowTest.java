// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
