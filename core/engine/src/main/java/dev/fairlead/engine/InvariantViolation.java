// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

/**
 * A promise is broken: a bug, or a journal that no correct engine wrote. Nothing that follows can
 * be trusted, so the gateway stops; the message names the promise and the input.
 */
public final class InvariantViolation extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvariantViolation(String message) {
    super(message);
  }

  InvariantViolation(long sequence, RuntimeException cause) {
    super("input " + sequence + " broke the engine: " + cause.getMessage(), cause);
  }
}
