// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees nothing. */
enum NoMarketData implements MarketData {
  NONE;

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return Optional.empty();
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return Optional.empty();
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return List.of();
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return List.of();
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return List.of();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    return () -> {};
  }
}
