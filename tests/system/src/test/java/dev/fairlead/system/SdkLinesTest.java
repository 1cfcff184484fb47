// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what each SDK needs names tests that there are, and a test names each line. */
final class SdkLinesTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (7\\.\\d|10\\.\\d+) \\|(.*)$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  private final Checkout checkout = Checkout.ofThisBuild();
  private final List<MatchResult> rows =
      ROW.matcher(checkout.read(Path.of("docs/compatibility.md"))).results().toList();

  @Test
  void everyTestThatTheTableNamesIsThere() {
    Map<String, Path> tests =
        checkout.files().stream()
            .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString(), Function.identity(), (one, _) -> one));
    List<String> missing = new ArrayList<>();
    for (MatchResult row : rows) {
      for (MatchResult named : NAMED.matcher(row.group(2)).results().toList()) {
        Path file = tests.get(named.group(1) + ".java");
        if (file == null || !checkout.read(file).contains("void " + named.group(2) + "(")) {
          missing.add(named.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyLineNamesATestOrSaysWhyThereIsNone() {
    assertThat(rows)
        .allMatch(row -> NAMED.matcher(row.group(2)).find() || row.group(2).contains("| none: "));
    Set<String> sections = new TreeSet<>();
    rows.forEach(row -> sections.add(row.group(1)));
    assertThat(sections)
        .containsExactlyInAnyOrder(
            "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "10.1", "10.2", "10.3", "10.4", "10.5",
            "10.6", "10.7", "10.8", "10.9", "10.10", "10.11");
  }
}
