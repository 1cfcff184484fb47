// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import java.time.Duration;

/**
 * The limits of the market data streams.
 *
 * @param connectionLimit most connections at once, of all streams; one more is refused with 429
 * @param keyLimit most connections of one key; one more is told 406. Alpaca has one
 * @param symbolLimit most symbols of one connection, of all channels together; 405
 * @param bufferLimit most items that may wait for one connection; one more cuts it, with 407
 * @param authenticateWithin how long a connection may stay without saying who it is; 404
 * @param writeEvery how long a connection that was written to waits for the next frame, so that
 *     what comes meanwhile goes out together; what comes after a rest goes out at once
 */
public record MarketStreamConfig(
    int connectionLimit,
    int keyLimit,
    int symbolLimit,
    int bufferLimit,
    Duration authenticateWithin,
    Duration writeEvery) {
  public static final MarketStreamConfig DEFAULT =
      new MarketStreamConfig(512, 256, 10_000, 8_192, Duration.ofSeconds(10), Duration.ofMillis(5));

  /** Refuses limits that are not positive. */
  public MarketStreamConfig {
    if (connectionLimit < 1 || keyLimit < 1 || symbolLimit < 1 || bufferLimit < 1) {
      throw new IllegalArgumentException("the limits of market data streams must be positive");
    }
    if (!authenticateWithin.isPositive() || !writeEvery.isPositive()) {
      throw new IllegalArgumentException("authenticateWithin and writeEvery must be positive");
    }
  }
}
