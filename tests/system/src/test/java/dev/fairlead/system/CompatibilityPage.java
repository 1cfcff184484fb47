// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/compatibility.md}. Parts of it are what a run found; they stand between comments that
 * name them, and a test holds them to the run. {@code -Dfairlead.write} writes them anew.
 */
final class CompatibilityPage {
  private static final List<String> RESULTS =
      List.of("works", "refused", "not supported", "left out", "fails");

  private final Path file;

  private CompatibilityPage(Path file) {
    this.file = file;
  }

  static CompatibilityPage ofThisCheckout() {
    return of("compatibility.md");
  }

  /** Another page of {@code docs} that is written in part by a test. */
  static CompatibilityPage of(String page) {
    return new CompatibilityPage(Checkout.ofThisBuild().root().resolve("docs").resolve(page));
  }

  /**
   * What came of one method.
   *
   * @param note what was looked at, or why it was not called or did not work
   */
  record Row(String sdk, String group, String method, String result, String note) {}

  static List<Row> rows(String json) {
    return StreamSupport.stream(new JsonMapper().readTree(json).spliterator(), false)
        .map(row ->
            new Row(
                row.get("sdk").asString(),
                row.get("group").asString(),
                row.get("method").asString(),
                row.get("result").asString(),
                row.get("note").asString()))
        .toList();
  }

  /** How many methods of each SDK came out how, and then each of them. */
  static String methods(List<Row> rows) {
    StringBuilder text = new StringBuilder("| SDK |");
    RESULTS.forEach(result -> text.append(' ').append(result).append(" |"));
    text.append("\n|---|").append("---|".repeat(RESULTS.size())).append('\n');
    Map<String, List<Row>> sdks = by(rows, Row::sdk);
    sdks.forEach((sdk, ofSdk) -> {
      text.append("| ").append(sdk).append(" |");
      RESULTS.forEach(result -> text.append(' ').append(count(ofSdk, result)).append(" |"));
      text.append('\n');
    });
    sdks.forEach((sdk, ofSdk) ->
        by(ofSdk, Row::group)
            .forEach((group, ofGroup) -> {
              text.append("\n### ").append(sdk).append(": ").append(group).append("\n\n");
              text.append("| Method | Result | What was looked at, or why |\n|---|---|---|\n");
              ofGroup.forEach(row -> text.append(line(row)));
            }));
    return text.toString();
  }

  private static Map<String, List<Row>> by(
      List<Row> rows, java.util.function.Function<Row, String> key) {
    return rows.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private static long count(List<Row> rows, String result) {
    return rows.stream().filter(row -> row.result().equals(result)).count();
  }

  private static String line(Row row) {
    String note = row.note().lines().findFirst().orElse("").replace("|", "\\|");
    return "| `" + row.method() + "` | " + row.result() + " | " + note + " |\n";
  }

  /** Fails where the part of this name says anything else, unless it is to be written. */
  void require(String part, String wanted) throws IOException {
    String page = Files.readString(file);
    Matcher place = place(part).matcher(page);
    assertThat(place.find()).as("a part " + part + " in " + file).isTrue();
    if (System.getProperty("fairlead.write") != null) {
      Files.writeString(
          file, page.substring(0, place.start(1)) + wanted + page.substring(place.end(1)));
    } else {
      assertThat(place.group(1))
          .as(
              "%s is not what this run found; to write it anew: ./mvnw -pl tests/system -am test"
                  + " -Dtest='CompatibilityTest,CapabilityPagesTest' -Dfairlead.write",
              file)
          .isEqualTo(wanted);
    }
  }

  private static Pattern place(String part) {
    return Pattern.compile(
        "<!-- begin " + part + "[^>]*-->\n\n(.*?)\n<!-- end " + part + " -->", Pattern.DOTALL);
  }
}
