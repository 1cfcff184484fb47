// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.counter;
import static dev.fairlead.scrape.Family.gauge;
import static dev.fairlead.scrape.Family.label;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The process and its JVM, under the names that Prometheus' own client for Java gives them. */
final class ProcessFamilies {
  private ProcessFamilies() {}

  static Stream<Family> all() {
    Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return Stream.of(
            Stream.of(
                gauge("process_start_time_seconds", "When the process started.").sample(start),
                gauge("jvm_threads_current", "Platform threads.")
                    .sample(ManagementFactory.getThreadMXBean().getThreadCount())),
            memory(ManagementFactory.getMemoryMXBean()),
            Stream.of(collections()),
            ofUnix())
        .flatMap(part -> part);
  }

  private static Stream<Family> memory(MemoryMXBean memory) {
    Family used = gauge("jvm_memory_used_bytes", "Memory in use.");
    Family committed = gauge("jvm_memory_committed_bytes", "Memory taken from the system.");
    add(used, committed, memory.getHeapMemoryUsage(), "heap");
    add(used, committed, memory.getNonHeapMemoryUsage(), "nonheap");
    return Stream.of(used, committed);
  }

  private static void add(Family used, Family committed, MemoryUsage usage, String area) {
    used.sample(usage.getUsed(), label("area", area));
    committed.sample(usage.getCommitted(), label("area", area));
  }

  private static Family collections() {
    Family family =
        new Family(
            "jvm_gc_collection_seconds",
            Family.Type.SUMMARY,
            "Collections of garbage, and how long they took.");
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      family.countAndSum(
          Math.max(0, each.getCollectionCount()),
          Duration.ofMillis(Math.max(0, each.getCollectionTime())),
          label("gc", each.getName()));
    }
    return family;
  }

  private static Stream<Family> ofUnix() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      return Stream.of(
          counter("process_cpu_seconds_total", "Processor time.")
              .sample(Duration.ofNanos(Math.max(0, unix.getProcessCpuTime()))),
          gauge("process_open_fds", "Open files and sockets.")
              .sample(unix.getOpenFileDescriptorCount()),
          gauge("process_max_fds", "Most of them that there may be.")
              .sample(unix.getMaxFileDescriptorCount()));
    }
    return Stream.empty();
  }
}
