// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketListener;
import dev.fairlead.door.Allowance;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.health.HealthRules;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.HangingBroker;
import dev.fairlead.testkit.HangingBroker.Spot;
import dev.fairlead.testkit.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two accounts, the primary one of which hangs: the other one's orders pass (L-11). */
final class HangingLinkTest {
  private static final BrokerAccount HANGS = BrokerAccount.parse("paper:hangs");
  private static final BrokerAccount WORKS = BrokerAccount.parse("paper:works");
  private static final OrderRequest RESTING = OrderRequest.buy("AAPL", "1").limit("1");
  private static final Instant START = Instant.parse("2026-01-02T15:00:00Z");
  private static final Symbol AAPL = new Symbol("AAPL");

  private final HangingBroker hanging = new HangingBroker(paper());
  private final MemoryJournal journal = new MemoryJournal();
  private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

  private static PaperBroker paper() {
    return new PaperBroker(PaperConfig.DEFAULT, InstantSource.system());
  }

  @AfterEach
  void end() {
    hanging.release();
    others.shutdownNow();
  }

  private BrokerManager open() {
    return BrokerManager.open(
        new GatewayConfig(
                Path.of("unused"),
                List.of(new Seat(HANGS, hanging), new Seat(WORKS, paper())),
                InstantSource.system(),
                1_000,
                Duration.ofSeconds(8))
            .judging(HealthRules.DEFAULT.neverOpening())
            .routing(new Routing("failover", List.of())),
        journal);
  }

  private static ClientSession client(BrokerManager manager, BrokerAccount account) {
    return manager.client(
        new Principal("trader-" + account.name()), new Allowance(Set.of(), account));
  }

  private static void awaitUp(BrokerManager manager) {
    Await.until("both are up", () -> manager.capabilities().size() == 2);
  }

  private static void await(BrokerManager manager, Order order, OrderStatus status) {
    Await.until(
        order.id() + " is " + status,
        () -> manager.order(order.id()).orElseThrow().status() == status);
  }

  /** Places, replaces nothing, cancels and trades there, as if nothing were. */
  private static void tradesElsewhere(BrokerManager manager) {
    ClientSession client = client(manager, WORKS);
    for (int i = 0; i < 5; i++) {
      Order resting = Rig.done(client.place(RESTING));
      await(manager, resting, OrderStatus.WORKING);
      Rig.done(client.cancel(resting.id()));
      await(manager, resting, OrderStatus.CANCELED);
      await(manager, Rig.done(client.place(OrderRequest.buy("AAPL", "1"))), OrderStatus.FILLED);
    }
  }

  @Test
  @DisplayName("L-11 a link that hangs when it is opened keeps no other from being opened")
  void whileItIsOpened() {
    hanging.hang(Spot.CONNECT);
    try (BrokerManager manager = open()) {
      Await.until("orders are taken", () -> manager.unreadyReason().isEmpty());
      tradesElsewhere(manager);
      assertThat(manager.capabilities()).hasSize(1);
      hanging.release();
      awaitUp(manager);
      await(manager, Rig.done(client(manager, HANGS).place(RESTING)), OrderStatus.WORKING);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLACE", "CANCEL", "REPLACE", "QUERY"})
  @DisplayName("L-11 a link that hangs in a request holds up no other one's orders")
  void inARequest(Spot spot) {
    try (BrokerManager manager = open()) {
      awaitUp(manager);
      ClientSession client = client(manager, HANGS);
      switch (spot) {
        case CANCEL, REPLACE -> {
          Order order = Rig.done(client.place(RESTING));
          await(manager, order, OrderStatus.WORKING);
          hanging.hang(spot);
          if (spot == Spot.CANCEL) {
            Rig.done(client.cancel(order.id()));
          } else {
            Rig.done(client.replace(order.id(), OrderChanges.NONE.quantity("2")));
          }
        }
        default -> {
          if (spot == Spot.QUERY) {
            hanging.loseAnswers();
          }
          hanging.hang(spot);
          Rig.done(client.place(RESTING));
        }
      }
      Await.until("it hangs", () -> hanging.hung() > 0);
      tradesElsewhere(manager);
      hanging.release();
    }
  }

  @Test
  @DisplayName("L-11 a link that hangs in market data holds up no other one's orders")
  void inMarketData() {
    try (BrokerManager manager = open()) {
      awaitUp(manager);
      hanging.hang(Spot.SUBSCRIBE, Spot.HISTORY);
      CountDownLatch subscribed = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        others.execute(() -> {
          var _ = manager.subscribeMarketData(Set.of(AAPL), new Deaf());
          subscribed.countDown();
        });
      }
      others.execute(() ->
          manager
              .marketData()
              .bars(AAPL, BarSpan.MINUTE, new Range(START, START.plusSeconds(60), 10, false)));
      Await.until("both hang", () -> hanging.hung() >= 2);
      tradesElsewhere(manager);
      Await.until("who listens gives up in a moment", () -> subscribed.getCount() == 0);
      hanging.release();
    }
  }

  @Test
  @DisplayName("L-11 a link that never says what its account has holds up no other one's orders")
  void inItsBook() {
    hanging.hang(Spot.BOOK);
    try (BrokerManager manager = open()) {
      awaitUp(manager);
      Await.until("it hangs", () -> hanging.hung() > 0);
      tradesElsewhere(manager);
      hanging.release();
    }
  }

  @Test
  @DisplayName(
      "L-11 a link that waits where it must not does so once, and is not asked there again")
  void whereItMustNotWait() {
    try (BrokerManager manager = open()) {
      awaitUp(manager);
      hanging.hang(Spot.SEND_NOW);
      Rig.done(client(manager, HANGS).place(RESTING));
      Await.until("it hangs", () -> hanging.hung() == 1);
      hanging.release();
      hanging.hang(Spot.SEND_NOW);
      await(manager, Rig.done(client(manager, HANGS).place(RESTING)), OrderStatus.WORKING);
      tradesElsewhere(manager);
      assertThat(hanging.hung()).isEqualTo(1);
    }
  }

  private static final class Deaf implements MarketListener {
    @Override
    public void onQuote(Quote quote) {}

    @Override
    public void onTrade(Trade trade) {}

    @Override
    public void onBar(Bar minuteBar) {}
  }
}
