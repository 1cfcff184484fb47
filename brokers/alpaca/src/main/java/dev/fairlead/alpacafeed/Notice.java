// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import java.util.Set;

/** What a market data stream says about itself (facts 6.2). */
sealed interface Notice {
  /** {@code connected} or {@code authenticated}. */
  record Success(String what) implements Notice {}

  record Fault(long code, String message) implements Notice {}

  /** All symbols whose quotes are told from now on. */
  record Subscribed(Set<Symbol> quotes) implements Notice {
    public Subscribed {
      quotes = Set.copyOf(quotes);
    }
  }
}
