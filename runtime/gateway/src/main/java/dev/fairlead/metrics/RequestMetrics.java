// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.util.OptionalDouble;

/**
 * Requests of one kind to one broker account, since this process started.
 *
 * @param sent handed to the link, be it that they never left it
 * @param accepted the broker answered that it took them
 * @param refused it answered that it did not
 * @param notSent proven not to have reached it
 * @param inDoubt without a certain answer
 * @param latency from when the request was durable and handed to the link until its answer, or
 *     until the adapter gave up on one; requests that the link had no room for are not in it
 */
public record RequestMetrics(
    long sent, long accepted, long refused, long notSent, long inDoubt, Latency latency) {
  public static final RequestMetrics NONE = new RequestMetrics(0, 0, 0, 0, 0, Latency.NONE);

  /** Those whose result is known, be it that nobody knows. */
  public long ended() {
    return accepted + refused + notSent + inDoubt;
  }

  /** Those that still wait for theirs. */
  public long waiting() {
    return Math.max(0, sent - ended());
  }

  /** Of those that ended, the part that the broker took; empty where none has ended. */
  public OptionalDouble successRate() {
    return rate(accepted, ended());
  }

  static OptionalDouble rate(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
