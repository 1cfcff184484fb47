// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.broker.MarketData;
import dev.fairlead.desk.Desk;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.Items;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the gateway sees of the market, as the routes ask for it. */
final class Sight {
  /** How far back the newest bar is looked for: past any weekend with holidays round it. */
  private static final Duration NEWEST_WITHIN = Duration.ofDays(7);

  /** How long who looks first waits. */
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);

  private final Desk desk;
  private final InstantSource clock;

  Sight(Desk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The instrument of that symbol, if it is one of the class. */
  Optional<Instrument> instrument(Symbol symbol, AssetClass assetClass) {
    return desk.instrument(symbol).filter(known -> known.assetClass() == assetClass);
  }

  private MarketData market() {
    return desk.marketData();
  }

  /** What nobody has looked at yet is asked for, so that who looks first sees something too. */
  void look(List<Instrument> listed) {
    if (!listed.isEmpty()) {
      Set<Symbol> symbols = new LinkedHashSet<>();
      listed.forEach(instrument -> symbols.add(instrument.symbol()));
      market().refresh(symbols, LOOK_LIMIT);
    }
  }

  Series<Trade> trades() {
    return new Series<>(
        "trades", "trade", market()::trades, market()::trade, Trade::at, Items::trade);
  }

  Series<Quote> quotes() {
    return new Series<>(
        "quotes", "quote", market()::quotes, market()::quote, Quote::at, Items::quote);
  }

  Series<Quote> orderBooks() {
    return new Series<>(
        "orderbooks",
        "orderbook",
        market()::quotes,
        market()::quote,
        Quote::at,
        (out, _, quote) -> Items.orderBook(out, quote));
  }

  Series<Bar> bars(BarSpan span) {
    return new Series<>(
        "bars",
        "bar",
        (symbol, range) -> market().bars(symbol, span, range),
        this::newestMinute,
        Bar::start,
        Items::bar);
  }

  /** The newest minute that is over. */
  Optional<Bar> newestMinute(Symbol symbol) {
    Instant over = now().minus(Duration.ofMinutes(1));
    return newest(symbol, BarSpan.MINUTE, over, 1).stream().findFirst();
  }

  /** The day that is under way, or the last one, and before it the one before. */
  List<Bar> newestDays(Symbol symbol) {
    return newest(symbol, BarSpan.DAY, now(), 2);
  }

  private List<Bar> newest(Symbol symbol, BarSpan span, Instant until, int count) {
    Range range = new Range(until.minus(NEWEST_WITHIN), until, count, true);
    return market().bars(symbol, span, range);
  }
}
