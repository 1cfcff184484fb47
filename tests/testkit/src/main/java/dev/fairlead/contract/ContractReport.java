// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run of the contract found, a line a case, and how many there were of each kind. */
final class ContractReport {
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private int passed;
  private int skipped;
  private int failed;

  ContractReport(String name) {
    this.name = name;
  }

  synchronized void passed(Case one) {
    passed++;
    lines.add("passed   " + one.name());
  }

  synchronized void skipped(Case one, String why) {
    skipped++;
    lines.add("skipped  " + one.name() + ": " + why);
  }

  synchronized void failed(Case one, Throwable failure) {
    failed++;
    lines.add("FAILED   " + one.name() + ": " + String.valueOf(failure.getMessage()).strip());
  }

  /** Says the counts, and writes all of it beside the build's other results. */
  synchronized void write() {
    String counts =
        name + ": " + passed + " cases hold, " + skipped + " skipped, " + failed + " failed";
    System.out.println("contract of " + counts);
    Path folder = Path.of("target", "contract");
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("contract-" + name.replaceAll("[^a-z0-9]+", "-") + ".txt"),
          counts + "\n\n" + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
