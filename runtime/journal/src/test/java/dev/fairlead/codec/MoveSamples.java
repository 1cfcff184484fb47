// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Input;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.Execution;
import dev.fairlead.state.StateEdit;
import java.util.List;
import java.util.Map;

/** Units that came without a fill, and what nobody understood. */
final class MoveSamples {
  private static final BrokerReport.Moved MOVED =
      new BrokerReport.Moved(
          Samples.ACCOUNT,
          "opening-AAPL",
          new Symbol("AAPL"),
          Quantity.parse("-2.5"),
          Notional.of(Price.parse("190.24"), Quantity.parse("-2.5")),
          "held when the account was opened");

  private static final BrokerReport.Moved SPLIT =
      new BrokerReport.Moved(
              Samples.ACCOUNT,
              "20260817000000000::split",
              new Symbol("AAPL"),
              Quantity.parse("30"),
              Notional.ZERO,
              "4 for 1")
          .of(MovementKind.SPLIT, Samples.NOON);

  private static final BrokerReport.Flowed DIVIDEND =
      new BrokerReport.Flowed(
          Samples.ACCOUNT,
          "20260817000000000::dividend",
          MovementKind.DIVIDEND,
          Money.parse("1.02", Currency.USD),
          new Symbol("AAPL"),
          Samples.NOON,
          "Cash dividend");

  private static final BrokerReport.Flowed FEE =
      new BrokerReport.Flowed(
          Samples.ACCOUNT,
          "20260818000000000::fee",
          MovementKind.FEE,
          Money.parse("-0.01", Currency.USD),
          null,
          Samples.NOON,
          "TAF fee");

  private MoveSamples() {}

  static void add(Map<String, Input.Cause> causes) {
    causes.put("Moved-2", MOVED);
    causes.put("Unread", new BrokerReport.Unread(Samples.ACCOUNT, "stream", "{\"event\":\"Ω\"}"));
  }

  /** What came later than those: each sample has a number of its own. */
  static void addFlows(Map<String, Input.Cause> causes) {
    causes.put("Moved-Split", SPLIT);
    causes.put("Flowed", DIVIDEND);
    causes.put("Flowed-2", FEE);
    causes.put("Included", new BrokerReport.Included(Samples.ACCOUNT, List.of("a", "b")));
  }

  /** A state of which units have come, with nothing else but a link. */
  static EngineState moved() {
    return with(
        List.of(new EngineState.BookedMove(MOVED, 3)), List.of(MOVED), List.of(), List.of());
  }

  /** The same after a split and a dividend, and with what an opening had in it. */
  static EngineState flowed() {
    return with(
        List.of(new EngineState.BookedMove(MOVED, 3), new EngineState.BookedMove(SPLIT, 4)),
        List.of(),
        List.of(DIVIDEND, FEE),
        List.of(new Execution(Samples.ACCOUNT, "20260816000000000::deposit")));
  }

  private static EngineState with(
      List<EngineState.BookedMove> moves,
      List<BrokerReport.Moved> aside,
      List<BrokerReport.Flowed> flows,
      List<Execution> included) {
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(Samples.ROUTING)
        .links(List.of(new EngineState.Link(Samples.ACCOUNT, null, Samples.NOON.minusMillis(1))))
        .moves(moves)
        .movesAside(aside)
        .flows(flows)
        .included(included)
        .done();
  }
}
