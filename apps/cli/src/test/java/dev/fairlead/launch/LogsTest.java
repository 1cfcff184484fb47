// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static LogRecord said(Level level, String message, Object... parameters) {
    LogRecord record = new LogRecord(level, message);
    record.setInstant(Instant.parse("2026-11-22T14:42:04.123456789Z"));
    record.setLoggerName("dev.fairlead.store.StoreWriter");
    record.setParameters(parameters);
    return record;
  }

  private static String line(Level level, String message, Object... parameters) {
    return new TextLines().format(said(level, message, parameters));
  }

  private static JsonNode json(String message, Object... parameters) {
    String line = new JsonLines().format(said(Level.INFO, message, parameters));
    assertThat(line).endsWith("}\n").doesNotContainPattern("\n.");
    return JSON.readTree(line);
  }

  @Test
  void writesTimeLevelLoggerMessageAndFields() {
    assertThat(line(Level.WARNING, "store behind sequence={0} reason={1}", 1_234_567L, "it's full"))
        .isEqualTo(
            "2026-11-22T14:42:04.123Z WARN StoreWriter store behind sequence=1234567"
                + " reason=\"it's full\"\n");
  }

  @Test
  void writesTheSameAsAnObject() {
    assertThat(
            new JsonLines()
                .format(said(Level.WARNING, "store behind sequence={0} reason={1}", 7, "full")))
        .isEqualTo(
            "{\"time\":\"2026-11-22T14:42:04.123Z\",\"level\":\"WARN\",\"logger\":\"StoreWriter\","
                + "\"message\":\"store behind\",\"sequence\":\"7\",\"reason\":\"full\"}\n");
  }

  @Test
  void keepsARecordOnOneLine() {
    assertThat(line(Level.INFO, "said {0}", "a\nb"))
        .isEqualTo("2026-11-22T14:42:04.123Z INFO StoreWriter said a\\nb\n");
    assertThat(line(Level.INFO, "said by={0}", "a\nb\u001b[2J"))
        .endsWith(" said by=\"a\\nb\\u001b[2J\"\n");
    assertThat(json("said {0} by={1}", "a\nb", "c\nd").get("by").asString()).isEqualTo("c\nd");
  }

  @Test
  void namesLevelsAsTheConfigurationDoes() {
    assertThat(line(Level.SEVERE, "x")).contains(" ERROR ");
    assertThat(line(Level.FINE, "x")).contains(" DEBUG ");
  }

  @Test
  void showsWhereAFailureCameFrom() {
    LogRecord record = said(Level.SEVERE, "broke account=paper:main");
    record.setThrown(new IllegalStateException("why"));
    assertThat(new TextLines().format(record))
        .contains(" broke account=paper:main\njava.lang.IllegalStateException: why\n\tat ");
    JsonNode json = JSON.readTree(new JsonLines().format(record));
    assertThat(json.get("error").asString()).startsWith("java.lang.IllegalStateException: why\n");
    assertThat(json.get("account").asString()).isEqualTo("paper:main");
    assertThat(json.get("message").asString()).isEqualTo("broke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x order=other", "\" order=other", "x\norder=other", "{0}", "a=b c=d"})
  @DisplayName("S-23 a value cannot pass for a field, nor end a line")
  void aValueCannotPassForAField(String value) {
    JsonNode json = json("refused order={0} reason={1} {2}", "mine", value, value);
    assertThat(json.get("order").asString()).isEqualTo("mine");
    assertThat(json.get("reason").asString()).isEqualTo(value);
    assertThat(json.propertyNames())
        .containsExactly("time", "level", "logger", "message", "order", "reason");
    String text = line(Level.INFO, "refused order={0} reason={1}", "mine", value);
    assertThat(text.lines()).hasSize(1);
    assertThat(unquoted(text)).doesNotContain("order=other");
  }

  /** The line without what stands in quotes. */
  private static String unquoted(String line) {
    return line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "");
  }

  @Test
  void aFieldWithNothingInItIsLeftOut() {
    assertThat(line(Level.INFO, "lost code={0} reason={1}", "", "x")).endsWith(" lost reason=x\n");
    assertThat(json("lost code={0}", "").has("code")).isFalse();
  }

  @Test
  void aFieldThatIsNamedLikeAPartOfTheLineDoesNotReplaceIt() {
    JsonNode json = json("x message={0} level={1}", "a", "b");
    assertThat(json.get("message").asString()).isEqualTo("x");
    assertThat(json.get("field_message").asString()).isEqualTo("a");
    assertThat(json.get("level").asString()).isEqualTo("INFO");
  }

  @Test
  void aPlaceWithoutAValueStaysAsItIs() {
    for (Formatter formatter : List.of(new TextLines(), new JsonLines())) {
      assertThat(formatter.format(said(Level.INFO, "said {0} by={3}", "x")))
          .contains("said x")
          .contains("{3}");
    }
  }
}
