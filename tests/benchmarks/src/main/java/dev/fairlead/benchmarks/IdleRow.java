// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.Bystander;
import dev.fairlead.load.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a gateway takes that nobody asks anything of. */
final class IdleRow implements Row {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration WATCH = Duration.ofSeconds(20);
  private static final String INCLUDES =
      "`fairlead up` on empty data with its market alive, after 5 s, over 20 s, by /proc."
          + " Baseline: a JVM with the same options that sleeps";

  /** The kernel counts in hundredths of a second, whatever its own tick is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of {@code /proc/PID/stat} after the name: user and system time. */
  private static final int USER_TICKS = 11;

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
      Thread.sleep(SETTLE);
      long start = System.nanoTime();
      double before = cpuSeconds(process.pid());
      Thread.sleep(WATCH);
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = cpuSeconds(process.pid()) - before;
      return new Use(100 * used / seconds, residentMiB(process.pid()));
    }
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(fields, USER_TICKS, USER_TICKS + 2).mapToLong(Long::parseLong).sum()
        / TICKS_PER_SECOND;
  }

  private static double residentMiB(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }
}
