// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import java.util.function.Supplier;

/** Checks that stay on in production: a broken one stops the engine, it never guesses on. */
final class Invariant {
  private Invariant() {}

  /** Throws {@link InvariantViolation} naming {@code id} unless {@code holds}. */
  static void check(boolean holds, String id, Supplier<String> broken) {
    if (!holds) {
      throw new InvariantViolation(id + " is broken: " + broken.get());
    }
  }
}
