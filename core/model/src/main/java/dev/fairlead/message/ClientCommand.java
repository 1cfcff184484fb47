// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks. Whatever the engine may not find out for itself comes inside: new ids, and
 * the reference price, which is the touch that the order would have met when it was taken.
 */
public sealed interface ClientCommand extends Input.Cause {
  Principal principal();

  /**
   * Place an order.
   *
   * @param reference null where no quote was known
   * @param legs ids for the exits that the request brings along: the take-profit's, then the
   *     stop-loss's
   * @param hints what its routing needs and the engine may not find out
   */
  record Place(
      Principal principal,
      OrderId order,
      String clientOrderId,
      OrderRequest request,
      @Nullable Price reference,
      List<OrderId> legs,
      RouteHints hints)
      implements ClientCommand {
    /** Of one that is routed as the rules say. */
    public Place(
        Principal principal,
        OrderId order,
        String clientOrderId,
        OrderRequest request,
        @Nullable Price reference,
        List<OrderId> legs) {
      this(principal, order, clientOrderId, request, reference, legs, RouteHints.NONE);
    }

    /** Of an order alone. */
    public Place(
        Principal principal,
        OrderId order,
        String clientOrderId,
        OrderRequest request,
        @Nullable Price reference) {
      this(principal, order, clientOrderId, request, reference, List.of());
    }
  }

  /** Cancel one order. */
  record Cancel(Principal principal, OrderId order) implements ClientCommand {}

  /** Cancel every open order of the principal. */
  record CancelAll(Principal principal) implements ClientCommand {}

  /** Put an order with changed terms in another's place. */
  record Replace(
      Principal principal,
      OrderId order,
      OrderId successor,
      String clientOrderId,
      OrderChanges changes,
      @Nullable Price reference)
      implements ClientCommand {}

  /** Close a position, or part of it, with a market order. */
  record Close(
      Principal principal,
      OrderId order,
      String clientOrderId,
      Symbol symbol,
      Portion portion,
      @Nullable Price reference)
      implements ClientCommand {}

  /** Settle something for the principal's own trading from here on. */
  record Configure(Principal principal, ConfigurationChanges changes) implements ClientCommand {}

  /** How much of a position to close. */
  sealed interface Portion {
    record All() implements Portion {}

    record Units(Quantity quantity) implements Portion {}

    record Share(Percent percent) implements Portion {}
  }
}
