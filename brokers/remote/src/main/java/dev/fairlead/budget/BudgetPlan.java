// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.message.Capabilities.Budget;
import java.time.Duration;
import java.util.List;

/**
 * What a broker says of the requests to one group of its endpoints: part of an adapter's
 * declaration. All limits hold at once.
 *
 * @param group what people call the endpoints, such as {@code trading}
 * @param limits where the broker tells in its answers what is left, it tells it of the first one
 */
public record BudgetPlan(String group, List<Budget> limits) {
  /** Refuses a plan without a limit, which would be none. */
  public BudgetPlan {
    limits = List.copyOf(limits);
    if (limits.isEmpty()) {
      throw new IllegalArgumentException("the requests to " + group + " need at least one limit");
    }
  }

  /** One limit on all requests together. */
  public static BudgetPlan all(String group, int requests, Duration per) {
    return new BudgetPlan(group, List.of(new Budget(Budget.Lane.ALL, requests, per)));
  }

  /** The same group with other limits. */
  public BudgetPlan with(List<Budget> changed) {
    return new BudgetPlan(group, changed);
  }
}
