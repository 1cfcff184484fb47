// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A market as a paper account sees it: what has happened by the clock, and what happens. */
final class PaperMarketData implements MarketData, AutoCloseable {
  private final Market market;
  private final InstantSource clock;
  private final History history;
  private final Feed feed;

  /** Of that market; {@code name} names the thread that tells of it. */
  PaperMarketData(String name, Market market, InstantSource clock) {
    this.market = market;
    this.clock = clock;
    this.history = new History(market);
    this.feed = new Feed(name, market, history, clock);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return market.quote(symbol, clock.instant());
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    Series<Trade> trades = market.trades(symbol);
    Instant now = clock.instant();
    long number = trades.latest(now);
    return number == Series.NONE || trades.at(number).isBefore(market.historyStart(now))
        ? Optional.empty()
        : Optional.of(trades.get(number));
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return history.quotes(symbol, range, clock.instant());
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return history.trades(symbol, range, clock.instant());
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return history.bars(symbol, span, range, clock.instant());
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    return feed.subscribe(symbols, listener);
  }

  /** Nobody hears anything more. */
  @Override
  public void close() {
    feed.close();
  }
}
