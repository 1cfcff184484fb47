// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.SyncedFile;
import dev.fairlead.load.InProcess;
import dev.fairlead.load.Latencies;
import java.util.List;

/** How long one durable order takes in the JVM, beside what one sync takes. */
final class JvmLatencyRow implements Row {
  private static final int ORDERS = 1_000;

  /** By then the compiler is done with most of it. */
  private static final int WARM_UP_ROUNDS = 30;

  @Override
  public String name() {
    return "jvm-latency";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    try (SyncedFile file = new SyncedFile(lab.scratch().resolve("latency.bin"));
        InProcess gateway = new InProcess(lab.scratch().resolve("latency"))) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        place(gateway);
      }
      var rounds = lab.interleave(() -> file.syncs(ORDERS), () -> place(gateway));
      return List.of(
          Line.compared(
              name(),
              "durable order in the JVM, p50",
              "µs",
              rounds,
              Latencies::p50Micros,
              Latencies::p50Micros,
              List.of(Bar.ratioAtMost(1.6)),
              "place() of a resting limit order until its reply, one in flight, the next as soon"
                  + " as the last is answered. Left out: HTTP, store. Baseline: fdatasync of 256 B"
                  + " in a preallocated file on the same disk"),
          Line.compared(
              name(),
              "the same, p99",
              "µs",
              rounds,
              Latencies::p99Micros,
              Latencies::p99Micros,
              List.of(),
              "as above"));
    }
  }

  private static Latencies place(InProcess gateway) {
    long[] nanos = new long[ORDERS];
    for (int i = 0; i < ORDERS; i++) {
      long start = System.nanoTime();
      gateway.place();
      nanos[i] = System.nanoTime() - start;
    }
    gateway.settle();
    return Latencies.of(nanos);
  }
}
