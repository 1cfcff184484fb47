// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.GroupCommit;
import dev.fairlead.baseline.SyncedFile;
import dev.fairlead.load.ClosedLoop;
import dev.fairlead.load.ClosedLoop.Done;
import dev.fairlead.load.InProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How many durable orders a second the JVM takes with 64 in flight. */
final class JvmThroughputRow implements Row {
  private static final int IN_FLIGHT = 64;
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int WARM_UP_ROUNDS = 6;

  @Override
  public String name() {
    return "jvm-throughput";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    try (GroupCommit reference = new GroupCommit(lab.scratch().resolve("throughput.bin"))) {
      byte[] record = new byte[SyncedFile.RECORD_BYTES];
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        place(programs.newFolder());
      }
      var rounds =
          lab.interleave(
              () -> ClosedLoop.run(IN_FLIGHT, TIME, _ -> reference.submit(record)),
              () -> place(programs.newFolder()));
      return List.of(
          Line.compared(
              name(),
              "durable orders in the JVM, 64 in flight",
              "/s",
              rounds,
              Done::perSecond,
              Done::perSecond,
              List.of(Bar.ratioAtLeast(0.60), Bar.atLeast(10_000)),
              "place() of resting limit orders from 64 threads of this process, with all that"
                  + " the paper broker says of each journaled too; a new gateway each round."
                  + " Left out: HTTP, store, garbage collection (the heap holds a round). Baseline:"
                  + " 64 threads and a writer that syncs 256 B records in batches"),
          Line.compared(
              name(),
              "the same, p50",
              "µs",
              rounds,
              done -> done.latencies().p50Micros(),
              done -> done.latencies().p50Micros(),
              List.of(),
              "as above"));
    }
  }

  /** On a new gateway, so that what is held of earlier rounds slows down none. */
  private static Done place(Path data) throws Exception {
    try (InProcess gateway = new InProcess(data)) {
      System.gc();
      Done done = ClosedLoop.run(IN_FLIGHT, TIME, _ -> gateway.place());
      gateway.settle();
      return done;
    }
  }
}
