// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what one logger says while it is open, and nobody else does. */
final class LogLines implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level before;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          try {
            gate.await();
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
          lines.add(line.getLevel() + " " + text(line));
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

  private LogLines(String name, Level level) {
    logger = Logger.getLogger(name);
    before = logger.getLevel();
    handler.setLevel(Level.ALL);
    logger.setLevel(level);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  static LogLines of(String name, Level level) {
    return new LogLines(name, level);
  }

  private static String text(LogRecord line) {
    return line.getParameters() == null
        ? line.getMessage()
        : MessageFormat.format(line.getMessage(), line.getParameters());
  }

  List<String> lines() {
    return lines;
  }

  /** From now on whoever logs waits, until the result is counted down. */
  CountDownLatch hold() {
    CountDownLatch held = new CountDownLatch(1);
    gate = held;
    return held;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setLevel(before);
    logger.setUseParentHandlers(true);
  }
}
