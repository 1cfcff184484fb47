// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.door.Allowance;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.journal.Journal;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.message.Denial;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.RoutePreview;
import dev.fairlead.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with three paper accounts. */
final class SeveralAccountsTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");
  private static final BrokerAccount C = BrokerAccount.parse("paper:c");

  @TempDir Path data;

  private GatewayConfig config(String strategy) {
    List<Seat> seats =
        List.of(A, B, C).stream()
            .map(each ->
                new Seat(each, new PaperBroker(PaperConfig.DEFAULT, InstantSource.system())))
            .toList();
    return new GatewayConfig(data, seats, InstantSource.system(), 100, Duration.ofSeconds(10))
        .routing(new Routing(strategy, List.of()));
  }

  private BrokerManager open(String strategy) throws InterruptedException {
    BrokerManager manager = BrokerManager.open(config(strategy));
    manager.awaitReady();
    Await.until("all are up", () -> manager.capabilities().size() == 3);
    return manager;
  }

  private static Order filled(BrokerManager manager, OrderRequest request, String id) {
    Order placed = Rig.done(manager.local().place(request, id));
    Await.until(
        id + " fills",
        () -> manager.order(placed.id()).orElseThrow().status() == OrderStatus.FILLED);
    return manager.order(placed.id()).orElseThrow();
  }

  @Test
  @DisplayName("I-04 routes, books and what was learned are the same after a replay")
  void ordersGoAroundAndEachAccountHasItsBook() throws InterruptedException {
    try (BrokerManager manager = open("round-robin")) {
      assertThat(filled(manager, OrderRequest.buy("AAPL", "1"), "1").account()).isEqualTo(A);
      assertThat(filled(manager, OrderRequest.buy("AAPL", "2"), "2").account()).isEqualTo(B);
      assertThat(filled(manager, OrderRequest.buy("MSFT", "3"), "3").account()).isEqualTo(C);
      assertThat(manager.positions())
          .extracting(Position::account)
          .containsExactlyInAnyOrder(A, B, C);
      assertThat(manager.balances()).extracting(balance -> balance.account()).contains(A, B, C);
      assertThat(filled(manager, OrderRequest.sell("MSFT", "1"), "4").account())
          .as("I-31")
          .isEqualTo(C);
    }
    try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
      EngineState kept = journal.snapshot(Long.MAX_VALUE);
      OrderEngine replayed = new OrderEngine(EngineState.EMPTY);
      journal.replay(0, replayed::apply);
      assertThat(replayed.state()).isEqualTo(kept);
      assertThat(Journal.stateHash(replayed.state())).isEqualTo(Journal.stateHash(kept));
      assertThat(kept.routes().listed(B)).contains(OrderRequest.buy("AAPL", "1").symbol());
    }
    try (BrokerManager manager = open("round-robin")) {
      assertThat(filled(manager, OrderRequest.buy("AAPL", "1"), "5").account()).isEqualTo(A);
    }
  }

  @Test
  void anOrdersOwnStrategyIsFollowedAndWhatIsAskedWithoutAnOrderIsNotKept()
      throws InterruptedException {
    try (BrokerManager manager = open("primary-only")) {
      OrderRequest request = OrderRequest.buy("AAPL", "1");
      for (int i = 0; i < 3; i++) {
        RoutePreview preview = manager.local().route(request, "round-robin");
        assertThat(Objects.requireNonNull(preview.chosen()).account()).isEqualTo(A);
        assertThat(preview.candidates()).hasSize(3);
      }
      Reply first = manager.local().place(request, "1", "round-robin");
      Reply second = manager.local().place(request, "2", "round-robin");
      assertThat(Rig.done(first).account()).isEqualTo(A);
      assertThat(Rig.done(second).account()).isEqualTo(B);
      assertThat(Rig.done(manager.local().place(request, "3")).account()).isEqualTo(A);
      assertThat(manager.local().place(request, "4", "coin-toss"))
          .isInstanceOfSatisfying(
              Reply.Denied.class,
              denied -> assertThat(denied.denial().sentence()).contains("one of primary-only"));
    }
  }

  @Test
  @DisplayName("S-13 a key that has one account trades there, whichever a strategy would choose")
  void aKeyIsKeptToItsAccount() throws InterruptedException {
    try (BrokerManager manager = open("failover")) {
      ClientSession bound = manager.client(new Principal("bound"), new Allowance(Set.of(), C));
      assertThat(Rig.done(bound.place(OrderRequest.buy("AAPL", "1"))).account()).isEqualTo(C);
      ClientSession lost =
          manager.client(
              new Principal("lost"), new Allowance(Set.of(), BrokerAccount.parse("paper:z")));
      assertThat(lost.place(OrderRequest.buy("AAPL", "1")))
          .isInstanceOfSatisfying(
              Reply.Denied.class,
              denied -> assertThat(denied.denial()).isInstanceOf(Denial.NotAllowed.class));
    }
  }

  @Test
  void aStrategyThatNobodyKnowsIsRefusedAtOnce() {
    assertThatThrownBy(() -> config("coin-toss"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no routing strategy is called coin-toss; one of [primary-only");
  }
}
