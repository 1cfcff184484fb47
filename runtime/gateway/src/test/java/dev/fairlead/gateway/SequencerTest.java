// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.state.EngineState;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.ManualTime;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SequencerTest {
  @Test
  void outcomesComeInTheOrderOfTheJournal() throws Exception {
    try (Rig rig = Rig.open()) {
      rig.outcomes.clear();
      long first = rig.manager.lastSequence() + 1;
      List<Future<Order>> replies = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String name = "t" + thread + "-";
        replies.add(
            rig.async(() -> {
              for (int i = 0; i < 199; i++) {
                rig.place(name + i);
              }
              return rig.place(name + "last");
            }));
      }
      for (Future<Order> reply : replies) {
        rig.awaitStatus(reply.get(30, TimeUnit.SECONDS).id(), OrderStatus.WORKING);
      }

      List<Outcome> heard = rig.outcomes.all();
      assertThat(heard)
          .extracting(Outcome::sequence)
          .containsExactlyElementsOf(
              LongStream.range(first, first + heard.size()).boxed().toList());
      assertThat(
              replayed(rig.journal.inputs())
                  .subList((int) first - 1, (int) first - 1 + heard.size()))
          .isEqualTo(heard);
    }
  }

  @Test
  @DisplayName("I-32 a principal's events are numbered without a gap")
  void eventsAreNumberedWithoutAGap() throws Exception {
    try (Rig rig = Rig.open()) {
      List<Future<Order>> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String id = "a" + i;
        replies.add(rig.async(() -> rig.place(id)));
      }
      for (Future<Order> reply : replies) {
        rig.awaitStatus(reply.get(5, TimeUnit.SECONDS).id(), OrderStatus.WORKING);
      }
      assertThat(numbers(rig.outcomes.all()))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
    }
  }

  @Test
  void waitingCommandsShareACommit() throws Exception {
    try (Rig rig = Rig.open()) {
      rig.broker.always(Attempt.Kind.PLACE, rig.broker::obey);
      rig.journal.hold();
      int before = rig.journal.appends();
      List<Future<Order>> replies = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String id = "a" + i;
        replies.add(rig.async(() -> rig.place(id)));
      }
      Await.until("all 64 wait", () -> waitingClients() == 64);
      rig.journal.letPass(2);
      for (Future<Order> reply : replies) {
        reply.get(5, TimeUnit.SECONDS);
      }
      // The one that was under way when the others came, and one for all of them.
      assertThat(rig.journal.appends() - before).isBetween(2, 3);
    }
  }

  /** Clients that wait in {@link Pending} for their answer. */
  private static long waitingClients() {
    return Thread.getAllStackTraces().values().stream()
        .filter(frames ->
            List.of(frames).stream()
                .anyMatch(frame -> frame.getClassName().equals(Pending.class.getName())))
        .count();
  }

  @Test
  @DisplayName("F-K04 a full command lane refuses before acceptance, and reports still pass")
  void aFullLaneRefusesAndReportsPass() throws Exception {
    ScriptedBroker broker = new ScriptedBroker();
    GatewayConfig config = Rig.config(broker, 4, InstantSource.system());
    try (Rig rig = Rig.open(config, new MemoryJournal(), broker).ready()) {
      Order order = rig.place("first");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.journal.hold();
      List<Future<Order>> replies = new ArrayList<>();
      replies.add(rig.async(() -> rig.place("under-way")));
      Await.until("the commit is under way", () -> rig.journal.waiting() == 1);
      for (int i = 0; i < 4; i++) {
        String id = "waiting-" + i;
        replies.add(rig.async(() -> rig.place(id)));
      }
      Await.until("the lane is full", () -> waitingClients() == 5);

      assertThatExceptionOfType(GatewayUnavailable.class)
          .isThrownBy(() -> rig.place("too-much"))
          .satisfies(refused -> assertThat(refused.category()).isEqualTo(Category.OVERLOADED));
      broker.tell(order.placement(), new OrderNews.Executed(Samples.bought("x1", "10"), true));

      rig.journal.release();
      for (Future<Order> reply : replies) {
        reply.get(5, TimeUnit.SECONDS);
      }
      rig.awaitStatus(order.id(), OrderStatus.FILLED);
      assertThat(rig.manager.local().place(Samples.resting("10"), "too-much"))
          .as("the refused one was never taken")
          .isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  @DisplayName("F-K01 a hundred retries at once are one order")
  void retriesAreOneOrder() throws Exception {
    try (Rig rig = Rig.open()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        replies.add(
            rig.async(() -> {
              start.await();
              return rig.manager.local().place(Samples.resting("10"), "same");
            }));
      }
      start.countDown();
      Set<Order> placed = new HashSet<>();
      Set<Object> seen = new HashSet<>();
      for (Future<Reply> future : replies) {
        switch (future.get(10, TimeUnit.SECONDS)) {
          case Reply.Done(Order order) -> {
            assertThat(placed.add(order)).isTrue();
            seen.add(order.id());
          }
          case Reply.Repeated(Order order) -> seen.add(order.id());
          case Reply.DoneAll _, Reply.Configured _, Reply.Acts _, Reply.Trusted _, Reply.Denied _ ->
              throw new AssertionError(future.get());
        }
      }
      assertThat(placed).hasSize(1);
      assertThat(seen).hasSize(1);
      rig.awaitStatus(placed.iterator().next().id(), OrderStatus.WORKING);
      assertThat(rig.broker.commands(Attempt.Kind.PLACE)).hasSize(1);
    }
  }

  @Test
  void aLookSeesAllThatWasAnsweredBefore() throws Exception {
    try (Rig rig = Rig.open()) {
      List<Future<Boolean>> clients = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String name = "t" + thread + "-";
        clients.add(
            rig.async(() -> {
              for (int i = 0; i < 100; i++) {
                Order order = rig.place(name + i);
                assertThat(rig.manager.order(order.id())).isPresent();
                assertThat(rig.manager.openOrders()).extracting(Order::id).contains(order.id());
              }
              return true;
            }));
      }
      for (Future<Boolean> client : clients) {
        assertThat(client.get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  @DisplayName("I-04 a replay of the journal gives the state that the live engine had")
  void aReplayGivesTheLiveState() {
    MemoryJournal journal;
    try (Rig rig = Rig.open()) {
      journal = rig.journal;
      Order a = rig.place("a");
      rig.awaitStatus(a.id(), OrderStatus.WORKING);
      rig.broker.tell(a.placement(), new OrderNews.Executed(Samples.bought("x1", "4"), false));
      rig.manager.local().cancel(a.id());
      rig.awaitStatus(a.id(), OrderStatus.CANCELED);
      rig.place("b");
    }
    EngineState live = journal.snapshot(Long.MAX_VALUE);
    OrderEngine replayed = new OrderEngine(EngineState.EMPTY);
    journal.replay(0, replayed::apply);
    assertThat(replayed.state()).isEqualTo(live);
    assertThat(live.positions()).hasSize(1);
  }

  @Test
  @DisplayName("F-C01 the whole gateway goes on when the clock is set back an hour")
  void theGatewayGoesOn() {
    ManualTime wall = new ManualTime(Samples.START);
    ScriptedBroker broker = new ScriptedBroker();
    MemoryJournal journal = new MemoryJournal();
    try (Rig rig = Rig.open(Rig.config(broker, 100, wall), journal, broker).ready()) {
      rig.place("a");
      wall.move(Duration.ofHours(-1));
      Order order = rig.place("b");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(order.submittedAt()).isAfterOrEqualTo(Samples.START);
    }
    MemoryJournal kept = journal.restarted();
    try (Rig rig = Rig.open(Rig.config(broker, 100, wall), kept, broker).ready()) {
      Order order = rig.place("c");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(rig.outcomes.all())
          .extracting(Outcome::at)
          .isSortedAccordingTo(Comparator.naturalOrder());
    }
    assertThat(kept.inputs())
        .extracting(input -> input.at())
        .isSortedAccordingTo(Comparator.naturalOrder());
  }

  private static List<Outcome> replayed(List<Input> inputs) {
    OrderEngine engine = new OrderEngine(EngineState.EMPTY);
    return inputs.stream().map(engine::apply).toList();
  }

  private static List<Long> numbers(List<Outcome> outcomes) {
    List<Long> numbers = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (Event event : outcome.events()) {
        if (event instanceof OrderEvent orderEvent) {
          numbers.add(orderEvent.number());
        }
      }
    }
    return numbers;
  }
}
