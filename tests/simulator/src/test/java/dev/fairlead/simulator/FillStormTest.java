// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An incident that is too long to audit after each step. */
final class FillStormTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("sim:a-0");
  private static final int FILLS = 100_000;

  private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
  private Instant now = Instant.parse("2026-01-05T14:30:00Z");

  private Outcome apply(Input.Cause cause) {
    now = now.plusMillis(1);
    return engine.apply(new Input(engine.sequence() + 1, now, cause));
  }

  @Test
  @DisplayName("Zerodha 2019: one order with 100,000 trades is booked, and its money let go (I-30)")
  void zerodha2019FillStorm() {
    apply(new Started(1, 1, OrderEngine.VERSION, new Routing("primary-only", List.of(ACCOUNT))));
    apply(new BrokerReport.Listed(ACCOUNT, List.of(Simulation.listed("AAPL"))));
    Money cash = Money.parse("100000000", Currency.USD);
    apply(new BrokerReport.Funded(ACCOUNT, cash, 1, "opening"));
    apply(new LinkChange.Up(ACCOUNT, Personality.A.can()));
    OrderId order = new OrderId(new UUID(1, 1));
    OrderRequest request = OrderRequest.buy("AAPL", Integer.toString(FILLS)).limit("100");
    apply(new ClientCommand.Place(new Principal("ann"), order, "storm", request, null));
    Placement placement = engine.livePlacements().getFirst();

    int booked = 0;
    for (int i = 0; i < FILLS; i++) {
      Fill fill =
          new Fill(
              "x" + i,
              0,
              new Symbol("AAPL"),
              Side.BUY,
              Quantity.of(1),
              Price.parse("100"),
              Money.zero(Currency.USD),
              now);
      OrderReport told =
          new OrderReport(ACCOUNT, placement.id(), new OrderNews.Executed(fill, false));
      Outcome outcome = apply(told);
      booked += (int) outcome.events().stream().filter(Event.Booked.class::isInstance).count();
      assertThat(outcome.effects()).isEmpty();
      if (i % 1_000 == 0) {
        assertThat(apply(told).events()).as("told twice").isEmpty();
      }
    }

    assertThat(booked).isEqualTo(FILLS);
    assertThat(engine.order(order).orElseThrow().status()).isEqualTo(OrderStatus.FILLED);
    assertThat(engine.positions().getFirst().quantity()).isEqualTo(Quantity.of(FILLS));
    assertThat(engine.balances().getFirst().reserved()).isEqualTo(Money.zero(Currency.USD));
    assertThat(engine.livePlacements()).isEmpty();
  }
}
