// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What a process takes, by {@code /proc}. */
final class ProcessUse {
  /** The kernel counts in hundredths of a second, whatever its own tick is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of {@code /proc/PID/stat} after the name: user and system time. */
  private static final int USER_TICKS = 11;

  private ProcessUse() {}

  /** Per cent of one core, over {@code watch} from now on. */
  static double cpuPercent(long pid, Duration watch) throws IOException, InterruptedException {
    long start = System.nanoTime();
    double before = cpuSeconds(pid);
    Thread.sleep(watch);
    double seconds = (System.nanoTime() - start) / 1e9;
    return 100 * (cpuSeconds(pid) - before) / seconds;
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(fields, USER_TICKS, USER_TICKS + 2).mapToLong(Long::parseLong).sum()
        / TICKS_PER_SECOND;
  }

  static double residentMiB(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }
}
