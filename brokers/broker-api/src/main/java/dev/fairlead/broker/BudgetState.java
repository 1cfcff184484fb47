// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.Capabilities.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an account stands with the limits on its requests to one group of its broker's endpoints, by
 * this process's own count and what the broker tells of its own.
 *
 * @param group what people call the endpoints, such as {@code trading}
 * @param limits all that hold there
 * @param waiting requests that wait to be let go
 * @param turnedAway requests that were not, in the time that they had
 * @param paused how long nothing is sent, because the broker has refused for too many; empty where
 *     it has not
 */
public record BudgetState(
    String group, List<Limit> limits, int waiting, long turnedAway, Optional<Duration> paused) {
  private static final int ALL = 100;

  /** Keeps a copy. */
  public BudgetState {
    limits = List.copyOf(limits);
  }

  /**
   * One limit.
   *
   * @param declared what the broker says, as it is declared or configured
   * @param most how many are sent at most, which is less
   * @param sent how many were, within its time
   * @param leftForOrders how many orders that open something may still go now; 0 where the limit
   *     counts none
   * @param percentLeft the same of all that may go; 100 where it counts none, and of limits whose
   *     time is so short that an order waits for it
   */
  public record Limit(Budget declared, int most, int sent, int leftForOrders, int percentLeft) {}

  /** Per cent of what orders may have that is left to them, of the limit that has least. */
  public int percentLeft() {
    return limits.stream().mapToInt(Limit::percentLeft).min().orElse(ALL);
  }
}
