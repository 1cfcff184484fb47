// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import java.util.List;

/**
 * One outbound request to a broker account: one attempt of a placement.
 *
 * @param attempt its number within the placement, from 1
 * @param brokerOrderId the broker's name for the placement; empty if it has told none
 * @param closes whether a placing takes from a position, so that it goes before those that do not
 *     where the broker lets few requests through
 */
public record BrokerCommand(
    BrokerAccount account,
    PlacementId placement,
    int attempt,
    String brokerOrderId,
    Ask ask,
    boolean closes) {

  /** One that takes from no position. */
  public BrokerCommand(
      BrokerAccount account, PlacementId placement, int attempt, String brokerOrderId, Ask ask) {
    this(account, placement, attempt, brokerOrderId, ask, false);
  }

  /** What is asked of the broker. */
  public sealed interface Ask {
    record Place(OrderRequest request) implements Ask {}

    /**
     * Place the order with the exits that its request brings, as one, and keep them: for accounts
     * whose {@link Capabilities#groups} say so. What becomes of a leg is told of its own placement,
     * as soon as the broker's name for it is known; it is cancelled, replaced and queried like any
     * other, also while its name is not.
     *
     * @param legs the exits that are not the order itself, the take-profit first
     */
    record PlaceGroup(OrderRequest request, List<Leg> legs) implements Ask {
      /** Keeps the legs as they are. */
      public PlaceGroup {
        legs = List.copyOf(legs);
      }
    }

    record Cancel() implements Ask {}

    /** Change the terms to {@code request}, whose quantity is the total, filled part included. */
    record Replace(OrderRequest request) implements Ask {}

    /** Tell what you know of this placement. */
    record Query() implements Ask {}
  }

  /** An exit that comes with its group's request, and the placement that it is told of as. */
  public record Leg(Role role, PlacementId placement) {}

  /** An order that went with its exits as one request, and these. */
  public record Group(PlacementId parent, List<Leg> legs) {}
}
