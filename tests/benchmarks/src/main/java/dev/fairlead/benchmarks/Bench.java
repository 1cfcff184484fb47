// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code fairlead bench}: the table of figures, each with its baseline of the same run. Exits with
 * 1 where a bar is missed, with 2 for an option that there is none of.
 */
public final class Bench {
  private static final List<Row> ROWS =
      List.of(
          new StartRow(),
          new JvmLatencyRow(),
          new JvmThroughputRow(),
          new HttpRow(),
          new StreamRow(),
          new MarketFanOutRow(),
          new ListRow(),
          new HostileClientsRow(),
          new AlpacaOrderRow(),
          AlpacaStreamRow.updates(),
          AlpacaStreamRow.quotes(),
          new EngineRow(),
          new RouteRow(),
          new IdleRow());

  private Bench() {}

  /** Runs the rows that {@code arguments} name. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Options options;
    try {
      options = Options.of(List.of(arguments), ROWS.stream().map(Row::name).toList());
    } catch (IllegalArgumentException wrong) {
      System.err.println("fairlead: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    Report report = measure(options);
    out.println(options.json() ? report.json() : report.table());
    for (Line missed : report.missed()) {
      System.err.println("fairlead: bar missed: " + missed.row() + ", " + missed.what());
    }
    System.exit(report.missed().isEmpty() ? 0 : 1);
  }

  private static Report measure(Options options) throws Exception {
    Path root = Path.of(property("fairlead.root"));
    Path scratch =
        Files.createTempDirectory(Files.createDirectories(root.resolve("target")), "bench");
    try {
      Lab lab =
          new Lab(
              options.rounds(),
              root,
              Path.of(property("fairlead.jar")),
              List.of(property("fairlead.server-options").split(" +")),
              scratch);
      List<Line> lines = new ArrayList<>();
      for (Row row : ROWS) {
        if (options.wants(row.name())) {
          System.err.println("fairlead: measuring " + row.name());
          lines.addAll(row.measure(lab));
        }
      }
      return new Report(Machine.here(scratch), options.rounds(), lines);
    } finally {
      remove(scratch);
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: start it with `fairlead bench`");
    }
    return value;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
