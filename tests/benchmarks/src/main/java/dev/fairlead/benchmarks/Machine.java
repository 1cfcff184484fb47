// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
record Machine(
    int cores, String processor, long memoryMiB, String java, String kernel, String disk) {
  static Machine here(Path scratch) throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        kibibytes(field("/proc/meminfo", "MemTotal")) / 1024,
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        disk(scratch));
  }

  private static String disk(Path scratch) throws IOException {
    var store = Files.getFileStore(scratch);
    return store.type() + " on " + store.name();
  }

  /** The first value of {@code name} in a file of the kernel's; {@code unknown} elsewhere. */
  private static String field(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return "unknown";
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }

  private static long kibibytes(String text) {
    return text.endsWith(" kB") ? Long.parseLong(text.substring(0, text.length() - 3)) : 0;
  }

  String text() {
    return "%d cores (%s), %d MiB, %s, %s, %s"
        .formatted(cores, processor, memoryMiB, java, kernel, disk);
  }
}
