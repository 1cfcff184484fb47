// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import java.time.Duration;

/**
 * Something about a link that changes no order: what its metrics and its health are made of. It is
 * not written to the journal.
 */
public sealed interface LinkSignal {
  /** One of the ways to and from a broker; each lives and dies by itself (F-B39). */
  enum Channel {
    /** Requests about orders and reads of the account. */
    REQUESTS,
    /** The stream of what happens to orders. */
    ORDER_STREAM,
    /** The stream of quotes and trades. */
    MARKET_STREAM
  }

  Channel channel();

  /** The channel works from now on. */
  record Connected(Channel channel) implements LinkSignal {}

  /** It does not, until it is connected again. */
  record Disconnected(Channel channel, String reason) implements LinkSignal {}

  /** Proof of life: the broker has sent something, a heartbeat or data. */
  record Heard(Channel channel) implements LinkSignal {}

  /** A request that did not reach the broker, or whose answer did not come. */
  record ConnectionError(Channel channel, String what) implements LinkSignal {}

  /** A request that the broker answered with an error of its own; {@code code} is the broker's. */
  record ApiError(Channel channel, String code, String what) implements LinkSignal {}

  /**
   * The broker told what time it has.
   *
   * @param ahead by how much our clock is ahead of the broker's; negative where it is behind
   * @param within how far the truth may be from that, because the question took its time
   */
  record ClockOffset(Channel channel, Duration ahead, Duration within) implements LinkSignal {
    /** What FINRA 4590 allows a clock to be wrong. */
    public static final Duration TOLERANCE = Duration.ofMillis(50);

    /** Whether the clocks are certainly further apart than is tolerated (F-C02). */
    public boolean isTooFar() {
      return ahead.abs().minus(within).compareTo(TOLERANCE) > 0;
    }
  }

  /**
   * The broker told how many requests are left.
   *
   * @param left until the window ends
   * @param limit in the whole window
   * @param resets how long until then
   */
  record Budget(Channel channel, int left, int limit, Duration resets) implements LinkSignal {}

  /**
   * More came than was heard in time: of each symbol the newest was told, and so much was not.
   *
   * @param quotes how many, since the last such signal
   * @param trades how many
   */
  record Skipped(Channel channel, long quotes, long trades) implements LinkSignal {}
}
