// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.MarketDataException;
import java.util.List;
import java.util.Optional;

/** Asks the market data API. Blocks, within limits of its own. Thread-safe. */
interface DataRequests {
  /**
   * Gets what a path with its query names.
   *
   * @return the body of a success; empty where Alpaca says that there is no such symbol
   * @throws MarketDataException for any other answer, or none
   */
  Optional<byte[]> get(String pathAndQuery);

  /** How it stands with the limits on them; none where there are none. */
  default List<BudgetState> budgets() {
    return List.of();
  }
}
