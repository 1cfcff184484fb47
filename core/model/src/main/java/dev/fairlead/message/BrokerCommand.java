// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;

/**
 * One outbound request to a broker account: one attempt of a placement.
 *
 * @param attempt its number within the placement, from 1
 * @param brokerOrderId the broker's name for the placement; empty if it has told none
 */
public record BrokerCommand(
    BrokerAccount account, PlacementId placement, int attempt, String brokerOrderId, Ask ask) {

  /** What is asked of the broker. */
  public sealed interface Ask {
    record Place(OrderRequest request) implements Ask {}

    record Cancel() implements Ask {}

    /** Change the terms to {@code request}, whose quantity is the total, filled part included. */
    record Replace(OrderRequest request) implements Ask {}

    /** Tell what you know of this placement. */
    record Query() implements Ask {}
  }
}
