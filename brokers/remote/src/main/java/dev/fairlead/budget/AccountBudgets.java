// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.Budgets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The budgets of an account: the one that its orders are sent within, and those of other endpoints,
 * which its broker counts apart. Thread-safe.
 *
 * @param orders what placings, cancels, replaces and look-ups are sent within
 * @param others how it stands with the others
 */
public record AccountBudgets(RequestBudget orders, Supplier<List<BudgetState>> others)
    implements Budgets {
  @Override
  public Optional<Duration> pledge(boolean closing) {
    return orders.pledge(closing);
  }

  @Override
  public void release() {
    orders.release();
  }

  @Override
  public List<BudgetState> states() {
    return Stream.concat(Stream.of(orders.state()), others.get().stream()).toList();
  }
}
