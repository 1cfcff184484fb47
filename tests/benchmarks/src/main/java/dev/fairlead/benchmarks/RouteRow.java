// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.ToyEngine;
import dev.fairlead.load.Latencies;
import dev.fairlead.load.RouteScript;
import java.util.List;

/** How long the engine takes to decide where an order goes, with three accounts to choose from. */
final class RouteRow implements Row {
  private static final int DECISIONS = 100_000;

  private static final double MOST_MICROS = 5;

  @Override
  public String name() {
    return "route";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    RouteScript script = RouteScript.of("best-execution");
    decide(script);
    var rounds = lab.interleave(RouteRow::toy, () -> decide(script));
    return List.of(
        Line.compared(
            name(),
            "route decision, p50",
            "µs",
            rounds,
            toy -> toy,
            Latencies::p50Micros,
            List.of(Bar.atMost(MOST_MICROS)),
            "best-execution among three accounts: link, health, hours, listing, rules and funds of"
                + " each, their figures, the choice and its reason, the funds of the chosen one."
                + " Left out: the order itself, codec, journal. Baseline: a toy step (map, 256 B"
                + " encode, CRC)"),
        Line.compared(
            name(),
            "the same, p99",
            "µs",
            rounds,
            toy -> toy,
            Latencies::p99Micros,
            List.of(),
            "as above"));
  }

  private static double toy() {
    ToyEngine toy = new ToyEngine();
    long start = System.nanoTime();
    long check = toy.run(DECISIONS);
    double micros = (System.nanoTime() - start) / 1e3 / DECISIONS;
    return check == 0 ? Double.NaN : micros;
  }

  private static Latencies decide(RouteScript script) {
    long[] nanos = new long[DECISIONS];
    for (int i = 0; i < DECISIONS; i++) {
      long start = System.nanoTime();
      script.decide();
      nanos[i] = System.nanoTime() - start;
    }
    return Latencies.of(nanos);
  }
}
