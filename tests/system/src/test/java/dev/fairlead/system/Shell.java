// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the operating system that may be missing or forbidden. */
final class Shell {
  private static final int LIMIT_SECONDS = 60;

  private Shell() {}

  /** Runs it; false where it fails, is missing, or is not done after a minute. */
  static boolean succeeds(String... command) {
    ProcessBuilder builder = new ProcessBuilder(List.of(command));
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

  /** Runs it, or skips the test and says why. */
  static void require(String why, String... command) {
    if (!succeeds(command)) {
      String reason = why + " (" + String.join(" ", command) + " failed)";
      System.out.println("SKIPPED: " + reason);
      abort(reason);
    }
  }
}
