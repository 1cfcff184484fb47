// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Quote;
import dev.fairlead.money.Price;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What orders are valued by. Thread-safe.
 *
 * @param limit longest wait of an order for a quote
 */
public record Valuation(MarketHub markets, Duration limit) {
  /** What the order is valued by, as far as it is known at once. */
  public @Nullable Price known(OrderRequest request) {
    return isByQuote(request)
        ? markets.reference(request.symbol(), request.side()).orElse(null)
        : touch(request);
  }

  private @Nullable Price touch(OrderRequest request) {
    Quote quote = markets.quote(request.symbol()).orElse(null);
    return quote == null ? null : quote.touch(request.side());
  }

  /** Whether it cannot be valued by a price of its own; other orders wait for nothing. */
  public static boolean isByQuote(OrderRequest request) {
    return switch (request.terms()) {
      case OrderTerms.Market(), OrderTerms.TrailingAmount _, OrderTerms.TrailingPercent _ -> true;
      case OrderTerms.Limit _, OrderTerms.Stop _, OrderTerms.StopLimit _ -> false;
    };
  }

  /** The same after a wait on the caller's thread. */
  public Reference await(OrderRequest request) {
    return markets.awaitReference(request.symbol(), request.side(), limit);
  }
}
