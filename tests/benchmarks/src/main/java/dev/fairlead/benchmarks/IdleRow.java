// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.Bystander;
import dev.fairlead.benchmarks.Lab.Round;
import dev.fairlead.load.GatewayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a gateway takes that nobody asks anything of. */
final class IdleRow implements Row {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration WATCH = Duration.ofSeconds(12);
  private static final String INCLUDES =
      "`fairlead up` on empty data with its market alive, after 5 s, over 12 s, by /proc."
          + " Baseline: a JVM with the same options that sleeps beside it";

  private record Use(double cpuPercent, double residentMiB) {}

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    List<Round<Use, Use>> rounds = lab.repeat(() -> round(programs, lab.jar()));
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

  /** Both side by side: neither takes what the other would miss, and it is half the time. */
  private static Round<Use, Use> round(Programs programs, Path jar) throws Exception {
    try (GatewayProcess asleep = programs.main(Bystander.class, List.of());
        GatewayProcess idle = programs.up(jar, programs.newFolder());
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Use> baseline = threads.submit(() -> watch(asleep.pid()));
      Future<Use> subject = threads.submit(() -> watch(idle.pid()));
      return new Round<>(baseline.get(), subject.get());
    }
  }

  private static Use watch(long pid) throws IOException, InterruptedException {
    // The first seconds are those of the start.
    double _ = ProcessUse.cpuPercent(pid, SETTLE);
    double cpuPercent = ProcessUse.cpuPercent(pid, WATCH);
    return new Use(cpuPercent, ProcessUse.residentMiB(pid));
  }
}
