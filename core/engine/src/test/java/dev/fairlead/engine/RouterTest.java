// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.engine.Floor.A;
import static dev.fairlead.engine.Floor.ANN;
import static dev.fairlead.engine.Floor.B;
import static dev.fairlead.engine.Floor.C;
import static dev.fairlead.engine.Floor.hints;
import static dev.fairlead.engine.Floor.passedOver;
import static dev.fairlead.engine.Floor.seeing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which accounts an order may go to, and by whose rule it is chosen. */
final class RouterTest {
  private static final OrderRequest BUY = OrderRequest.buy("AAPL", "10");
  private static final OrderRequest COIN = OrderRequest.buy("BTC/USD", "0.01").limit("100");

  @Test
  void primaryOnlyGoesNowhereElse() {
    Floor floor = Floor.with("primary-only");
    Routed routed = floor.goes(BUY, seeing("100"));
    assertThat(routed.account()).isEqualTo(A);
    assertThat(passedOver(routed, B)).isEqualTo("primary-only takes the first account");
    floor.apply(new LinkChange.Down(A, "gone"));
    assertThat(floor.denied(BUY, seeing("100")).sentence()).contains("paper:a: its link is down");
  }

  @Test
  void failoverGoesToTheFirstThatIsUpAndBackAgain() {
    Floor floor = Floor.with("failover");
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    floor.apply(new LinkChange.Down(A, "gone"));
    Routed routed = floor.goes(BUY, seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).isEqualTo("its link is down");
    floor.apply(new LinkChange.Down(B, "gone"));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(C);
    floor.apply(new LinkChange.Up(A, Desk.capabilities(Desk.PROOF)));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(C);
    floor.desk.letPass(Failback.USUAL.hold());
    floor.apply(new Input.TimePassed());
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
  }

  @Test
  void anOpenBreakerIsPassedOver() {
    Floor floor = Floor.with("load-balanced");
    floor.apply(new LinkHealth(A, 30, LinkHealth.Breaker.OPEN, List.of()));
    Routed routed = floor.goes(BUY, seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).isEqualTo("the breaker of paper:a is open: nothing is wrong");
    floor.apply(new LinkHealth(A, 60, LinkHealth.Breaker.HALF_OPEN, List.of()));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(C);
    floor.apply(LinkHealth.unjudged(A));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
  }

  @Test
  void anInstrumentGoesOnlyWhereItIsListed() {
    Floor floor = Floor.with("round-robin");
    Instrument only =
        new Instrument(
            new Symbol("MSFT"),
            new UUID(1, 99),
            "MSFT",
            Desk.AAPL.exchange(),
            AssetClass.EQUITY,
            Desk.AAPL.currency(),
            Desk.AAPL.ticks(),
            Desk.AAPL.lot(),
            true,
            true,
            true,
            true);
    floor.apply(new BrokerReport.Listed(C, List.of(only)));
    Routed routed = floor.goes(OrderRequest.buy("MSFT", "1"), seeing("100"));
    assertThat(routed.account()).isEqualTo(C);
    assertThat(passedOver(routed, A)).isEqualTo("it does not list MSFT");
    floor.apply(new BrokerReport.Listed(A, List.of(only)));
    assertThat(floor.account(OrderRequest.buy("MSFT", "1"), seeing("100"))).isEqualTo(A);
  }

