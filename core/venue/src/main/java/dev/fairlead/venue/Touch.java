// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.feed.Market;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The quote in force for one instrument, and how much of its sizes nobody has taken yet. */
final class Touch {
  private final Market market;
  private final Symbol symbol;
  private @Nullable Quote quote;
  private Quantity bidLeft = Quantity.ZERO;
  private Quantity askLeft = Quantity.ZERO;
  private Instant from = Instant.MAX;
  private Instant until = Instant.MIN;

  Touch(Market market, Symbol symbol) {
    this.market = market;
    this.symbol = symbol;
  }

  /** Takes the quote of {@code at}, with fresh sizes, unless it is the one in force already. */
  boolean refresh(Instant at) {
    if (!at.isBefore(from) && at.isBefore(until)) {
      return false;
    }
    Quote next = market.quote(symbol, at).orElse(null);
    quote = next;
    bidLeft = next == null ? Quantity.ZERO : next.bidSize();
    askLeft = next == null ? Quantity.ZERO : next.askSize();
    from = next == null ? at : next.at();
    until = market.nextChange(symbol, at).orElse(Instant.MAX);
    return true;
  }

  /** Since when the quote has been in force. */
  Instant from() {
    return from;
  }

  /** Until when the quote is in force. */
  Instant until() {
    return until;
  }

  Optional<Quote> quote() {
    return Optional.ofNullable(quote);
  }

  /** How much an order of {@code side} can still take. */
  Quantity left(Side side) {
    return side == Side.BUY ? askLeft : bidLeft;
  }

  void take(Side side, Quantity quantity) {
    if (side == Side.BUY) {
      askLeft = askLeft.minus(quantity);
    } else {
      bidLeft = bidLeft.minus(quantity);
    }
  }

  /** Whether an order of {@code side} with that limit can trade at the touch. */
  boolean meets(Side side, Optional<Price> limit) {
    Quote shown = quote;
    if (shown == null) {
      return false;
    }
    return switch (side) {
      case BUY -> limit.map(most -> most.compareTo(shown.ask()) >= 0).orElse(true);
      case SELL -> limit.map(least -> least.compareTo(shown.bid()) <= 0).orElse(true);
    };
  }

  /** Whether the touch has come to a stop: a buy's when the ask is there, a sell's the bid. */
  boolean reaches(Side side, Price stop) {
    Quote shown = quote;
    if (shown == null) {
      return false;
    }
    return switch (side) {
      case BUY -> shown.ask().compareTo(stop) >= 0;
      case SELL -> shown.bid().compareTo(stop) <= 0;
    };
  }
}
