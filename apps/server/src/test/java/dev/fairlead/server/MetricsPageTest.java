// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.Scraped.Family;
import dev.fairlead.server.Scraped.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of metrics in {@code docs/operations.md} is that of a real scrape. */
final class MetricsPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(fairlead_\\w+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]+) \\|$");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  /** This gateway has one account, and no strategy that prefers one. */
  private static final Set<String> ONLY_WITH_FAILOVER =
      Set.of("fairlead_broker_acting", "fairlead_failovers_total");

  @TempDir private Path data;

  private record Row(String type, Set<String> labels) {}

  private static Map<String, Row> documented() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (MatchResult row : ROW.matcher(page()).results().toList()) {
      Set<String> labels =
          WORD.matcher(row.group(3))
              .results()
              .map(word -> word.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(rows.put(row.group(1), new Row(row.group(2), labels)))
          .as("twice %s", row.group(1))
          .isNull();
    }
    return rows;
  }

  private static String page() throws IOException {
    return Files.readString(Checkouts.file("docs/operations.md"));
  }

  /** What only a trade and a trouble make the gateway tell. */
  private Scraped scraped() {
    try (TestServer gateway = TestServer.start(data)) {
      return ScrapeTest.tradedAndScraped(gateway);
    }
  }

  @Test
  void theTableNamesEveryMetricWithItsTypeAndNoOther() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    scraped().families().values().stream()
        .filter(family -> family.name().startsWith("fairlead_"))
        .forEach(family -> shown.put(family.name(), family.type()));
    Map<String, String> told = new TreeMap<>();
    documented().forEach((name, row) -> told.put(name, row.type()));
    assertThat(told.keySet()).containsAll(ONLY_WITH_FAILOVER);
    told.keySet().removeAll(ONLY_WITH_FAILOVER);
    assertThat(told).isEqualTo(shown);
  }

  @Test
  void theTableNamesTheLabelsThatSamplesHave() throws IOException {
    Scraped page = scraped();
    Map<String, Row> rows = documented();
    rows.keySet().removeAll(ONLY_WITH_FAILOVER);
    rows.forEach((name, row) -> {
      List<Sample> samples = page.family(name).samples();
      for (Sample sample : samples) {
        Set<String> labels = new TreeSet<>(sample.labels().keySet());
        labels.remove("le");
        assertThat(labels).as(sample.toString()).isEqualTo(row.labels());
      }
    });
  }

  @Test
  void noLabelGrowsWithOrdersOrClients() {
    for (Family family : scraped().families().values()) {
      for (Sample sample : family.samples()) {
        assertThat(sample.labels().keySet())
            .as(sample.toString())
            .doesNotContain("order", "order_id", "client_order_id", "placement", "key", "symbol");
      }
    }
  }
}
