// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Price;
import org.jspecify.annotations.Nullable;

/**
 * A broker account that an order could have gone to, as it was seen when that was decided.
 *
 * @param passedOver why it was not among those that the strategy chose from; null if it was
 * @param figures what the strategy compared; null where nothing was, as of one passed over
 */
public record RouteCandidate(
    BrokerAccount account, @Nullable String passedOver, @Nullable Figures figures) {

  public static RouteCandidate passedOver(BrokerAccount account, String why) {
    return new RouteCandidate(account, why, null);
  }

  /**
   * What strategies compare of an account. Of what was measured the newest few dozen count most;
   * where nothing was measured yet, the best is assumed, so that it will be.
   *
   * @param expected what a unit is expected to cost there, or to bring in, with slippage and fees;
   *     null where nobody can say
   * @param slippagePpb how much worse than the market a market order has filled there, in
   *     billionths of the price; negative where better
   * @param feePpb what trades have cost, in billionths of their value
   * @param filledPpm how many of a million orders that ended were filled; those that their client
   *     cancelled do not count
   * @param rejectedPpm how many of a million orders were rejected
   * @param latencyMicros from an order's sending to its answer
   * @param outstanding orders that may still execute
   * @param weight how much of the orders it is to have, beside the others' weights
   * @param lastUsed the input with which it was last chosen; 0 for never
   * @param lastTurn the same by round-robin
   * @param health from 0 to 100
   */
  public record Figures(
      @Nullable Price expected,
      long slippagePpb,
      long feePpb,
      long filledPpm,
      long rejectedPpm,
      long latencyMicros,
      int outstanding,
      int weight,
      long lastUsed,
      long lastTurn,
      int health) {}
}
