// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** Hears that the process is asked to end: Ctrl-C, {@code kill}, a service manager. */
@FunctionalInterface
public interface StopSignals {
  /** Calls {@code stop} at the first request to end. */
  void onStop(Runnable stop);

  /**
   * The signals of this process. The first one stops in order; whoever sends a second one has lost
   * patience, and gets an end at once. (JLine hides that the JDK has no public way to hear a
   * signal; a shutdown hook could not choose the exit code.)
   *
   * @param forcedExitCode how the process ends then
   */
  static StopSignals ofProcess(int forcedExitCode) {
    return stop -> {
      var asked = new AtomicBoolean();
      Runnable handler =
          () -> {
            if (asked.getAndSet(true)) {
              Runtime.getRuntime().halt(forcedExitCode);
            }
            stop.run();
          };
      Signals.register("TERM", handler);
      Signals.register("INT", handler);
    };
  }
}
