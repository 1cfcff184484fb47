// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.config.LogFormat;
import dev.fairlead.config.LogLevel;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where log lines go: to standard error, one line each, as text or as JSON. The JDK's own logging
 * does it, because it is there already: a logging library would cost a start three times as long.
 */
public final class Logs {
  /** Held here: the JDK forgets what was set on a logger that nobody holds. */
  private static final Logger OURS = Logger.getLogger("dev.fairlead");

  private static final Logger ALL = Logger.getLogger("");

  private Logs() {}

  /** Sends every line of {@code level} and above to standard error. */
  public static void configure(LogLevel level, LogFormat format) {
    List.of(ALL.getHandlers()).forEach(ALL::removeHandler);
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(formatter(format));
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

  private static Formatter formatter(LogFormat format) {
    return switch (format) {
      case TEXT -> new TextLines();
      case JSON -> new JsonLines();
    };
  }

  private static Level julLevel(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARNING -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
    };
  }
}
