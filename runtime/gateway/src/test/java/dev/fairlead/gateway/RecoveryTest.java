// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.JournalException;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RecoveryTest {
  @Test
  @DisplayName("I-05 a replay sends nothing")
  void aReplaySendsNothing() {
    try (Rig rig = Rig.open()) {
      for (int i = 0; i < 20; i++) {
        rig.awaitStatus(rig.place("a" + i).id(), OrderStatus.WORKING);
      }
      List<BrokerCommand> before = rig.broker.commands();
      try (Rig next = rig.killed().ready()) {
        next.place("b");
        assertThat(next.manager.openOrders()).hasSize(21);
        Await.until("the new one went out", () -> next.broker.commands().size() > before.size());
        assertThat(next.broker.commands()).hasSize(before.size() + 1);
      }
    }
  }

  @Test
  @DisplayName("I-05 a place that was never answered is looked up, and placed again once")
  void aPlaceThatNeverLeftIsPlacedAgainOnce() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      rig.broker.next(Attempt.Kind.PLACE, hang(release));
      Order order = rig.place("a");
      Await.until("it is on its way", () -> !rig.broker.commands().isEmpty());

      try (Rig next = rig.killed().ready()) {
        Order placed = next.awaitStatus(order.id(), OrderStatus.WORKING);
        assertThat(asks(next.broker)).containsExactly("place", "query", "place");
        assertThat(placements(next.broker)).containsExactly(order.placement(), placed.placement());
        assertThat(placed.placement()).as("D-07").isNotEqualTo(order.placement());
        assertThat(told(next, order)).containsSubsequence("Rerouted", "Working");
        release.countDown();
      }
    }
  }

  @Test
  @DisplayName("I-15 a place that did arrive before the kill is found, and not placed again")
  void aPlaceThatDidArriveIsFound() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.obeySilently(command);
            hang(release).to(command, answer);
          });
      Order order = rig.place("a");
      Await.until("it is on its way", () -> !rig.broker.commands().isEmpty());

      try (Rig next = rig.killed().ready()) {
        Order found = next.awaitStatus(order.id(), OrderStatus.WORKING);
        assertThat(asks(next.broker)).containsExactly("place", "query");
        assertThat(found.placement()).isEqualTo(order.placement());
        release.countDown();
      }
    }
  }

  @Test
  @DisplayName("F-P02 a kill during the recovery changes nothing: still placed once")
  void aKillDuringRecoveryChangesNothing() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      rig.broker.next(Attempt.Kind.PLACE, hang(release));
      Order order = rig.place("a");
      Await.until("it is on its way", () -> !rig.broker.commands().isEmpty());
      rig.broker.next(Attempt.Kind.QUERY, hang(release));
      rig.broker.next(Attempt.Kind.QUERY, hang(release));

      try (Rig second = rig.killed().ready();
          Rig third = second.killed().ready();
          Rig fourth = third.killed().ready()) {
        Order placed = fourth.awaitStatus(order.id(), OrderStatus.WORKING);
        assertThat(placements(fourth.broker))
            .containsExactly(order.placement(), placed.placement());
        release.countDown();
      }
    }
  }

  @Test
  @DisplayName("I-07 ids of a new start never repeat those of an older one")
  void idsNeverRepeat() {
    try (Rig rig = Rig.open()) {
      PlacementId first = rig.place("a").placement();
      try (Rig next = rig.killed().ready();
          Rig last = next.killed().ready()) {
        PlacementId third = last.place("c").placement();
        assertThat(Stream.of(first, next.place("b").placement(), third)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void aCancelThatWasNotAnsweredIsAskedForAgain() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.broker.next(Attempt.Kind.CANCEL, hang(release));
      rig.manager.local().cancel(order.id());
      Await.until("it is on its way", () -> rig.broker.commands().size() == 2);

      try (Rig next = rig.killed().ready()) {
        next.awaitStatus(order.id(), OrderStatus.CANCELED);
        release.countDown();
      }
    }
  }

  @Test
  @DisplayName("I-17 a cancel of what never arrived ends as cancelled, when it is proven absent")
  void aCancelOfWhatNeverArrivedEnds() {
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      rig.broker.next(Attempt.Kind.PLACE, hang(release));
      Order order = rig.place("a");
      Await.until("it is on its way", () -> !rig.broker.commands().isEmpty());
      rig.manager.local().cancel(order.id());

      try (Rig next = rig.killed().ready()) {
        next.awaitStatus(order.id(), OrderStatus.CANCELED);
        assertThat(placements(next.broker)).containsExactly(order.placement());
        release.countDown();
      }
    }
  }

  @Test
  void timersRunAgainAfterARestart() {
    try (Rig rig = Rig.open()) {
      rig.broker.always(Attempt.Kind.PLACE, Reaction.inDoubt());
      rig.broker.always(Attempt.Kind.QUERY, Reaction.inDoubt());
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.IN_DOUBT);

      try (Rig next = rig.killed().ready()) {
        int before = next.broker.commands(Attempt.Kind.QUERY).size();
        Await.until(
            "it is looked up again and again",
            () -> next.broker.commands(Attempt.Kind.QUERY).size() >= before + 3);
      }
    }
  }

  @Test
  void looksRunOnOneTimerNotOnMoreAndMore() {
    try (Rig rig = Rig.open()) {
      rig.broker.always(Attempt.Kind.QUERY, Reaction.inDoubt());
      rig.broker.next(Attempt.Kind.PLACE, Reaction.inDoubt());
      rig.place("a");
      long begun = System.nanoTime();
      Await.until("five looks", () -> rig.broker.commands(Attempt.Kind.QUERY).size() >= 5);
      // At 0, 0.2, 0.5, 1 and 2 s.
      assertThat(System.nanoTime() - begun).isGreaterThan(1_900_000_000L);
    }
  }

  @Test
  void aLinkThatComesUpLateLetsClientsInThen() {
    ScriptedBroker broker = new ScriptedBroker();
    broker.connectDown();
    try (Rig rig = Rig.open(new MemoryJournal(), broker)) {
      assertThat(rig.manager.unreadyReason()).hasValue("the link to paper:main is not up");
      broker.goUp();
      rig.ready().place("a");
      broker.goDown("planted");
      Await.until("it is down", () -> rig.manager.unreadyReason().isPresent());
      assertThat(rig.manager.unreadyReason()).hasValue("the link to paper:main is not up: planted");
    }
  }

  @Test
  void theBookIsToldToTheLink() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.broker.tell(order.placement(), new OrderNews.Executed(Samples.bought("x1", "4"), false));
      rig.awaitStatus(order.id(), OrderStatus.PARTIALLY_FILLED);
      try (Rig next = rig.killed().ready()) {
        var known = next.broker.connects().getLast();
        assertThat(known.live()).extracting(p -> p.id()).containsExactly(order.placement());
        assertThat(known.positions()).hasSize(1);
        assertThat(known.balances()).hasSize(1);
      }
    }
  }

  @Test
  @DisplayName("F-D12 a journal that ends before what a store has seen is refused, and not written")
  void aJournalThatLostItsEndIsRefused() {
    try (Rig rig = Rig.open()) {
      rig.awaitStatus(rig.place("a").id(), OrderStatus.WORKING);
      long seen = rig.manager.lastSequence();
      MemoryJournal older = rig.journal.restarted(seen - 1);
      assertThatThrownBy(
              () -> BrokerManager.open(Rig.config(rig.broker).reaching(() -> seen), older))
          .isInstanceOfSatisfying(
              JournalException.class,
              refused -> assertThat(refused.category()).isEqualTo(Category.DAMAGED))
          .hasMessageContaining("input " + seen);
      assertThat(older.isClosed()).isTrue();
      assertThat(older.lastSequence()).isEqualTo(seen - 1);
      assertThatThrownBy(() -> rig.manager.follow(seen + 1, _ -> {}))
          .isInstanceOf(JournalException.class);
    }
  }

  @Test
  @DisplayName("J-10 a journal of newer rules is refused")
  void aJournalOfNewerRulesIsRefused() {
    MemoryJournal journal = new MemoryJournal();
    Routing routing = new Routing("primary-only", List.of(Samples.ACCOUNT));
    journal.append(
        List.of(new Input(1, Samples.START, new Started(7, 1, OrderEngine.VERSION + 1, routing))));
    ScriptedBroker broker = new ScriptedBroker();
    assertThatThrownBy(() -> BrokerManager.open(Rig.config(broker), journal))
        .isInstanceOfSatisfying(
            JournalException.class,
            refused -> assertThat(refused.category()).isEqualTo(Category.TOO_NEW));
    assertThat(journal.lastSequence()).isEqualTo(1);
    assertThat(broker.connects()).isEmpty();
  }

  @Test
  void aCrashBeforeTheFirstSnapshotOfALongRunDoesNotPutItOffForEver() {
    MemoryJournal journal = new MemoryJournal();
    try (Rig rig = Rig.open(journal, new ScriptedBroker()).ready()) {
      rig.place("a");
    }
    long kept = journal.snapshots().getLast();
    MemoryJournal next = journal.restarted();
    assertThat(Recovery.recover(next, () -> 0).snapshotAt()).isEqualTo(kept);
    assertThat(Recovery.recover(next, () -> 0).engine())
        .extracting(OrderEngine::sequence)
        .isEqualTo(kept);
  }

  private static Reaction hang(CountDownLatch release) {
    return (_, answer) -> {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      answer.accept(new SendResult.InDoubt("hung"));
    };
  }

  private static List<String> asks(ScriptedBroker broker) {
    return broker.commands().stream()
        .map(command ->
            switch (command.ask()) {
              case Ask.Place _, Ask.PlaceGroup _ -> "place";
              case Ask.Cancel() -> "cancel";
              case Ask.Replace _ -> "replace";
              case Ask.Query() -> "query";
            })
        .toList();
  }

  private static List<PlacementId> placements(ScriptedBroker broker) {
    return broker.commands(Attempt.Kind.PLACE).stream().map(BrokerCommand::placement).toList();
  }

  private static List<String> told(Rig rig, Order order) {
    return rig.outcomes.all().stream()
        .map(Outcome::events)
        .flatMap(List::stream)
        .flatMap(event -> event instanceof OrderEvent told ? Stream.of(told) : Stream.empty())
        .filter(event -> event.order().id().equals(order.id()))
        .map(OrderEvent::what)
        .map(Happened::getClass)
        .map(Class::getSimpleName)
        .toList();
  }
}
