// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.time.Duration;

/**
 * How much a gateway takes on at once.
 *
 * @param commandsInFlight most commands that may wait; one more is refused (F-K04)
 * @param answerTimeOut longest wait for an answer
 */
public record LimitsConfig(int commandsInFlight, Duration answerTimeOut) {
  public static final LimitsConfig DEFAULT = new LimitsConfig(16_384, Duration.ofSeconds(10));

  private static final Kind<Integer> COMMANDS = Kind.wholeNumber(1, 1_000_000);
  private static final Kind<Duration> ANSWER =
      Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10));

  /** Refuses what the file could not say either. */
  public LimitsConfig {
    if (commandsInFlight < 1 || !answerTimeOut.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  static LimitsConfig read(Section section) {
    var read =
        new LimitsConfig(
            section.value("commands-in-flight", COMMANDS, DEFAULT.commandsInFlight),
            section.value("answer-time-out", ANSWER, DEFAULT.answerTimeOut));
    section.end();
    return read;
  }
}
