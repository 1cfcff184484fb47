// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What has been started, to be closed in the opposite order. Used by one thread. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Parts.class.getName());

  private final Deque<Runnable> closers = new ArrayDeque<>();

  <T> T add(T part, Consumer<T> closer) {
    closers.push(() -> closer.accept(part));
    return part;
  }

  /** Closes every part, whatever the others do: one that fails must not keep the next one open. */
  @Override
  public void close() {
    while (!closers.isEmpty()) {
      try {
        closers.pop().run();
      } catch (RuntimeException failed) {
        LOG.log(Level.ERROR, "a part did not close", failed);
      }
    }
  }
}
