// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a record as a JSON object of one line: {@code time}, {@code level}, {@code logger}, {@code
 * message}, then its fields by their own names, as texts; a stack trace is the text {@code error}.
 */
final class JsonLines extends Formatter {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> TAKEN = Set.of("time", "level", "logger", "message", "error");

  @Override
  public String format(LogRecord record) {
    LogLine said = LogLine.of(record);
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("time", said.time().toString())
            .put("level", said.level())
            .put("logger", said.logger())
            .put("message", said.message());
    said.fields()
        .forEach((key, value) -> line.put(TAKEN.contains(key) ? "field_" + key : key, value));
    if (record.getThrown() != null) {
      line.put("error", TextLines.trace(record.getThrown()));
    }
    return line + "\n";
  }
}
