// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an account may still ask of its broker, where that is limited. What is not limited is always
 * there. Thread-safe; nothing of it waits.
 */
public interface Budgets {
  /** Those of a broker without limits. */
  Budgets UNLIMITED =
      new Budgets() {
        @Override
        public Optional<Duration> pledge(boolean closing) {
          return Optional.empty();
        }

        @Override
        public void release() {
          // Nothing was set aside.
        }

        @Override
        public List<BudgetState> states() {
          return List.of();
        }

        @Override
        public boolean areLimited() {
          return false;
        }
      };

  /**
   * Sets a request aside for an order that is about to be taken, so that it is not refused once it
   * was. The next placing that goes out fetches it; what nobody fetches is free again by itself.
   *
   * @param closing whether the order takes from a position: such go first
   * @return empty where it is set aside, and else how long until there may be room
   */
  Optional<Duration> pledge(boolean closing);

  /** What was set aside is not needed: the order was refused, or went elsewhere. */
  void release();

  /** Whether there are any limits. */
  default boolean areLimited() {
    return true;
  }

  /** How it stands, a line for each group of endpoints. */
  List<BudgetState> states();
}
