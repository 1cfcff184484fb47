// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogsTest {
  private static String line(Level level, String message, Object... parameters) {
    var record = new LogRecord(level, message);
    record.setInstant(Instant.parse("2026-11-22T14:42:04.123456789Z"));
    record.setLoggerName("dev.fairlead.store.StoreWriter");
    record.setParameters(parameters);
    return new Logs.Line().format(record);
  }

  @Test
  void writesTimeLevelLoggerAndMessage() {
    assertThat(line(Level.WARNING, "store behind sequence={0} reason={1}", 1_234_567L, "it's full"))
        .isEqualTo(
            "2026-11-22T14:42:04.123Z WARN StoreWriter store behind sequence=1234567"
                + " reason=it's full\n");
  }

  @Test
  void keepsARecordOnOneLine() {
    assertThat(line(Level.INFO, "said {0}", "a\nb"))
        .isEqualTo("2026-11-22T14:42:04.123Z INFO StoreWriter said a\\nb\n");
  }

  @Test
  void namesLevelsAsTheConfigurationDoes() {
    assertThat(line(Level.SEVERE, "x")).contains(" ERROR ");
    assertThat(line(Level.FINE, "x")).contains(" DEBUG ");
  }

  @Test
  void showsWhereAFailureCameFrom() {
    var record = new LogRecord(Level.SEVERE, "broke");
    record.setThrown(new IllegalStateException("why"));
    assertThat(new Logs.Line().format(record))
        .contains(" broke\njava.lang.IllegalStateException: why\n\tat ");
  }
}
