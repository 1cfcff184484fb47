// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Commands of the operating system that may be missing or forbidden. */
final class Shell {
  private static final int LIMIT_SECONDS = 60;

  private Shell() {}

  static boolean succeeds(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
