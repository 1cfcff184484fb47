// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.notice.EventName;
import dev.fairlead.observe.Distribution;
import dev.fairlead.observe.Hop;
import dev.fairlead.observe.Observations;
import dev.fairlead.observe.OpenDoubt;
import dev.fairlead.observe.Passage;
import dev.fairlead.observe.Queue;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.ManualTime;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is seen of a whole gateway. */
final class ObservationsTest {
  private static Distribution times(Rig rig, Hop hop) {
    return Objects.requireNonNull(rig.manager.metrics().firstEntry().getValue().hops().get(hop));
  }

  private static Fill fill(String id, String quantity) {
    return new Fill(
        id,
        0,
        new Symbol("AAPL"),
        Side.BUY,
        Quantity.parse(quantity),
        Price.parse("98.5"),
        Money.parse("0", Currency.USD),
        Samples.START);
  }

  private static Duration took(Rig rig, Order order, Hop hop) {
    return Await.value(
        hop + " of " + order.id(),
        () -> rig.manager.observations().passage(order.placement()).flatMap(p -> p.took(hop)));
  }

  @Test
  void eachHopOfAnOrderIsCountedOnceForItsAccount() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.broker.tell(order.placement(), new OrderNews.Executed(fill("x1", "4"), false));
      rig.broker.tell(order.placement(), new OrderNews.Executed(fill("x2", "6"), true));
      rig.awaitStatus(order.id(), OrderStatus.FILLED);
      for (Hop hop : Hop.values()) {
        assertThat(times(rig, hop).count()).as(hop.word()).isOne();
      }
      Passage passage = rig.manager.observations().passage(order.placement()).orElseThrow();
      for (Hop hop : List.of(Hop.ACCEPT, Hop.JOURNAL, Hop.SEND, Hop.ACKNOWLEDGE)) {
        assertThat(passage.took(hop)).as(hop.word()).hasValue(times(rig, hop).total());
      }
      Rig.done(rig.manager.local().place(Samples.resting("10"), "b"));
    }
  }

  @Test
  void cancelsAndQueriesAreNoHopsOfAnOrder() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      Rig.done(rig.manager.local().cancel(order.id()));
      rig.awaitStatus(order.id(), OrderStatus.CANCELED);
      for (Hop hop : List.of(Hop.ACCEPT, Hop.JOURNAL, Hop.SEND, Hop.ACKNOWLEDGE)) {
        assertThat(times(rig, hop).count()).as(hop.word()).isOne();
      }
      assertThat(times(rig, Hop.FILL).count()).isZero();
    }
  }

  @Test
  void aSlowDiskIsSeenInTheJournalHopAndItsQueueInAccept() throws Exception {
    try (Rig rig = Rig.open()) {
      rig.journal.hold();
      Future<Order> first = rig.async(() -> rig.place("a"));
      Await.until("the first is being written", () -> rig.journal.waiting() > 0);
      Future<Order> second = rig.async(() -> rig.place("b"));
      Await.until(
          "the second waits", () -> rig.manager.observations().queues().getFirst().waiting() > 0);
      long begin = System.nanoTime();
      Await.until("a while", () -> System.nanoTime() - begin > 30_000_000);
      Duration held = Duration.ofNanos(System.nanoTime() - begin);
      rig.journal.release();
      assertThat(took(rig, first.get(), Hop.JOURNAL)).isGreaterThanOrEqualTo(held);
      assertThat(took(rig, second.get(), Hop.ACCEPT)).isGreaterThanOrEqualTo(held);
    }
  }

  @Test
  void aSlowBrokerIsSeenInTheAcknowledgeHopAndThoseBehindItInSend() throws InterruptedException {
    try (Rig rig = Rig.open()) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answers = new CountDownLatch(1);
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            asked.countDown();
            Await.until("it may answer", () -> answers.getCount() == 0);
            rig.broker.obey(command, answer);
          });
      Order first = rig.place("a");
      asked.await();
      Order second = rig.place("b");
      long begin = System.nanoTime();
      Await.until("a while", () -> System.nanoTime() - begin > 30_000_000);
      Duration held = Duration.ofNanos(System.nanoTime() - begin);
      answers.countDown();
      assertThat(took(rig, first, Hop.ACKNOWLEDGE)).isGreaterThanOrEqualTo(held);
      assertThat(took(rig, second, Hop.SEND)).isGreaterThanOrEqualTo(held);
    }
  }

  @Test
  void theFillHopGoesByTheJournalsInstants() {
    ManualTime clock = new ManualTime(Samples.START);
    ScriptedBroker broker = new ScriptedBroker();
    try (Rig rig = Rig.open(Rig.config(broker, 100, clock), new MemoryJournal(), broker).ready()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      clock.move(Duration.ofMinutes(2));
      broker.tell(order.placement(), new OrderNews.Executed(fill("x1", "4"), false));
      rig.awaitStatus(order.id(), OrderStatus.PARTIALLY_FILLED);
      Distribution fills = times(rig, Hop.FILL);
      assertThat(fills.count()).isOne();
      assertThat(fills.total()).isCloseTo(Duration.ofMinutes(2), Duration.ofSeconds(5));
    }
  }

  @Test
  void whatWasDecidedIsCountedByItsName() {
    try (Rig rig = Rig.open()) {
      rig.awaitStatus(rig.place("a").id(), OrderStatus.WORKING);
      Reply denied = rig.manager.local().cancel(new OrderId(new UUID(1, 2)));
      assertThat(denied).isInstanceOf(Reply.Denied.class);
      Observations seen = rig.manager.observations();
      assertThat(seen.denials()).containsEntry("unknown_order", 1L).containsEntry("invalid", 0L);
      assertThat(seen.events())
          .containsOnlyKeys(EventName.values())
          .containsEntry(EventName.ORDER_ACCEPTED, 1L)
          .containsEntry(EventName.ORDER_WORKING, 1L)
          .containsEntry(EventName.ORDER_IN_DOUBT, 0L)
          .containsEntry(EventName.BROKER_UP, 1L)
          .containsEntry(EventName.ALARM, 0L);
      assertThat(seen.choices())
          .filteredOn(choice -> choice.count() > 0)
          .containsExactly(new Observations.Choice(Samples.ACCOUNT, "primary-only", 1));
    }
  }

  @Test
  void aDoubtIsOpenFromItsRequestOnAndAfterARestartToo() {
    try (Rig rig = Rig.open()) {
      rig.broker.always(Attempt.Kind.QUERY, (_, _) -> {});
      rig.broker.next(Attempt.Kind.PLACE, Reaction.inDoubt());
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.IN_DOUBT);
      OpenDoubt doubt = only(rig.manager.observations());
      assertThat(doubt.placement()).isEqualTo(order.placement());
      assertThat(doubt.kind()).isEqualTo(Attempt.Kind.PLACE);
      assertThat(doubt.since()).isEqualTo(order.submittedAt());
      try (Rig next = rig.killed()) {
        assertThat(only(next.manager.observations())).isEqualTo(doubt);
        next.broker.tell(order.placement(), new OrderNews.Executed(fill("x1", "10"), true));
        Await.until("it is certain", () -> next.manager.observations().doubts().isEmpty());
      }
    }
  }

  private static OpenDoubt only(Observations seen) {
    return Await.value("a doubt", () -> seen.doubts().stream().findFirst());
  }

  @Test
  void aFullQueueShowsAndItsRefusalsAreCounted() throws Exception {
    ScriptedBroker broker = new ScriptedBroker();
    try (Rig rig =
        Rig.open(Rig.config(broker, 2, InstantSource.system()), new MemoryJournal(), broker)
            .ready()) {
      rig.journal.hold();
      List<Future<Order>> taken = new ArrayList<>();
      taken.add(rig.async(() -> rig.place("a")));
      Await.until("it is being written", () -> rig.journal.waiting() > 0);
      taken.add(rig.async(() -> rig.place("b")));
      taken.add(rig.async(() -> rig.place("c")));
      Await.until("two wait", () -> commands(rig).waiting() == 2);
      assertThat(commands(rig).limit()).isEqualTo(2);
      assertThatExceptionOfType(GatewayUnavailable.class).isThrownBy(() -> rig.place("d"));
      assertThat(commands(rig).refused()).isOne();
      rig.journal.release();
      for (Future<Order> each : taken) {
        each.get();
      }
      assertThat(commands(rig).waiting()).isZero();
    }
  }

  private static Queue commands(Rig rig) {
    return rig.manager.observations().queues().stream()
        .filter(queue -> queue.name().equals("commands"))
        .findFirst()
        .orElseThrow();
  }
}
