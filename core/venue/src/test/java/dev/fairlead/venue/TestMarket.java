// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A market whose quotes are written down; it lists what the synthetic one lists. */
final class TestMarket implements Market {
  private final Map<Symbol, NavigableMap<Instant, Quote>> quotes = new TreeMap<>();

  TestMarket quote(Quote quote) {
    quotes.computeIfAbsent(quote.symbol(), _ -> new TreeMap<>()).put(quote.at(), quote);
    return this;
  }

  @Override
  public List<Instrument> instruments() {
    return new SyntheticMarket(1).instruments();
  }

  @Override
  public Optional<Quote> quote(Symbol symbol, Instant at) {
    return Optional.ofNullable(of(symbol).floorEntry(at)).map(Map.Entry::getValue);
  }

  @Override
  public Optional<Instant> nextChange(Symbol symbol, Instant at) {
    return Optional.ofNullable(of(symbol).higherKey(at));
  }

  @Override
  public Series<Quote> quotes(Symbol symbol) {
    return Series.empty();
  }

  @Override
  public Series<Trade> trades(Symbol symbol) {
    return Series.empty();
  }

  private NavigableMap<Instant, Quote> of(Symbol symbol) {
    return quotes.getOrDefault(symbol, new TreeMap<>());
  }
}
