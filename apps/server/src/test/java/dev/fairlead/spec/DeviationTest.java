// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DeviationTest {
  private static final Path PAGE =
      Path.of(System.getProperty("fairlead.root", "../.."), "docs", "compatibility.md");
  private static final Pattern PART =
      Pattern.compile(
          "<!-- begin deviations[^>]*-->\n\n(.*?)\n<!-- end deviations -->", Pattern.DOTALL);

  /** {@code -Dfairlead.write} writes it anew. */
  @Test
  void thePageListsEachDeviation() throws IOException {
    String page = Files.readString(PAGE);
    Matcher part = PART.matcher(page);
    assertThat(part.find()).isTrue();
    if (System.getProperty("fairlead.write") != null) {
      Files.writeString(
          PAGE, page.substring(0, part.start(1)) + Deviation.table() + page.substring(part.end(1)));
    } else {
      assertThat(part.group(1)).isEqualTo(Deviation.table());
    }
  }
}
