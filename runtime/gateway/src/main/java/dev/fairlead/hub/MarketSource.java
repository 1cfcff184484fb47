// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.MarketData;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.util.Optional;

/** A broker account's view of the market, and whether it is to be had. Thread-safe. */
public interface MarketSource {
  BrokerAccount account();

  /** Whether the link is up, and can be asked. */
  boolean isUp();

  /** Which session of the link it is; another number each time that it comes up. */
  long session();

  /** Whether the account lists {@code symbol}. */
  boolean lists(Symbol symbol);

  Optional<Quote> quote(Symbol symbol);

  /** What an order is valued by, as {@link MarketData#reference} tells it. */
  Optional<Price> reference(Symbol symbol, Side side);

  /** Empty of everything while there is no link. */
  MarketData marketData();
}
