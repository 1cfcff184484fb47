// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import java.time.Duration;

/** What became of one request to a hook. */
sealed interface Attempt {
  /** It was taken. */
  record Taken() implements Attempt {}

  /**
   * It was not, or nobody knows.
   *
   * @param asked how long the receiver wants to be left alone; zero where it did not say
   */
  record Failed(String reason, Duration asked) implements Attempt {}

  /** The receiver wants no more, ever (410). */
  record Gone() implements Attempt {}
}
