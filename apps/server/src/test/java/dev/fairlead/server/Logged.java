// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Hears all that is logged while it is open: of our own classes every level, of others the usual.
 */
final class Logged implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("dev.fairlead");

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Level before = OURS.getLevel();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          String text = new SimpleFormatter().format(line);
          lines.add(text);
          if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(text);
          }
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  Logged() {
    handler.setLevel(Level.ALL);
    OURS.setLevel(Level.ALL);
    ROOT.addHandler(handler);
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** What was logged as an error, with its stack. */
  List<String> errors() {
    return errors;
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    OURS.setLevel(before);
  }
}
