// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.Lead;
import dev.fairlead.state.Lead.Setback;
import dev.fairlead.state.RouteMemory;
import dev.fairlead.state.RouteMemory.Expected;
import dev.fairlead.state.RouteMemory.Listing;
import dev.fairlead.state.StateEdit;
import dev.fairlead.state.TrackRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What routing among several accounts adds to inputs and states. */
final class RouteSamples {
  private static final BrokerAccount OTHER = new BrokerAccount("alpaca", "main");

  private static final Routing ROUTING =
      new Routing(
          "best-execution",
          List.of(Samples.ACCOUNT, OTHER),
          List.of(
              new Rule(new Scope.Key(Samples.PRINCIPAL), "failover", List.of(OTHER)),
              new Rule(new Scope.OfSymbol(new Symbol("BTC/USD")), "primary-only", List.of()),
              new Rule(new Scope.OfClass(AssetClass.CRYPTO), "round-robin", List.of())),
          List.of(new Share(OTHER, 3, 250)));

  private static final Failback AFTER = new Failback.After(Duration.ofMillis(90_500), 75);

  private static final Failback BY_HAND = new Failback.ByHand();

  private RouteSamples() {}

  static void add(Map<String, Input.Cause> causes) {
    causes.put("Started-2", new OperatorAction.Started(7, 4, 1, ROUTING));
    causes.put(
        "Place-hinted",
        new ClientCommand.Place(
            Samples.PRINCIPAL,
            Samples.order(1),
            "hinted",
            Samples.REQUEST,
            Price.parse("190.3"),
            List.of(Samples.order(2)),
            new RouteHints(
                "load-balanced",
                OTHER,
                List.of(
                    new Sight(Samples.ACCOUNT, Price.parse("190.3")),
                    new Sight(OTHER, Price.parse("190.31"))))));
    causes.put(
        "Place-hinted-2",
        new ClientCommand.Place(
            Samples.PRINCIPAL,
            Samples.order(1),
            "sights",
            Samples.REQUEST,
            null,
            List.of(),
            new RouteHints(null, null, List.of(new Sight(OTHER, Price.parse("190.31"))))));
  }

  static void addLeads(Map<String, Input.Cause> causes) {
    causes.put("Started-after", new OperatorAction.Started(7, 5, 1, leading(AFTER)));
    causes.put("Started-by-hand", new OperatorAction.Started(7, 6, 1, leading(BY_HAND)));
    causes.put("Promote", new OperatorAction.Promote(OTHER, "PK1", "cheaper today"));
    causes.put("FailBack", new OperatorAction.FailBack("PK1", "enough"));
    causes.put("TimePassed", new Input.TimePassed());
  }

  private static Routing leading(Failback failback) {
    return new Routing("failover", List.of(Samples.ACCOUNT, OTHER), List.of(), List.of(), failback);
  }

  /** A state in which another account acts, and nothing else. */
  static EngineState led() {
    return StateEdit.of(routed())
        .routing(leading(BY_HAND))
        .lead(
            new Lead(
                new ActingAccount(OTHER, Samples.NOON, Turn.PROMOTED, "cheaper today", "PK1", 7),
                OTHER,
                List.of(
                    new Setback(Samples.ACCOUNT, Samples.NOON, null, "the link is down"),
                    new Setback(OTHER, Samples.NOON, Samples.NOON.plusSeconds(1), "it was")),
                Samples.NOON.plusSeconds(10)))
        .done();
  }

  /** A state that remembers routes, and nothing else. */
  static EngineState routed() {
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(ROUTING)
        .routes(
            new RouteMemory(
                List.of(new Listing(new Symbol("AAPL"), List.of(Samples.ACCOUNT, OTHER))),
                List.of(
                    new TrackRecord(OTHER, 9, 8, 7, 1_500, 6, 250_000, 5, 800_000, 4, 100, 3, -20)),
                List.of(new Expected(Samples.PLACEMENT, Price.parse("190.31")))))
        .done();
  }
}
