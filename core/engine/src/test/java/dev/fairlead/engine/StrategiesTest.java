// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.engine.Floor.A;
import static dev.fairlead.engine.Floor.B;
import static dev.fairlead.engine.Floor.C;
import static dev.fairlead.engine.Floor.figures;
import static dev.fairlead.engine.Floor.seeing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each strategy chooses, and what it learns from. */
final class StrategiesTest {
  private static final OrderRequest BUY = OrderRequest.buy("AAPL", "1");
  private static final OrderRequest SELL = OrderRequest.sell("AAPL", "1");
  private static final RouteHints SAME = seeing("100");

  private static List<BrokerAccount> next(Floor floor, int count) {
    List<BrokerAccount> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(floor.account(BUY, SAME));
    }
    return accounts;
  }

  @Test
  void roundRobinTakesOneAfterTheOther() {
    Floor floor = Floor.with("round-robin");
    assertThat(next(floor, 7)).containsExactly(A, B, C, A, B, C, A);
    floor.apply(new LinkChange.Down(B, "gone"));
    assertThat(next(floor, 3)).containsExactly(C, A, C);
    floor.apply(new LinkChange.Up(B, Desk.capabilities(Desk.PROOF)));
    // One turn when it is back, not all those that it missed.
    assertThat(next(floor, 4)).containsExactly(B, A, C, B);
  }

  @Test
  void aDeniedOrderTakesNobodysTurn() {
    Floor floor = Floor.with("round-robin");
    assertThat(floor.account(BUY, SAME)).isEqualTo(A);
    floor.denied(OrderRequest.buy("AAPL", "1000000").limit("100"), SAME);
    assertThat(floor.account(BUY, SAME)).isEqualTo(B);
  }

  @Test
  void loadBalancedLooksAtWhatIsOutstandingForItsWeight() {
    Floor floor = Floor.sharing("load-balanced", new Share(B, 3, 0));
    assertThat(next(floor, 10)).containsExactly(A, B, C, B, B, A, C, B, B, B);
    Routed routed = floor.goes(BUY, SAME);
    assertThat(routed.account()).isEqualTo(A);
    assertThat(figures(routed, B).outstanding()).isEqualTo(6);
    assertThat(routed.reason())
        .isEqualTo(
            "paper:a has the least outstanding for its weight, 2 for 1, and of those alike was"
                + " used the longest ago");
  }

  @Test
  void loadBalancedGoesWhereOrdersHaveEnded() {
    Floor floor = Floor.with("load-balanced");
    Routed first = floor.goes(BUY, SAME);
    assertThat(next(floor, 2)).containsExactly(B, C);
    floor.fill(first, "100", "0");
    assertThat(next(floor, 1)).containsExactly(A);
  }

  @Test
  void bestExecutionTakesTheBestPrice() {
    Floor floor = Floor.with("best-execution");
    Routed bought = floor.goes(BUY, seeing("100.03", "100.01", "100.02"));
    assertThat(bought.account()).isEqualTo(B);
    assertThat(bought.reason())
        .isEqualTo(
            "paper:b is expected at 100.01 with slippage and fees, the next is paper:c at 100.02");
    assertThat(floor.account(SELL, seeing("100.03", "100.01", "100.02"))).isEqualTo(A);
    assertThat(floor.account(BUY, seeing("100.03", null, "100.02"))).isEqualTo(C);
    assertThat(floor.account(BUY.limit("100.01"), seeing("100.03", "100.02", "100.02")))
        .as("none is better than the limit")
        .isEqualTo(A);
  }

  @Test
  void bestExecutionCountsTheFeesThatAreSettled() {
    Floor floor = Floor.sharing("best-execution", new Share(A, 1, 500), new Share(B, 1, 100));
    Routed routed = floor.goes(BUY, seeing("100", "100.02", "100.06"));
    // 100.05, 100.03 after a whole tick, 100.06.
    assertThat(routed.account()).isEqualTo(B);
    assertThat(figures(routed, A).expected()).hasToString("100.05");
    assertThat(figures(routed, B).expected()).hasToString("100.04");
    assertThat(figures(routed, A).feePpb()).isEqualTo(500_000);
  }

  @Test
  void bestExecutionLearnsTheFeesThatAreTaken() {
    Floor floor = Floor.with("best-execution");
    for (int i = 0; i < 10; i++) {
      floor.fill(floor.goes(BUY, seeing("100", "101", "101")), "100", "0.5");
    }
    Routed routed = floor.goes(BUY, seeing("100", "100.4", "101"));
    assertThat(figures(routed, A).feePpb()).isEqualTo(5_000_000);
    assertThat(figures(routed, A).expected()).hasToString("100.5");
    assertThat(routed.account()).isEqualTo(B);
  }

  @Test
  void bestExecutionLearnsTheSlippageOfMarketOrders() {
    Floor floor = Floor.with("best-execution");
    for (int i = 0; i < 40; i++) {
      floor.fill(floor.goes(BUY, seeing("100", "101", "101")), "100.2", "0");
    }
    Routed routed = floor.goes(BUY, seeing("100", "100.1", "101"));
    assertThat(figures(routed, A).slippagePpb()).isEqualTo(2_000_000);
    assertThat(figures(routed, A).expected()).hasToString("100.2");
    assertThat(routed.account()).isEqualTo(B);
    assertThat(floor.account(BUY.limit("105"), seeing("100", "100.1", "101")))
        .as("a limit does not slip")
        .isEqualTo(A);
  }

  @Test
  void ofTheSamePriceTheAccountThatFillsMore() {
    Floor floor = Floor.with("best-execution");
    Routed first = floor.goes(BUY.limit("90"), SAME);
    floor.accept(first);
    floor.tell(first, new OrderNews.Expired());
    Routed second = floor.goes(BUY.limit("90"), SAME);
    assertThat(second.account()).isEqualTo(B);
    assertThat(figures(second, A).filledPpm()).isZero();
    assertThat(second.reason()).contains("expected at 90");
    assertThat(Floor.with("best-execution").goes(BUY, SAME).reason())
        .isEqualTo(
            "paper:a is expected at 100 with slippage and fees, as is paper:b, which comes later"
                + " in the order of accounts");
  }

  @Test
  void ofTheSamePriceAndFillsTheAccountThatRejectsLess() {
    Floor floor = Floor.with("best-execution");
    Routed first = floor.goes(BUY.limit("90"), SAME);
    floor.tell(first, new OrderNews.Rejected("no"));
    Routed next = floor.goes(BUY.limit("90"), SAME);
    assertThat(next.account()).isEqualTo(B);
    assertThat(figures(next, A).rejectedPpm()).isEqualTo(1_000_000);
  }

  @Test
  void ofAccountsThatAreAlikeTheOneThatAnswersSooner() {
    Floor floor = Floor.with("best-execution");
    Routed first = floor.goes(BUY.limit("90"), SAME);
    floor.desk.letPass(Duration.ofMillis(250));
    floor.accept(first);
    Routed next = floor.goes(BUY.limit("90"), SAME);
    assertThat(figures(next, A).latencyMicros()).isEqualTo(250_000);
    assertThat(next.account()).isEqualTo(B);
    assertThat(floor.goes(BUY.limit("90"), seeing(null, "100", "100")).reason())
        .contains("as is paper:c, which comes later");
  }

  @Test
  void whatItsClientCancelsSaysNothingOfAnAccount() {
    Floor floor = Floor.with("best-execution");
    Routed first = floor.goes(BUY.limit("90"), SAME);
    floor.accept(first);
    floor.apply(new ClientCommand.Cancel(Floor.ANN, first.order()));
    floor.tell(first, new OrderNews.Canceled());
    assertThat(figures(floor.goes(BUY.limit("90"), SAME), A).filledPpm()).isEqualTo(1_000_000);
  }

  @Test
  void whatWasLearnedIsTheSameAfterARestart() {
    Floor floor = Floor.with("best-execution");
    for (int i = 0; i < 25; i++) {
      String touch = "10" + i % 3;
      Routed routed = floor.goes(BUY, seeing(touch, "101", "101"));
      floor.desk.letPass(Duration.ofMillis(3L * i));
      floor.accept(routed);
      if (i % 2 == 0) {
        floor.fill(routed, "100.5", "0.01");
      }
    }
    Replays.endAlike(floor.desk.inputs(), floor.desk.outcomes(), floor.desk.state());
  }
}
