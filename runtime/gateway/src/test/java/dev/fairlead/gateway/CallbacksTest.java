// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.gateway.BrokerManager.Subscription;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened.Accepted;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.notice.EventName;
import dev.fairlead.notice.Handlers;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.Samples;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CallbacksTest {
  @Test
  void aSlowListenerHoldsUpNobody() throws Exception {
    try (Rig rig = Rig.open()) {
      CountDownLatch release = new CountDownLatch(1);
      Heard<Long> slow = new Heard<>();
      Heard<Long> quick = new Heard<>();
      rig.manager.onOrder(event -> {
        awaitQuietly(release);
        slow.accept(event.number());
      });
      rig.manager.onOrder(event -> quick.accept(event.number()));

      for (int i = 0; i < 100; i++) {
        Order order = rig.place("a" + i);
        rig.awaitStatus(order.id(), OrderStatus.WORKING);
      }
      List<Long> all = LongStream.rangeClosed(1, 200).boxed().toList();
      Await.until("the quick one has heard all", () -> quick.all().equals(all));
      assertThat(slow.all()).isEmpty();
      release.countDown();
      Await.until("the slow one has heard all", () -> slow.all().equals(all));
    }
  }

  @Test
  void aThrowingListenerHearsTheNextEvent() {
    try (Rig rig = Rig.open()) {
      Heard<Long> heard = new Heard<>();
      rig.manager.onOrder(event -> {
        heard.accept(event.number());
        if (event.number() == 1) {
          throw new IllegalStateException("planted");
        }
        if (event.number() == 2) {
          throw new AssertionError("planted");
        }
      });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.place("b");
      Await.until("it hears on", () -> heard.size() >= 3);
      assertThat(rig.manager.unreadyReason()).isEmpty();
    }
  }

  @Test
  void aListenerMayPlaceAndLook() throws Exception {
    try (Rig rig = Rig.open()) {
      CompletableFuture<Order> second = new CompletableFuture<>();
      rig.manager.onOrder(event -> {
        if (event.order().clientOrderId().equals("a") && !second.isDone()) {
          second.complete(rig.place("b"));
        }
      });
      rig.place("a");
      assertThat(second.get(5, TimeUnit.SECONDS).clientOrderId()).isEqualTo("b");
    }
  }

  @Test
  void closingWithinTheListenerEndsItWithoutAnInterrupt() throws Exception {
    try (Rig rig = Rig.open()) {
      AtomicReference<Subscription> subscription = new AtomicReference<>();
      CountDownLatch subscribed = new CountDownLatch(1);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      AtomicInteger heard = new AtomicInteger();
      subscription.set(
          rig.manager.onOrder(_ -> {
            heard.incrementAndGet();
            awaitQuietly(subscribed);
            subscription.get().close();
            interrupted.complete(Thread.currentThread().isInterrupted());
          }));
      subscribed.countDown();
      Order order = rig.place("a");
      assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.place("b");
      assertThat(heard).hasValue(1);
    }
  }

  @Test
  void closingTheGatewayTellsTheListenersTheRest() {
    Heard<Long> heard = new Heard<>();
    CountDownLatch release = new CountDownLatch(1);
    try (Rig rig = Rig.open()) {
      rig.manager.onOrder(event -> {
        awaitQuietly(release);
        heard.accept(event.number());
      });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      release.countDown();
    }
    assertThat(heard.all()).containsExactly(1L, 2L);
  }

  @Test
  void aListenerFarBehindIsCutOffWithoutAGap() {
    CountDownLatch release = new CountDownLatch(1);
    Heard<Long> heard = new Heard<>();
    Callbacks callbacks = new Callbacks();
    AtomicReference<OutcomeListener> source = new AtomicReference<>();
    callbacks.orders(
        event -> {
          awaitQuietly(release);
          heard.accept(event.number());
        },
        listener -> {
          source.set(listener);
          return () -> {};
        });
    Order order;
    try (Rig rig = Rig.open()) {
      order = rig.place("a");
    }
    for (long number = 1; number <= 70_000; number++) {
      source.get().onOutcome(outcome(order, number));
    }
    release.countDown();
    callbacks.close();
    assertThat(heard.all()).isNotEmpty();
    assertThat(heard.all())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, heard.size()).boxed().toList());
    assertThat(heard.size()).isLessThan(70_000);
  }

  @Test
  void anEventListenerFarBehindIsCutOffAndToldWhereAfterWhatWasHeld() {
    CountDownLatch release = new CountDownLatch(1);
    Heard<String> heard = new Heard<>();
    Heard<String> cut = new Heard<>();
    Callbacks callbacks = new Callbacks();
    AtomicReference<OutcomeListener> source = new AtomicReference<>();
    callbacks.notices(
        new Handlers()
            .on(
                EventName.ORDER_ACCEPTED,
                notice -> {
                  awaitQuietly(release);
                  assertThat(cut.all()).isEmpty();
                  heard.accept(notice.id());
                })
            .onCut(missed -> cut.accept(missed.id())),
        listener -> {
          source.set(listener);
          return () -> {};
        });
    Order order;
    try (Rig rig = Rig.open()) {
      order = rig.place("a");
    }
    for (long number = 1; number <= 70_000; number++) {
      source.get().onOutcome(outcome(order, number));
    }
    release.countDown();
    Await.until("it is told of its end", () -> cut.size() > 0);
    callbacks.close();
    assertThat(cut.all()).containsExactly((heard.size() + 1) + "-0");
  }

  @Test
  void anEventListenerHearsOfOrdersAndOfTheGateway() {
    Heard<String> heard = new Heard<>();
    try (Rig rig = Rig.open()) {
      rig.manager.onEvent(
          new Handlers()
              .onOrder(Accepted.class, (told, _) -> heard.accept("taken " + told.number()))
              .on(EventName.ORDER_WORKING, notice -> heard.accept(notice.name().word()))
              .on(Event.LinkDown.class, (_, down) -> heard.accept("down " + down.account()))
              .on(Event.LinkUp.class, (notice, _) -> heard.accept(notice.name().word())));
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.broker.goDown("cut");
      Await.until("it is down", () -> heard.size() == 3);
      rig.broker.goUp();
      Await.until("it is up", () -> heard.size() == 4);
    }
    assertThat(heard.all())
        .containsExactly("taken 1", "order_working", "down paper:main", "broker_up");
  }

  private static Outcome outcome(Order order, long number) {
    return new Outcome(
        number,
        Samples.START,
        null,
        List.of(new OrderEvent(number, order, new OrderEvent.Happened.Accepted())),
        List.of());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
