// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.config.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where log lines go: to standard error, one line each, {@code time level logger message}. The
 * JDK's own logging does it, because it is there already: a logging library would cost a start
 * three times as long.
 */
public final class Logs {
  /** Held here: the JDK forgets what was set on a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("dev.fairlead");

  private static final Logger ALL = Logger.getLogger("");

  private Logs() {}

  /** Sends every line of {@code level} and above to standard error. */
  public static void configure(LogLevel level) {
    List.of(ALL.getHandlers()).forEach(ALL::removeHandler);
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(new Line());
    ALL.addHandler(handler);
    OURS.setLevel(julLevel(level));
    // What the web server tells about itself at INFO is no news to anybody.
    ALL.setLevel(
        switch (level) {
          case ERROR -> Level.SEVERE;
          case WARNING, INFO -> Level.WARNING;
          case DEBUG -> Level.INFO;
        });
  }

  private static Level julLevel(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARNING -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
    };
  }

  /** Writes a record as a line; a stack trace follows on lines of its own. */
  static final class Line extends Formatter {
    @Override
    public String format(LogRecord record) {
      var line = new StringBuilder(120);
      line.append(record.getInstant().truncatedTo(ChronoUnit.MILLIS))
          .append(' ')
          .append(word(record.getLevel()))
          .append(' ')
          .append(shortName(String.valueOf(record.getLoggerName())))
          .append(' ')
          .append(message(record))
          .append('\n');
      if (record.getThrown() != null) {
        var trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace));
        line.append(trace);
      }
      return line.toString();
    }

    /** Puts {@code {0}} and its like in as they are: no thousands marks, no rules for quotes. */
    private static String message(LogRecord record) {
      String message = String.valueOf(record.getMessage());
      Object[] parameters = record.getParameters();
      for (int i = 0; parameters != null && i < parameters.length; i++) {
        message = message.replace("{" + i + "}", String.valueOf(parameters[i]));
      }
      return message.replace("\n", "\\n");
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
}
