// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
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
import dev.fairlead.state.RouteMemory;
import dev.fairlead.state.RouteMemory.Expected;
import dev.fairlead.state.RouteMemory.Listing;
import dev.fairlead.state.StateEdit;
import dev.fairlead.state.TrackRecord;
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
