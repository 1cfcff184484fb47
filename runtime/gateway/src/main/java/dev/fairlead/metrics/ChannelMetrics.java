// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of the ways to and from a broker, since this process started, as its adapter tells it.
 *
 * @param connectedSince empty while it is not connected, or where the adapter tells no connections
 * @param connects how often it was connected; all but the first are reconnects
 * @param disconnects how often it was lost
 * @param connectionErrors requests that did not reach the broker, or whose answer did not come
 * @param apiErrors requests that the broker answered with an error of its own
 * @param apiErrorsByCode the same by the broker's code; codes beyond the first {@link #MOST_CODES}
 *     are counted together as {@link #OTHER_CODES}
 * @param skippedQuotes quotes that were told to nobody, because more came than was heard in time
 * @param skippedTrades the same of trades
 * @param lastHeard when the broker last sent something this way
 * @param lastError the newest error or the reason of the newest disconnect; it may be over
 * @param budget how many requests the broker said were left
 */
public record ChannelMetrics(
    Optional<Instant> connectedSince,
    long connects,
    long disconnects,
    long connectionErrors,
    long apiErrors,
    Map<String, Long> apiErrorsByCode,
    long skippedQuotes,
    long skippedTrades,
    Optional<Instant> lastHeard,
    Optional<Trouble> lastError,
    Optional<Budget> budget) {
  public static final int MOST_CODES = 32;
  public static final String OTHER_CODES = "other";

  /** Copies what it is given, by code. */
  public ChannelMetrics {
    apiErrorsByCode = Collections.unmodifiableMap(new TreeMap<>(apiErrorsByCode));
  }

  public boolean isConnected() {
    return connectedSince.isPresent();
  }

  /** How often it came back. */
  public long reconnects() {
    return Math.max(0, connects - 1);
  }

  /** Something that went wrong. */
  public record Trouble(Instant at, String what) {}

  /**
   * What the broker said of requests.
   *
   * @param left how many were left in the window
   * @param limit how many there are in a whole window
   * @param at when it said so
   * @param resetsAt when the next window begins
   */
  public record Budget(int left, int limit, Instant at, Instant resetsAt) {}
}
