// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.testkit.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code fairlead bench}: the table of figures, each with its baseline of the same run; a row is
 * printed once it is measured, and one that fails harms no other. Exits with 1 where a bar is
 * missed or a row failed, with 2 for an option that there is none of.
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
          StrainRow.hangingBroker(),
          StrainRow.overload(),
          new AlpacaOrderRow(),
          AlpacaStreamRow.updates(),
          AlpacaStreamRow.quotes(),
          new EngineRow(),
          new RouteRow(),
          new FailoverRow(),
          new IdleRow());

  /** Held, because a level that nobody holds may be forgotten. */
  private static final Logger LOG = Logger.getLogger("dev.fairlead");

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
    // What a gateway here says of each order is in the way of the table, and of the figures.
    LOG.setLevel(Level.WARNING);
    if (options.list()) {
      ROWS.forEach(row -> out.println(row.name()));
      return;
    }
    Report report = measure(options, options.json() ? nowhere() : out);
    out.print(options.json() ? report.json() + "\n" : report.footnotes());
    for (Line missed : report.missed()) {
      System.err.println("fairlead: bar missed: " + missed.row() + ", " + missed.what());
    }
    for (Report.Failure failure : report.failures()) {
      System.err.println("fairlead: row failed: " + failure.row() + ", " + failure.why());
    }
    System.exit(report.isGood() ? 0 : 1);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static Report measure(Options options, PrintStream table) throws Exception {
    Path root = Path.of(property("fairlead.root"));
    Path scratch =
        Files.createTempDirectory(Files.createDirectories(root.resolve("target")), "bench");
    List<Line> lines = new ArrayList<>();
    List<Report.Failure> failures = new ArrayList<>();
    try {
      Lab lab =
          new Lab(
              options.rounds(),
              root,
              Path.of(property("fairlead.jar")),
              List.of(property("fairlead.server-options").split(" +")),
              scratch);
      table.print(Report.heading());
      for (Row row : ROWS) {
        if (options.wants(row.name())) {
          measure(row, lab, lines, failures, table);
        }
      }
      return new Report(Machine.here(scratch), options.rounds(), lines, failures);
    } finally {
      Folders.delete(scratch);
    }
  }

  /** In a folder of its own, so that what it leaves behind is gone before the next one begins. */
  private static void measure(
      Row row, Lab lab, List<Line> lines, List<Report.Failure> failures, PrintStream table)
      throws IOException, InterruptedException {
    System.err.println("fairlead: measuring " + row.name());
    long start = System.nanoTime();
    Path folder = Files.createDirectory(lab.scratch().resolve(row.name()));
    try {
      List<Line> found = row.measure(lab.in(folder));
      lines.addAll(found);
      table.print(Report.table(found));
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error broken) {
      Report.Failure failure = Report.Failure.of(row.name(), broken);
      failures.add(failure);
      table.print(failure.text());
      broken.printStackTrace();
    } finally {
      Folders.delete(folder);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.err.println("fairlead: " + row.name() + " took " + seconds + " s");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: start it with `fairlead bench`");
    }
    return value;
  }
}
