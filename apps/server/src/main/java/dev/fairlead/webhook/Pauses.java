// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait between the attempts to tell one event (S-43).
 *
 * @param before the pause before each further attempt; after the last one the hook is parked
 */
record Pauses(List<Duration> before) {
  /** Some 75 hours in all. */
  static final Pauses USUAL =
      new Pauses(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  /** A receiver that asks for longer than this is not obeyed. */
  static final Duration MOST_ASKED = Duration.ofHours(24);

  Pauses {
    before = List.copyOf(before);
  }

  /**
   * The pause after so many failures in a row; empty where there is no further attempt.
   *
   * @param failures from 1
   * @param spread from 0 to 1, drawn for each: up to a tenth is added, so that hooks which failed
   *     together do not come back together
   * @param asked what the receiver asked for; zero where nothing
   */
  Optional<Duration> after(int failures, double spread, Duration asked) {
    if (failures > before.size()) {
      return Optional.empty();
    }
    Duration pause = before.get(failures - 1);
    Duration spreadOut = pause.plusMillis((long) (pause.toMillis() * spread / 10));
    Duration wish = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
    return Optional.of(spreadOut.compareTo(wish) > 0 ? spreadOut : wish);
  }
}
