// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the book stood against the broker when it was last looked at.
 *
 * @param at when the broker had told all that it told; empty before the first time
 * @param gap why it did not tell all; empty where it did. What it left out is in no drift
 * @param drifts what differed
 * @param clearance whether the account may take new orders, as the engine was told of it last
 */
public record Reconciliation(
    BrokerAccount account,
    Optional<Instant> at,
    Optional<String> gap,
    List<Standing> drifts,
    Clearance clearance) {
  /** Nobody has looked yet. */
  static Reconciliation none(BrokerAccount account) {
    return new Reconciliation(
        account, Optional.empty(), Optional.empty(), List.of(), Clearance.clear(account));
  }

  /** The same where {@code said} holds. */
  Reconciliation cleared(Clearance said) {
    return new Reconciliation(account, at, gap, drifts, said);
  }

  /** The broker told everything, and it is what the book says. */
  public boolean isClean() {
    return at.isPresent() && gap.isEmpty() && drifts.stream().noneMatch(Standing::isConfirmed);
  }

  /**
   * A drift, and since when it stands.
   *
   * @param since when it was first seen
   * @param passes in how many passes in a row it has been seen
   * @param atStake what it is worth by the newest price; empty where nobody knows one
   */
  public record Standing(Drift drift, Instant since, int passes, Optional<Money> atStake) {
    /** One look may fall between a fill and its news; a second look finds the news booked. */
    public boolean isConfirmed() {
      return passes >= 2;
    }
  }
}
