// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

/**
 * How much one client may ask of the server (S-35). The defaults stop a program that has gone wild
 * and nobody else; Alpaca's own limit is 200 requests a minute.
 *
 * @param requestsPerMinute most requests of one key in a minute, and of all without a good key from
 *     one address
 * @param cancelsPerMinute most cancels of one key in a minute; they do not count as requests, so
 *     that a program which has used up all else can still take back its orders
 * @param streamBurst most new streams at once of one key, or of an address that has named none
 * @param streamsPerMinute most new streams in a minute, in the long run
 */
public record RateConfig(
    int requestsPerMinute, int cancelsPerMinute, int streamBurst, int streamsPerMinute) {
  public static final RateConfig DEFAULT = new RateConfig(1_000_000, 1_000_000, 300, 120);

  /** Refuses limits that are not positive. */
  public RateConfig {
    if (requestsPerMinute < 1 || cancelsPerMinute < 1 || streamBurst < 1 || streamsPerMinute < 1) {
      throw new IllegalArgumentException("rate limits must be positive");
    }
  }

  /** The same with other limits on requests. */
  public RateConfig requests(int perMinute, int cancels) {
    return new RateConfig(perMinute, cancels, streamBurst, streamsPerMinute);
  }

  /** The same with other limits on new streams. */
  public RateConfig streams(int burst, int perMinute) {
    return new RateConfig(requestsPerMinute, cancelsPerMinute, burst, perMinute);
  }
}
