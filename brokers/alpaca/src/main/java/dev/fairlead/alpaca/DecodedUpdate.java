// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.message.OrderNews;

/** What one message of {@code trade_updates} says (facts 5.2). */
sealed interface DecodedUpdate {
  /**
   * News of the order. Where it was to take another's place, its end is the placement's only if it
   * has that place by then.
   */
  record Told(AlpacaOrder order, OrderNews news) implements DecodedUpdate {}

  /** It executed. */
  record Executed(AlpacaOrder order, Execution execution) implements DecodedUpdate {}

  /** The execution that Alpaca calls {@code previous} is void. */
  record Busted(AlpacaOrder order, String previous) implements DecodedUpdate {}

  /** It was other than told. */
  record Corrected(AlpacaOrder order, Execution execution, String previous)
      implements DecodedUpdate {}

  /** Something happened to it that only a look at it tells. */
  record Changed(AlpacaOrder order) implements DecodedUpdate {}

  /** Nothing that anybody waits for: a request of ours is under way. */
  record Nothing(AlpacaOrder order) implements DecodedUpdate {}

  /** Not understood, and why (F-B33). */
  record Unread(String why) implements DecodedUpdate {}
}
