// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Writes a record as {@code time level logger what happened key=value}; a stack trace follows on
 * lines of its own. A value with spaces, quotes or an equals sign is quoted. Nothing that a client
 * or a broker said can end the line or move a terminal's cursor.
 */
final class TextLines extends Formatter {
  @Override
  public String format(LogRecord record) {
    LogLine said = LogLine.of(record);
    StringBuilder line = new StringBuilder(160);
    line.append(said.time())
        .append(' ')
        .append(said.level())
        .append(' ')
        .append(said.logger())
        .append(' ');
    appendPrintable(line, said.message());
    said.fields()
        .forEach((key, value) -> {
          line.append(' ').append(key).append('=');
          appendValue(line, value);
        });
    line.append('\n');
    if (record.getThrown() != null) {
      line.append(trace(record.getThrown()));
    }
    return line.toString();
  }

  static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static void appendValue(StringBuilder line, String value) {
    boolean plain = value.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=' || c == '\\');
    if (plain) {
      appendPrintable(line, value);
      return;
    }
    line.append('"');
    appendPrintable(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
    line.append('"');
  }

  private static void appendPrintable(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isISOControl(c)) {
        line.append(c);
      } else if (c == '\n') {
        line.append("\\n");
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
  }
}
