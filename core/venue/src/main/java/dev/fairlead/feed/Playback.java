// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How recorded time passes while a recording is repeated: at a multiple of the gateway's speed, and
 * in one step over every silence of more than an hour, such as nights, weekends, and months of
 * which nothing was recorded. Immutable.
 */
final class Playback {
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  /** How long the last quote before a silence stands. */
  private static final Duration LINGER = Duration.ofMinutes(1);

  private static final int PERMILLE = 1000;

  private final List<Stretch> stretches;
  private final Instant startedAt;
  private final int speedPermille;

  /** Recorded time without a long silence, and how much recorded time was played before it. */
  private record Stretch(Instant from, Instant until, Duration before) {
    Duration played() {
      return before.plus(Duration.between(from, until));
    }
  }

  Playback(Collection<QuoteTape> tapes, Instant startedAt, int speedPermille) {
    this.stretches = joined(tapes.stream().flatMap(tape -> spoken(tape).stream()).toList());
    this.startedAt = startedAt;
    this.speedPermille = speedPermille;
  }

  /** The stretches of one tape. */
  private static List<Stretch> spoken(QuoteTape tape) {
    List<Stretch> stretches = new ArrayList<>();
    Instant from = tape.at(0);
    for (int i = 1; i <= tape.size(); i++) {
      Instant last = tape.at(i - 1);
      if (i == tape.size() || Duration.between(last, tape.at(i)).compareTo(LONGEST_SILENCE) > 0) {
        stretches.add(new Stretch(from, last.plus(LINGER), Duration.ZERO));
        from = i == tape.size() ? from : tape.at(i);
      }
    }
    return stretches;
  }

  /** The stretches of all tapes as one line of time. */
  private static List<Stretch> joined(List<Stretch> spoken) {
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : spoken.stream().sorted(Comparator.comparing(Stretch::from)).toList()) {
      Stretch last = joined.isEmpty() ? null : joined.getLast();
      if (last == null || last.until().plus(LONGEST_SILENCE).isBefore(next.from())) {
        Duration before = last == null ? Duration.ZERO : last.played();
        joined.add(new Stretch(next.from(), next.until(), before));
      } else if (last.until().isBefore(next.until())) {
        joined.removeLast();
        joined.add(new Stretch(last.from(), next.until(), last.before()));
      }
    }
    return List.copyOf(joined);
  }

  boolean hasBegun(Instant at) {
    return !at.isBefore(startedAt);
  }

  /** The recorded time that is played at {@code at}; before the start the first, then the last. */
  Instant recorded(Instant at) {
    Duration real = Duration.between(startedAt, at);
    if (real.isNegative()) {
      return stretches.getFirst().from();
    }
    Stretch last = stretches.getLast();
    if (!at.isBefore(end())) {
      return last.until();
    }
    Duration played = real.multipliedBy(speedPermille).dividedBy(PERMILLE);
    for (Stretch stretch : stretches) {
      if (played.compareTo(stretch.played()) < 0) {
        return stretch.from().plus(played.minus(stretch.before()));
      }
    }
    return last.until();
  }

  /** When {@code recorded} is played, or what follows it if it is in a silence; empty if never. */
  Optional<Instant> playedAt(Instant recorded) {
    for (Stretch stretch : stretches) {
      if (recorded.isBefore(stretch.until())) {
        Duration into = Duration.between(stretch.from(), recorded);
        Duration played = stretch.before().plus(into.isNegative() ? Duration.ZERO : into);
        return Optional.of(startedAt.plus(slowed(played)));
      }
    }
    return Optional.empty();
  }

  /** Whether {@code recorded} is played, and not stepped over. */
  boolean plays(Instant recorded) {
    return stretches.stream()
        .anyMatch(s -> !recorded.isBefore(s.from()) && recorded.isBefore(s.until()));
  }

  /** When the recording has been played. */
  Instant end() {
    return startedAt.plus(slowed(stretches.getLast().played()));
  }

  /** Rounded up, so that what was recorded by then has been played by then. */
  private Duration slowed(Duration played) {
    return played.multipliedBy(PERMILLE).plusNanos(speedPermille - 1L).dividedBy(speedPermille);
  }
}
