// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Input;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
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

  private MoveSamples() {}

  static void add(Map<String, Input.Cause> causes) {
    causes.put("Moved", MOVED);
    causes.put("Unread", new BrokerReport.Unread(Samples.ACCOUNT, "stream", "{\"event\":\"Ω\"}"));
  }

  /** A state of which units have come, with nothing else but a link. */
  static EngineState moved() {
    EngineState empty = EngineState.EMPTY;
    return new EngineState(
        9,
        Samples.NOON,
        7,
        3,
        1,
        42,
        Samples.ROUTING,
        List.of(new EngineState.Link(Samples.ACCOUNT, null, Samples.NOON.minusMillis(1))),
        empty.instruments(),
        empty.orders(),
        empty.placements(),
        empty.fills(),
        empty.positions(),
        empty.balances(),
        empty.eventCounts(),
        empty.parked(),
        empty.configurations(),
        empty.groups(),
        List.of(new EngineState.BookedMove(MOVED, 3)),
        List.of(MOVED));
  }
}
