// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log record taken apart: what happened, and the fields. They are found in what the program says
 * ({@code "request in doubt account={0} placement={1}"}) and not in the values, so that no value
 * can pass for a field of its own. A field with nothing in it is left out.
 *
 * @param message what happened, without the fields
 */
record LogLine(
    Instant time,
    String level,
    String logger,
    String message,
    SequencedMap<String, String> fields) {
  private static final Pattern FIELD = Pattern.compile("(?:^|\\s)([a-z][a-z0-9_]*)=(\\S*)");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,2})}");

  static LogLine of(LogRecord record) {
    Object[] values = record.getParameters() == null ? new Object[0] : record.getParameters();
    String said = String.valueOf(record.getMessage());
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    StringBuilder message = new StringBuilder();
    Matcher field = FIELD.matcher(said);
    int end = 0;
    while (field.find()) {
      message.append(said, end, field.start());
      end = field.end();
      String value = filled(field.group(2), values);
      if (!value.isEmpty()) {
        fields.put(field.group(1), value);
      }
    }
    message.append(said, end, said.length());
    return new LogLine(
        record.getInstant().truncatedTo(ChronoUnit.MILLIS),
        word(record.getLevel()),
        shortName(String.valueOf(record.getLoggerName())),
        filled(message.toString(), values).strip(),
        fields);
  }

  /** Puts {@code {0}} and its like in as they are: no thousands marks, no rules for quotes. */
  private static String filled(String text, Object[] values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> {
          int index = Integer.parseInt(place.group(1));
          String value = index < values.length ? String.valueOf(values[index]) : place.group();
          return Matcher.quoteReplacement(value);
        });
  }

  private static String word(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
