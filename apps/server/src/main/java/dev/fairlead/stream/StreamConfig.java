// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.time.Duration;

/**
 * The streams' limits, those of {@code /stream} and of {@code /v2/events/trades} alike.
 *
 * @param connectionLimit most connections at once; one more is refused with 429
 * @param keyLimit most of them that one key may have
 * @param queueLimit most events that may wait for one connection; one more cuts it
 * @param authenticateWithin how long a connection may stay without saying who it is
 * @param pingEvery how often a quiet connection is asked whether its client is still there
 * @param answerWithin how long a client may be silent, pings unanswered, before it is cut
 */
public record StreamConfig(
    int connectionLimit,
    int keyLimit,
    int queueLimit,
    Duration authenticateWithin,
    Duration pingEvery,
    Duration answerWithin) {
  public static final StreamConfig DEFAULT =
      new StreamConfig(
          256, 64, 1_024, Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(45));

  /** Refuses limits that are not positive, and a client cut before it was asked. */
  public StreamConfig {
    if (connectionLimit < 1 || keyLimit < 1 || queueLimit < 1) {
      throw new IllegalArgumentException("a stream's limits must be positive");
    }
    if (!authenticateWithin.isPositive()
        || !pingEvery.isPositive()
        || answerWithin.compareTo(pingEvery) <= 0) {
      throw new IllegalArgumentException(
          "a stream's times must be positive, and answerWithin longer than pingEvery");
    }
  }

  /** The same with other limits on connections and events that wait. */
  public StreamConfig limited(int connections, int ofOneKey, int queue) {
    return new StreamConfig(
        connections, ofOneKey, queue, authenticateWithin, pingEvery, answerWithin);
  }

  /** The same with another time to say who one is. */
  public StreamConfig authenticating(Duration within) {
    return new StreamConfig(connectionLimit, keyLimit, queueLimit, within, pingEvery, answerWithin);
  }

  /** The same with other times for pings. */
  public StreamConfig pinging(Duration every, Duration answeredWithin) {
    return new StreamConfig(
        connectionLimit, keyLimit, queueLimit, authenticateWithin, every, answeredWithin);
  }
}
