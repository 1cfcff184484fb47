// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.ToyEngine;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.load.EngineScript;
import dev.fairlead.message.Input;
import java.util.List;

/** How many inputs a second the engine applies, on one thread. */
final class EngineRow implements Row {
  private static final int ORDERS = 64 * 1_600;
  private static final int TOY_STEPS = 2_000_000;

  private static final String INCLUDES =
      "the full state machine from an array of inputs: place, answer, then two fills or a cancel"
          + " and its answer and report, 64 orders open at once; rules, funds, book and outcome."
          + " Left out: codec, journal, threads. Baseline: a toy step (map, 256 B encode, CRC)";

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    EngineScript script = EngineScript.of(ORDERS);
    Input[] inputs = script.inputs();
    List<Lab.Round<Double, Double>> rounds =
        lab.interleave(EngineRow::toySteps, () -> steps(script.engine(), inputs));
    return List.of(
        Line.compared(
            name(),
            "engine steps",
            "/s",
            rounds,
            toy -> toy,
            steps -> steps,
            List.of(Bar.atLeast(500_000), Bar.ratioAtLeast(0.05)),
            INCLUDES));
  }

  private static double toySteps() {
    long start = System.nanoTime();
    long check = new ToyEngine().run(TOY_STEPS);
    double seconds = (System.nanoTime() - start) / 1e9;
    return check == 0 ? Double.NaN : TOY_STEPS / seconds;
  }

  private static double steps(OrderEngine engine, Input[] inputs) {
    System.gc();
    long start = System.nanoTime();
    for (Input input : inputs) {
      engine.apply(input);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    requireAllDone(engine);
    return inputs.length / seconds;
  }

  /** A script that the engine refused would be quick, and worth nothing. */
  private static void requireAllDone(OrderEngine engine) {
    int orders = engine.state().orders().size();
    int fills = engine.state().fills().size();
    if (orders != ORDERS || fills != ORDERS / 4 * 3 * 2 || !engine.openOrders().isEmpty()) {
      throw new IllegalStateException(
          "the script did not run as written: %d orders, %d fills, %d open"
              .formatted(orders, fills, engine.openOrders().size()));
    }
  }
}
