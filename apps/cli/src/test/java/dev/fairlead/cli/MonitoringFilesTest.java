// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.client.KnownGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alarms and the dashboard ask for what a gateway really tells, and nothing else. */
final class MonitoringFilesTest {
  private static final Path PACKAGING = Path.of("../../packaging");
  private static final Path RUNBOOK = Path.of("../../docs/operations.md");

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:fairlead|process|jvm)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPED = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
  private static final Pattern LABELS =
      Pattern.compile("(?m)^\\| `(fairlead_\\w+)` \\| \\w+ \\| ([^|]*) \\|");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  @TempDir private static Path home;

  private static final AtomicReference<String> SCRAPED = new AtomicReference<>("");
  private static final Map<String, Set<String>> LABELS_OF = new LinkedHashMap<>();

  @BeforeAll
  static void scrape() throws IOException {
    try (Up up = Up.ready(home);
        GatewayClient gateway = new GatewayClient(KnownGateway.find(up.data(), Map.of()))) {
      Answer answer = gateway.get("/metrics");
      assertThat(answer.status()).isEqualTo(200);
      SCRAPED.set(answer.body());
    }
    for (MatchResult row : LABELS.matcher(Files.readString(RUNBOOK)).results().toList()) {
      LABELS_OF.put(
          row.group(1),
          WORD.matcher(row.group(2)).results().map(m -> m.group(1)).collect(Collectors.toSet()));
    }
  }

  private static JsonNode alerts() throws IOException {
    return new YAMLMapper()
        .readTree(Files.readString(PACKAGING.resolve("prometheus/alerts.yaml")))
        .at("/groups/0/rules");
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(PACKAGING.resolve("grafana/fairlead.json")));
  }

  private static String family(String name) {
    String plain = name.replaceFirst("_(bucket|sum|count)$", "");
    return SCRAPED.get().contains("\n# TYPE " + plain + " histogram\n") ? plain : name;
  }

  /** Each metric is told, each label is one that it has, and what is grouped by is one of them. */
  private static void assertAsksForWhatIsThere(String expression) {
    List<MatchResult> metrics = METRIC.matcher(expression).results().toList();
    assertThat(metrics).as(expression).isNotEmpty();
    Set<String> known = new TreeSet<>(Set.of("le"));
    for (MatchResult metric : metrics) {
      String family = family(metric.group(1));
      assertThat(SCRAPED.get()).as(expression).contains("# TYPE " + family + " ");
      Set<String> labels = LABELS_OF.getOrDefault(family, Set.of());
      known.addAll(labels);
      if (metric.group(2) != null) {
        for (MatchResult matcher : MATCHER.matcher(metric.group(2)).results().toList()) {
          assertThat(labels).as(expression).contains(matcher.group(1));
          assertIsSaid(family, matcher.group(1), matcher.group(2), expression);
        }
      }
    }
    for (MatchResult grouped : GROUPED.matcher(expression).results().toList()) {
      assertThat(known).as(expression).contains(grouped.group(1).strip().split(",\\s*", -1));
    }
  }

  /** Values that are there from the start; a channel is told once it has been used. */
  private static void assertIsSaid(String family, String label, String values, String expression) {
    if (values.startsWith("$") || label.equals("channel")) {
      return;
    }
    for (String value : values.split("\\|", -1)) {
      assertThat(SCRAPED.get())
          .as(expression)
          .containsPattern("\\n" + family + "\\w*\\{[^\\n]*" + label + "=\"" + value + "\"");
    }
  }

  @Test
  void everyAlarmAsksForWhatIsThere() throws IOException {
    assertThat(alerts()).hasSizeGreaterThan(15);
    for (JsonNode alert : alerts()) {
      assertAsksForWhatIsThere(alert.get("expr").asString());
    }
  }

  @Test
  void everyAlarmSaysWhatItIsAndWhereToReadOn() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    List<String> names = new ArrayList<>();
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").asString();
      names.add(name);
      assertThat(alert.at("/annotations/summary").asString()).as(name).hasSizeGreaterThan(15);
      assertThat(alert.at("/labels/severity").asString()).as(name).isIn("page", "warn");
      assertThat(alert.at("/annotations/runbook_url").asString())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(runbook).as(name).contains("\n#### " + name + "\n");
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(Pattern.compile("(?m)^#### (Fairlead\\w+)$").matcher(runbook).results())
        .extracting(heading -> heading.group(1))
        .containsExactlyElementsOf(names);
  }

  @Test
  void everyPanelAsksForWhatIsThere() throws IOException {
    int asked = 0;
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard().get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).as("twice " + panel.get("id")).isTrue();
      assertThat(panel.get("title").asString()).isNotBlank();
      if (panel.get("type").asString().equals("row")) {
        continue;
      }
      assertThat(panel.get("targets")).as(panel.get("title").asString()).isNotEmpty();
      for (JsonNode target : panel.get("targets")) {
        assertAsksForWhatIsThere(target.get("expr").asString());
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(25);
  }

  @Test
  void panelsDoNotOverlap() throws IOException {
    Set<String> taken = new TreeSet<>();
    for (JsonNode panel : dashboard().get("panels")) {
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").asInt() + place.get("w").asInt();
      assertThat(right).as(panel.get("title").asString()).isLessThanOrEqualTo(24);
      for (int x = place.get("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          String cell = x + "," + (place.get("y").asInt() + y);
          assertThat(taken.add(cell)).as(panel.get("title").asString() + " at " + cell).isTrue();
        }
      }
    }
  }
}
