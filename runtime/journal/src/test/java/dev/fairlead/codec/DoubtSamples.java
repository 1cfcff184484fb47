// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.doubt.Doubt.Kind;
import dev.fairlead.doubt.Doubt.Level;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.DoubtMemory;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateEdit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What operators do about doubts, and a state that has some. */
final class DoubtSamples {
  private static final DoubtPolicy STRICT = new DoubtPolicy(true, Duration.ofHours(2));

  private DoubtSamples() {}

  static void add(Map<String, Input.Cause> causes) {
    causes.put("Look", new OfDoubt.Look(Samples.PLACEMENT, "PKOPERATOR"));
    causes.put("Resolve-placed", resolve(new Verdict.Placed("b-17")));
    causes.put("Resolve-never", resolve(new Verdict.NeverPlaced()));
    causes.put(
        "Resolve-filled", resolve(new Verdict.Filled(Quantity.of(10), Price.parse("190.31"))));
    causes.put("Resolve-ended", resolve(new Verdict.Ended()));
    causes.put("Settle", new OfDoubt.Settle(Samples.ACCOUNT, STRICT));
    causes.put("Settle-usual", new OfDoubt.Settle(Samples.ACCOUNT, DoubtPolicy.USUAL));
    causes.put("Restore", new OfDoubt.Restore(Samples.ACCOUNT, "ann", "their ticket 4711"));
  }

  private static OfDoubt.Resolve resolve(Verdict verdict) {
    return new OfDoubt.Resolve(Samples.PLACEMENT, new Resolution("ann", "by telephone", verdict));
  }

  /** Of every kind of doubt, level and finding one. */
  static EngineState doubted() {
    List<Doubt> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Doubt doubt =
          new Doubt(
              Samples.PLACEMENT,
              Samples.order(i),
              Samples.ACCOUNT,
              List.of(Kind.values()).get(i),
              Samples.NOON.plusSeconds(i),
              "connection reset",
              List.of(Level.values()).reversed().get(i),
              Samples.NOON.plusSeconds(600),
              null,
              i == 0 ? null : Samples.NOON.plusMillis(200));
      open.add(doubt.heard(Samples.NOON, List.of(Finding.values()).get(i)));
      open.add(doubt);
    }
    Trust.Breach breach = new Trust.Breach(Samples.PLACEMENT, Samples.NOON, "working as b-17");
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(Samples.ROUTING)
        .doubts(
            new DoubtMemory(
                open,
                List.of(Samples.PLACEMENT),
                List.of(new Trust(Samples.ACCOUNT, STRICT, breach))))
        .done();
  }
}
