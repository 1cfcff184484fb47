// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.Offers;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.RoutePreview;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An engine with three accounts, and orders to decide where they would go. */
public final class RouteScript {
  private static final Instant START = Instant.parse("2026-01-05T14:30:00Z");
  private static final List<BrokerAccount> ACCOUNTS =
      List.of(
          new BrokerAccount("paper", "a"),
          new BrokerAccount("paper", "b"),
          new BrokerAccount("paper", "c"));

  /** As many as one decides while another is made. */
  private static final int ORDERS = 64;

  private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
  private final Place[] orders = new Place[ORDERS];
  private long sequence;
  private int next;

  private RouteScript() {}

  /** One whose orders are routed by {@code strategy}. */
  public static RouteScript of(String strategy) {
    RouteScript script = new RouteScript();
    script.apply(
        new OperatorAction.Started(1, 1, OrderEngine.VERSION, new Routing(strategy, ACCOUNTS)));
    for (BrokerAccount account : ACCOUNTS) {
      script.apply(new BrokerReport.Listed(account, List.of(EngineScript.listed("AAPL"))));
      Money cash = Money.parse("100000000", Currency.USD);
      script.apply(new BrokerReport.Funded(account, cash, 2, "opening balance"));
      script.apply(new LinkChange.Up(account, Capabilities.taking(Offers.all())));
    }
    for (int i = 0; i < ORDERS; i++) {
      script.orders[i] = order(i);
    }
    return script;
  }

  private void apply(Input.Cause cause) {
    sequence++;
    engine.apply(new Input(sequence, START.plusSeconds(sequence), cause));
  }

  private static Place order(int number) {
    List<Sight> sights =
        List.of(
            new Sight(ACCOUNTS.get(0), price(number % 7)),
            new Sight(ACCOUNTS.get(1), price(number % 5)),
            new Sight(ACCOUNTS.get(2), price(number % 3)));
    return new Place(
        new Principal("bench"),
        new OrderId(new UUID(3, number)),
        "order-" + number,
        OrderRequest.buy("AAPL", "10"),
        price(0),
        List.of(),
        new RouteHints(null, null, sights));
  }

  private static Price price(int cents) {
    return Price.parse("100." + (10 + cents));
  }

  /** Decides where the next order would go; throws where it would go nowhere. */
  public void decide() {
    RoutePreview preview = engine.preview(orders[next], START.plusSeconds(60));
    next = (next + 1) % ORDERS;
    if (preview.chosen() == null) {
      throw new IllegalStateException("an order that goes nowhere: " + preview.denial());
    }
  }
}
