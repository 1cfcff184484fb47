// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;

/**
 * One execution.
 *
 * @param executionId the broker's id without any revision suffix; with the account it is the key
 *     under which an execution is booked once (I-09)
 * @param revision 0 for the original; a correction of it counts up (I-23)
 * @param fee what the broker took, in the instrument's currency, not negative
 * @param at when it happened, by the broker's clock: a label, never a reason (F-B38)
 */
public record Fill(
    String executionId,
    int revision,
    Symbol symbol,
    Side side,
    Quantity quantity,
    Price price,
    Money fee,
    Instant at) {

  /** Price times quantity, exact. */
  public Notional value() {
    return Notional.of(price, quantity);
  }
}
