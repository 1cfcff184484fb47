// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, as a table for people or as JSON for programs. */
record Report(Machine machine, int rounds, List<Line> lines) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> HEADINGS =
      List.of("row", "figure", "measured", "range", "baseline", "ratio", "bar", "");

  List<Line> missed() {
    return lines.stream().filter(line -> !line.isKept()).toList();
  }

  String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    lines.forEach(line -> rows.add(cells(line)));
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(padded(row, rows)).append('\n'));
    text.append("\nmachine: ").append(machine.text()).append('\n');
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

  private static String padded(List<String> row, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
      text.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
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
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  /** JSON has no word for a figure that there is none of. */
  private static void putIfKnown(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, value);
    }
  }
}
