// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.money.Price;
import java.util.List;

/** What a broker can say of a placement: the columns of the late-event table (reliability 1.2). */
public sealed interface OrderNews {
  /** It works; {@code brokerOrderId} is the broker's name for it. */
  record Working(String brokerOrderId) implements OrderNews {}

  /**
   * The broker has it and keeps it back until its group lets it work. Of an order that no group
   * brought along this says no more than that the broker has it.
   */
  record Held(String brokerOrderId) implements OrderNews {}

  /**
   * It executed.
   *
   * @param completes the broker says that nothing is left; decisive for an order by value only
   */
  record Executed(Fill fill, boolean completes) implements OrderNews {}

  record Canceled() implements OrderNews {}

  record Expired() implements OrderNews {}

  record Rejected(String reason) implements OrderNews {}

  /** The broker will not cancel it. */
  record CancelRefused(String reason) implements OrderNews {}

  /** The new terms are in force, perhaps under a new name. */
  record Replaced(String brokerOrderId) implements OrderNews {}

  /** The old terms stay in force. */
  record ReplaceRefused(String reason) implements OrderNews {}

  /** A trailing stop has seen a better price. */
  record Trailed(Price watermark) implements OrderNews {}

  /** An execution is void (FIX ExecType H). */
  record Busted(String executionId) implements OrderNews {}

  /** An execution was other than told; {@code fill} has its id and a higher revision. */
  record Corrected(Fill fill) implements OrderNews {}

  /** The answer to a query: all that the broker knows of it. */
  record Found(String brokerOrderId, State state, OrderRequest request, List<Fill> fills)
      implements OrderNews {
    /** Where it stands at the broker. */
    public enum State {
      WORKING,
      FILLED,
      CANCELED,
      EXPIRED,
      REJECTED,
      /** Kept back until its group lets it work. */
      HELD
    }
  }

  /** The answer to a query: the broker knows no such placement. */
  record NotFound() implements OrderNews {}
}
