// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.message.LinkChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts how often and how long a link was up. Thread-safe. */
final class LinkCounter {
  private @Nullable Instant upSince;
  private Duration upBefore = Duration.ZERO;
  private long ups;
  private long downs;

  /** The engine has been told of {@code change}, at {@code at}. */
  synchronized void changed(LinkChange change, Instant at) {
    upBefore = upTime(at);
    upSince =
        switch (change) {
          case LinkChange.Up _ -> {
            ups++;
            yield at;
          }
          case LinkChange.Down _ -> {
            downs++;
            yield null;
          }
        };
  }

  private Duration upTime(Instant now) {
    Instant since = upSince;
    // The gateway's instants may be ahead of the clock by a little, and never go back.
    return since == null || now.isBefore(since)
        ? upBefore
        : upBefore.plus(Duration.between(since, now));
  }

  synchronized LinkMetrics metrics(Instant now) {
    return new LinkMetrics(Optional.ofNullable(upSince), upTime(now), ups, downs);
  }
}
