// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether orders could be sent, since this process started.
 *
 * @param upSince when the link came up; empty while it is not up
 * @param upTime how long it was up, all times together
 * @param ups how often it came up; all but the first are reconnects
 * @param downs how often it went down
 */
public record LinkMetrics(Optional<Instant> upSince, Duration upTime, long ups, long downs) {
  public boolean isUp() {
    return upSince.isPresent();
  }

  /** How often it came back. */
  public long reconnects() {
    return Math.max(0, ups - 1);
  }
}