  @Test
  void anAccountInItsPauseTakesNothing() {
    Floor floor = Floor.with("failover");
    Pause restart =
        new Pause(LocalTime.of(23, 30), LocalTime.of(0, 30), ZoneOffset.UTC, "nightly restart");
    Pause noon =
        new Pause(
            LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneId.of("America/New_York"), "log-out");
    // It is 9:30 in New York.
    floor.apply(
        new LinkChange.Up(A, Desk.capabilities(Desk.PROOF).pausing(List.of(restart, noon))));
    Routed routed = floor.goes(BUY, seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A))
        .isEqualTo("it takes nothing until 10:00 America/New_York: log-out");
    floor.desk.letPass(Duration.ofMinutes(30));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    floor.desk.letPass(Duration.ofHours(9));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(B);
    floor.desk.letPass(Duration.ofHours(1));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
  }

  @Test
  void whatOneCannotAffordGoesToOneThatCan() {
    Floor floor = Floor.with("failover");
    floor.apply(new BrokerReport.Funded(B, Desk.usd("900000"), 2, "deposit"));
    Routed routed = floor.goes(OrderRequest.buy("AAPL", "5000").limit("100"), seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).startsWith("insufficient buying power");
    assertThat(floor.denied(OrderRequest.buy("AAPL", "500000").limit("100"), seeing("100")))
        .isInstanceOf(Denial.InsufficientBuyingPower.class);
  }

  @Test
  void aUsedUpBudgetIsPassedOverWhileAnotherIsFree() {
    Floor floor = Floor.with("failover");
    // Of four one is kept back, and one is for cancels.
    Budget two = new Budget(Budget.Lane.ORDERS, 4, Duration.ofMinutes(1));
    floor.apply(new LinkChange.Up(A, Desk.capabilities(Desk.PROOF).within(List.of(two))));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    floor.desk.letPass(Duration.ofSeconds(30));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    Routed third = floor.goes(BUY, seeing("100"));
    assertThat(third.account()).isEqualTo(B);
    assertThat(passedOver(third, A)).isEqualTo("its budget of orders is used up");
    floor.apply(new LinkChange.Down(B, "gone"));
    floor.apply(new LinkChange.Down(C, "gone"));
    // Better to wait there than to be refused.
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    floor.desk.letPass(Duration.ofSeconds(60));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
  }

  @Test
  void whatHealthSaysIsUsedUpIsPassedOverWhileAnotherIsFree() {
    Floor floor = Floor.with("failover");
    floor.apply(spent(A, 0));
    Routed routed = floor.goes(BUY, seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).isEqualTo("its budget of orders is used up");
    floor.apply(spent(B, 0));
    floor.apply(spent(C, 0));
    assertThat(floor.account(BUY, seeing("100"))).as("all are alike").isEqualTo(A);
    floor.apply(spent(B, 1));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(B);
  }

  private static LinkHealth spent(BrokerAccount account, int percentLeft) {
    LinkHealth.Cause cause = new LinkHealth.Cause(LinkHealth.Kind.BUDGET, 30, percentLeft, 20);
    return new LinkHealth(account, 70, LinkHealth.Breaker.CLOSED, List.of(cause));
  }

  @Test
  @DisplayName(
      "I-31 an order that takes from a position goes to where it is held, and nowhere else")
  void closingOrdersArePinned() {
    Floor floor = Floor.with("round-robin");
    floor.goes(BUY, seeing("100"));
    Routed bought = floor.goes(BUY, seeing("100"));
    assertThat(bought.account()).isEqualTo(B);
    floor.fill(bought, "100", "0");
    OrderRequest sell = OrderRequest.sell("AAPL", "4").limit("101");
    for (int i = 0; i < 2; i++) {
      Routed sold = floor.goes(sell, seeing("100"));
      assertThat(sold.account()).isEqualTo(B);
      assertThat(sold.strategy()).isEqualTo(Routed.PINNED);
      assertThat(sold.reason()).isEqualTo("it takes from a position that paper:b holds");
      assertThat(passedOver(sold, A)).isEqualTo("the position that it takes from is at paper:b");
    }
    assertThat(floor.denied(sell, seeing("100"))).isInstanceOf(Denial.InsufficientQuantity.class);
    floor.apply(new LinkHealth(B, 0, LinkHealth.Breaker.OPEN, List.of()));
    assertThat(floor.account(OrderRequest.sell("AAPL", "2"), seeing("100"))).isEqualTo(B);
    floor.apply(new LinkChange.Down(B, "gone"));
    assertThat(floor.denied(sell, seeing("100")).sentence()).contains("paper:b: its link is down");
    // A pinned order takes nobody's turn.
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(C);
  }

  @Test
  @DisplayName("I-31 of several that hold it, the one that holds enough")
  void closesWhereEnoughIsHeld() {
    Floor floor = Floor.with("round-robin");
    floor.fill(floor.goes(OrderRequest.buy("AAPL", "3"), seeing("100")), "100", "0");
    floor.fill(floor.goes(OrderRequest.buy("AAPL", "8"), seeing("100")), "100", "0");
    assertThat(floor.account(OrderRequest.sell("AAPL", "5"), seeing("100"))).isEqualTo(B);
    assertThat(floor.account(OrderRequest.sell("AAPL", "3"), seeing("100"))).isEqualTo(A);
    assertThat(floor.denied(OrderRequest.sell("AAPL", "11"), seeing("100")))
        .isInstanceOf(Denial.InsufficientQuantity.class);
  }

  @Test
  void theOrdersOwnStrategyComesBeforeTheKeysTheSymbolsAndTheAssetClasses() {
    Rule key = new Rule(new Scope.Key(ANN), "primary-only", List.of(B));
    Rule symbol = new Rule(new Scope.OfSymbol(new Symbol("BTC/USD")), "failover", List.of(C, B));
    Rule assets = new Rule(new Scope.OfClass(AssetClass.CRYPTO), "primary-only", List.of(A));
    Floor all = Floor.with("failover", assets, symbol, key);
    Routed routed = all.goes(COIN, seeing("100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).isEqualTo("the rule is for paper:b");
    assertThat(all.goes(COIN, hints("round-robin", null)).strategy()).isEqualTo("round-robin");
    assertThat(all.goes(COIN, hints("round-robin", null)).account()).isEqualTo(B);
    Floor without = Floor.with("failover", assets, symbol);
    assertThat(without.account(COIN, seeing("100"))).isEqualTo(C);
    assertThat(without.account(BUY, seeing("100"))).isEqualTo(A);
    assertThat(Floor.with("round-robin", assets).goes(COIN, seeing("100")).strategy())
        .isEqualTo("primary-only");
  }

  @Test
  @DisplayName("S-11 the orders of a key that has one account go there, whoever would be chosen")
  void aKeyThatHasOneAccountIsKeptToIt() {
    Floor floor = Floor.with("failover");
    Routed routed = floor.goes(BUY, hints(null, C, "100", "100", "100"));
    assertThat(routed.account()).isEqualTo(C);
    assertThat(passedOver(routed, A)).isEqualTo("this key trades only at paper:c");
    floor.apply(new LinkChange.Down(C, "gone"));
    assertThat(floor.denied(BUY, hints(null, C)).sentence()).contains("paper:c: its link is down");
  }

  @Test
  void aStrategyThatNobodyKnowsIsARefusal() {
    assertThat(Floor.with("failover").denied(BUY, hints("coin-toss", null)).sentence())
        .contains("no routing strategy is called coin-toss");
  }

  @Test
  void anAccountIsValuedByWhatItSees() {
    Floor floor = Floor.with("failover");
    // At 150 a cash of 100,000 with a multiplier of 2 is too little at the first account only.
    Routed routed = floor.goes(OrderRequest.buy("AAPL", "1500"), seeing("150", "100", "100"));
    assertThat(routed.account()).isEqualTo(B);
    assertThat(passedOver(routed, A)).startsWith("insufficient buying power");
  }

  @Test
  void aFaultOfTheOrderIsToldAsSuch() {
    Floor floor = Floor.with("failover");
    assertThat(floor.denied(OrderRequest.buy("AAPL", "10").limit("1.001"), RouteHints.NONE).code())
        .isEqualTo("INVALID_ORDER");
  }

  @Test
  @DisplayName("I-04 accounts may be more or fewer after a start")
  void accountsComeAndGo() {
    Floor floor = Floor.with("round-robin");
    floor.fill(floor.goes(BUY, seeing("100")), "100", "0");
    floor.goes(BUY, seeing("100"));
    floor.desk.start(new Routing("round-robin", List.of(C)));
    floor.apply(new LinkChange.Up(C, Desk.capabilities(Desk.PROOF)));
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(C);
    floor.desk.start(new Routing("load-balanced", List.of(A, B, C)));
    for (var account : List.of(A, B, C)) {
      floor.apply(new LinkChange.Up(account, Desk.capabilities(Desk.PROOF)));
    }
    assertThat(floor.account(BUY, seeing("100"))).isEqualTo(A);
    Replays.endAlike(floor.desk.inputs(), floor.desk.outcomes(), floor.desk.state());
  }
}
