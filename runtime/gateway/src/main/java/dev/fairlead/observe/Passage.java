// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * When a placement passed each place on its way, by this process' own clock: what no journal has,
 * for the newest placements only.
 *
 * @param askedNanos when its order had been read; {@link HopClock#NEVER} where no client asked
 * @param takenNanos when the input that led to it was numbered: the journal's instant of it
 * @param durableNanos when that input was on the disk
 * @param handedNanos when the adapter had the request; never where it waits or waited in vain
 * @param answeredNanos when the first certain answer came; never where there is none yet
 */
public record Passage(
    long askedNanos, long takenNanos, long durableNanos, long handedNanos, long answeredNanos) {
  /** How long {@code hop} took; empty where it has not ended, and of a fill. */
  public Optional<Duration> took(Hop hop) {
    return switch (hop) {
      case ACCEPT -> between(askedNanos, takenNanos);
      case JOURNAL -> between(takenNanos, durableNanos);
      case SEND -> between(durableNanos, handedNanos);
      case ACKNOWLEDGE -> between(handedNanos, answeredNanos);
      case FILL -> Optional.empty();
    };
  }

  /** All of them together that have ended. */
  public Duration total() {
    Duration sum = Duration.ZERO;
    for (Hop hop : Hop.values()) {
      sum = sum.plus(took(hop).orElse(Duration.ZERO));
    }
    return sum;
  }

  private static Optional<Duration> between(long from, long to) {
    return from == HopClock.NEVER || to == HopClock.NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, to - from)));
  }
}
