// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Money;
import java.util.List;

/** What a broker told us, by whatever channel. */
public sealed interface BrokerReport extends Input.Cause {
  BrokerAccount account();

  /** The answer to one attempt of a placement. */
  record Answered(BrokerAccount account, PlacementId placement, int attempt, SendResult result)
      implements BrokerReport {}

  /** News of one placement. */
  record OrderReport(BrokerAccount account, PlacementId placement, OrderNews news)
      implements BrokerReport {}

  /** Instruments that can be traded there; those named replace what was known of them. */
  record Listed(BrokerAccount account, List<Instrument> instruments) implements BrokerReport {}

  /**
   * Money came or went for a cause other than a fill (I-10), the opening balance first.
   *
   * @param multiplier how many times its equity the account may hold
   */
  record Funded(BrokerAccount account, Money amount, int multiplier, String cause)
      implements BrokerReport {}
}
