// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.model.Fill;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;

/**
 * One execution of an order at Alpaca, from the stream or from the list of activities. The two name
 * it differently, and nothing says that the names are related (F-B10); what both have is the order
 * and how much of it had executed by then, which no other execution of it has. So that is its name.
 *
 * @param orderId Alpaca's
 * @param cumulative what of the order had executed with it
 * @param alpacasId the name that the channel has for it; empty where it has none
 */
record Execution(
    String orderId,
    Quantity cumulative,
    Symbol symbol,
    Side side,
    Quantity quantity,
    Price price,
    Instant at,
    String alpacasId) {

  /** The same from every channel, and after a restart. */
  String id() {
    return orderId + ":" + cumulative;
  }

  /** What had executed before it. */
  Quantity before() {
    return cumulative.minus(quantity);
  }

  /** Alpaca takes no fee with an execution; what it takes for crypto it books by the day. */
  Fill fill() {
    return fill(0);
  }

  Fill fill(int revision) {
    return new Fill(id(), revision, symbol, side, quantity, price, Money.zero(Currency.USD), at);
  }
}
