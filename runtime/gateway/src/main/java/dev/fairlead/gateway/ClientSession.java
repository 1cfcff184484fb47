// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.account.Configuration;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.engine.ChangesDraft;
import dev.fairlead.engine.OrderDraft;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Reply;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.RoutePreview;
import org.jspecify.annotations.Nullable;

/**
 * What one principal may ask of the gateway. Every method waits until its command is durable and
 * decided, and throws {@link GatewayUnavailable} where it was not taken. Thread-safe.
 *
 * <p>An order without a price of its own that opens a position is valued by the newest quote
 * . Where none is known, it waits for one before it is taken, no longer than {@link
 * GatewayConfig#quoteLimit}, and is denied without one. No other order waits for quotes.
 */
public interface ClientSession {
  /** Places an order under a client order id of ours. */
  Reply place(OrderRequest request);

  /** Places an order; the same id with an equal request is the same order (I-06). */
  Reply place(OrderRequest request, String clientOrderId);

  /**
   * The same, routed by a strategy of the caller's choice: {@code best-execution}. The first of
   * equal orders decides.
   */
  Reply place(OrderRequest request, String clientOrderId, String strategy);

  /** Checks what a client wrote, all faults at once, and places it if there are none. */
  Reply place(OrderDraft draft);

  /** The same, routed by a strategy of the client's choice; null for what the rules say. */
  Reply place(OrderDraft draft, @Nullable String strategy);

  /** Where such an order would go now, and why; nothing is sent, kept or counted. */
  RoutePreview route(OrderRequest request, @Nullable String strategy);

  /** The same of what a client wrote. */
  RoutePreview route(OrderDraft draft, @Nullable String strategy);

  Reply cancel(OrderId order);

  /** Cancels all open orders of the principal. */
  Reply cancelAll();

  Reply replace(OrderId order, OrderChanges changes);

  /** Checks what a client wrote, all faults at once, and replaces the order if there are none. */
  Reply replace(OrderId order, ChangesDraft draft);

  Reply close(Symbol symbol, Portion portion);

  /** What the principal has settled for its own trading; the defaults where nothing. */
  Configuration configuration();

  /** Settles something more: orders that come after the answer are held to it. */
  Reply configure(ConfigurationChanges changes);

  /** Closes a position, or the part that {@code qty} or {@code percentage} (not both) names. */
  Reply close(Symbol symbol, @Nullable String qty, @Nullable String percentage);
}
