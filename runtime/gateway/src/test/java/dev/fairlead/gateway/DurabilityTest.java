// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal.Tail;
import dev.fairlead.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DurabilityTest {
  @Test
  @DisplayName("I-02 nothing leaves before it is durable")
  void nothingLeavesBeforeItIsDurable() throws Exception {
    try (Rig rig = Rig.open()) {
      Heard<OrderEvent> events = new Heard<>();
      rig.manager.onOrder(events);
      rig.outcomes.clear();
      long before = rig.manager.lastSequence();

      rig.journal.hold();
      Future<Order> reply = rig.async(() -> rig.place("a"));
      Await.until("the commit is under way", () -> rig.journal.waiting() == 1);

      assertThat(reply).isNotDone();
      assertThat(rig.outcomes.all()).isEmpty();
      assertThat(events.all()).isEmpty();
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).isEmpty();
      assertThat(rig.manager.lastSequence()).isEqualTo(before);

      rig.journal.release();
      Order order = reply.get(5, TimeUnit.SECONDS);
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).hasSize(1);
      Await.until("both events came", () -> events.size() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("J-04 a commit that failed stops the gateway, and nothing says that it was done")
  void aFailedCommitStopsTheGateway(Tail tail) throws Exception {
    try (Rig rig = Rig.open()) {
      Heard<OrderEvent> events = new Heard<>();
      rig.manager.onOrder(events);
      rig.outcomes.clear();
      rig.journal.failAfter(rig.manager.lastSequence(), tail);
      rig.journal.hold();
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String id = "a" + i;
        replies.add(rig.async(() -> rig.manager.local().place(Samples.resting("1"), id)));
      }
      Await.until("the commit is under way", () -> rig.journal.waiting() == 1);
      rig.journal.release();

      for (Future<Reply> reply : replies) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> reply.get(5, TimeUnit.SECONDS))
            .havingCause()
            .isInstanceOfSatisfying(
                GatewayUnavailable.class,
                refused -> assertThat(refused.category()).isEqualTo(Category.STORAGE_FAILED));
      }
      assertThat(rig.outcomes.all()).isEmpty();
      assertThat(events.all()).isEmpty();
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).isEmpty();
    }
  }

  @Test
  void afterAFailedCommitEverythingIsRefusedAtOnce() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.journal.failAfter(rig.manager.lastSequence(), Tail.LOST);
      assertThatExceptionOfType(GatewayUnavailable.class).isThrownBy(() -> rig.place("b"));

      assertThatExceptionOfType(GatewayUnavailable.class)
          .isThrownBy(() -> rig.manager.local().cancel(order.id()))
          .satisfies(r -> assertThat(r.category()).isEqualTo(Category.STORAGE_FAILED));
      assertThatExceptionOfType(GatewayUnavailable.class)
          .isThrownBy(() -> rig.manager.order(order.id()))
          .satisfies(r -> assertThat(r.category()).isEqualTo(Category.STORAGE_FAILED));
      assertThat(rig.manager.unreadyReason())
          .hasValueSatisfying(reason -> assertThat(reason).contains("the disk has failed"));
      // A broker's thread is let go, too: the truth is asked for again after the restart.
      rig.broker.tell(order.placement(), new OrderNews.Canceled());
    }
  }

  @Test
  @DisplayName("J-04 what a failed commit left behind shows after the restart, and is sent once")
  void whatAFailedCommitLeftIsSentOnce() {
    try (Rig rig = Rig.open()) {
      rig.journal.failAfter(rig.manager.lastSequence(), Tail.KEPT);
      assertThatExceptionOfType(GatewayUnavailable.class).isThrownBy(() -> rig.place("a"));
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).isEmpty();

      try (Rig next = rig.killed().ready()) {
        Reply again = next.manager.local().place(Samples.resting("10"), "a");
        assertThat(again).isInstanceOf(Reply.Repeated.class);
        Order order = ((Reply.Repeated) again).order();
        next.awaitStatus(order.id(), OrderStatus.WORKING);
        assertThat(next.broker.commands(Attempt.Kind.PLACE)).hasSize(1);
      }
    }
  }

  @Test
  @DisplayName("I-01 an acknowledged order survives the loss of everything that came after it")
  void anAcknowledgedOrderSurvives() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      long acknowledged = rig.manager.lastSequence();
      rig.awaitStatus(order.id(), OrderStatus.WORKING);

      try (Rig next = Rig.open(rig.journal.restarted(acknowledged), rig.broker).ready()) {
        next.awaitStatus(order.id(), OrderStatus.WORKING);
        assertThat(next.broker.commands(Attempt.Kind.PLACE)).hasSize(1);
      }
    }
  }
}
