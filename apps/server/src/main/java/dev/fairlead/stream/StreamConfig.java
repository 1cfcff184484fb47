// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.time.Duration;

/**
 * The stream's limits.
 *
 * @param connectionLimit most connections at once; one more is refused with 429
 * @param queueLimit most events that may wait for one connection; one more cuts it
 * @param authenticateWithin how long a connection may stay without saying who it is
 */
public record StreamConfig(int connectionLimit, int queueLimit, Duration authenticateWithin) {
  public static final StreamConfig DEFAULT = new StreamConfig(256, 1_024, Duration.ofSeconds(10));

  /** Refuses limits that are not positive. */
  public StreamConfig {
    if (connectionLimit < 1 || queueLimit < 1 || !authenticateWithin.isPositive()) {
      throw new IllegalArgumentException("a stream's limits must be positive");
    }
  }
}
