// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured, as a table for people, a row of the bench at a time, or as JSON for programs.
 *
 * @param failures rows that came to no figures
 */
record Report(Machine machine, int rounds, List<Line> lines, List<Failure> failures) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> HEADINGS =
      List.of("row", "figure", "measured", "range", "baseline", "ratio", "bar", "");

  /** Columns are at least so wide: a table that is printed as it is made can't look ahead. */
  private static final int[] WIDTHS = {15, 45, 12, 21, 9, 5, 9, 0};

  /**
   * A row that could not be measured.
   *
   * @param why in one line
   */
  record Failure(String row, String why) {
    static Failure of(String row, Throwable broken) {
      String said = broken.toString().lines().findFirst().orElse("");
      return new Failure(row, said);
    }

    String text() {
      return padded(List.of(row, "FAILED: " + why)) + "\n";
    }
  }

  /** Copies what it is given. */
  Report {
    lines = List.copyOf(lines);
    failures = List.copyOf(failures);
  }

  List<Line> missed() {
    return lines.stream().filter(line -> !line.isKept()).toList();
  }

  boolean isGood() {
    return missed().isEmpty() && failures.isEmpty();
  }

  /** The first line of the table. */
  static String heading() {
    return padded(HEADINGS) + "\n";
  }

  /** Its lines about one row. */
  static String table(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(padded(cells(line))).append('\n'));
    return text.toString();
  }

  /** What stands below the table: where it was measured, and what each figure is made of. */
  String footnotes() {
    StringBuilder text = new StringBuilder("\nmachine: ");
    text.append(machine.text()).append('\n');
    text.append("each figure is the median of ").append(rounds);
    text.append(" rounds, baseline and subject in turn; ratio is the median of the rounds' own\n");
    for (Line line : lines) {
      text.append("  ").append(line.what()).append(": ").append(line.includes()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Line line) {
    return List.of(
        line.row(),
        line.what(),
        figure(line.measured()) + " " + line.unit(),
        figure(line.lowest()) + " - " + figure(line.highest()),
        Double.isNaN(line.baseline()) ? "" : figure(line.baseline()),
        Double.isNaN(line.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", line.ratio()),
        line.bars().stream().map(Bar::text).collect(Collectors.joining(", ")),
        line.bars().isEmpty() ? "" : line.isKept() ? "ok" : "MISSED");
  }

  private static String figure(double value) {
    String form = Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 1_000 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, form, value);
  }

  /** A cell that is wider than its column takes room from the next ones that have some. */
  private static String padded(List<String> row) {
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (int i = 0; i < row.size(); i++) {
      text.append(row.get(i));
      end += WIDTHS[i] + 2;
      text.append(" ".repeat(Math.max(2, end - text.length())));
    }
    return text.toString().stripTrailing();
  }

  String json() {
    ObjectNode report = JSON.createObjectNode();
    ObjectNode on = report.putObject("machine");
    on.put("cores", machine.cores()).put("processor", machine.processor());
    on.put("memory_mib", machine.memoryMiB()).put("java", machine.java());
    on.put("kernel", machine.kernel()).put("disk", machine.disk());
    report.put("rounds", rounds);
    ArrayNode array = report.putArray("lines");
    for (Line line : lines) {
      ObjectNode node = array.addObject();
      node.put("row", line.row()).put("figure", line.what()).put("unit", line.unit());
      node.put("measured", line.measured());
      node.put("lowest", line.lowest()).put("highest", line.highest());
      putIfKnown(node, "baseline", line.baseline());
      putIfKnown(node, "ratio", line.ratio());
      ArrayNode bars = node.putArray("bars");
      line.bars().forEach(bar -> bars.add(bar.text()));
      node.put("kept", line.isKept()).put("includes", line.includes());
    }
    ArrayNode failed = report.putArray("failures");
    failures.forEach(each -> failed.addObject().put("row", each.row()).put("why", each.why()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  /** JSON has no word for a figure that there is none of. */
  private static void putIfKnown(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, value);
    }
  }
}
