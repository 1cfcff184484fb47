// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on. The message is what the user reads, without a stack trace. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CommandFailure(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  CommandFailure(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
