// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.Bystander;
import dev.fairlead.load.GatewayProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a gateway takes that nobody asks anything of. */
final class IdleRow implements Row {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration WATCH = Duration.ofSeconds(20);
  private static final String INCLUDES =
      "`fairlead up` on empty data with its market alive, after 5 s, over 20 s, by /proc."
          + " Baseline: a JVM with the same options that sleeps";

  private record Use(double cpuPercent, double residentMiB) {}

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    var rounds =
        lab.interleave(
            () -> watch(programs.main(Bystander.class, List.of())),
            () -> watch(programs.up(lab.jar(), programs.newFolder())));
    return List.of(
        Line.compared(
            name(),
            "idle, CPU of one core",
            "%",
            rounds,
            Use::cpuPercent,
            Use::cpuPercent,
            List.of(Bar.atMost(2)),
            INCLUDES),
        Line.compared(
            name(),
            "idle, resident memory",
            "MiB",
            rounds,
            Use::residentMiB,
            Use::residentMiB,
            List.of(Bar.atMost(250)),
            INCLUDES));
  }

  private static Use watch(GatewayProcess process) throws IOException, InterruptedException {
    try (process) {
      // The first seconds are those of the start.
      double _ = ProcessUse.cpuPercent(process.pid(), SETTLE);
      double cpuPercent = ProcessUse.cpuPercent(process.pid(), WATCH);
      return new Use(cpuPercent, ProcessUse.residentMiB(process.pid()));
    }
  }
}
