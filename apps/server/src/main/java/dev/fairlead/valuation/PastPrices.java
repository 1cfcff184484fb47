// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.broker.MarketData;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What an instrument was worth, by the market's own history. Thread-safe. */
public final class PastPrices {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** Longer than any market is closed. */
  private static final Duration LOOK_BACK = Duration.ofDays(7);

  private static final int PAGE = 10_000;

  private final MarketData market;

  public PastPrices(MarketData market) {
    this.market = market;
  }

  /** Half way between bid and ask, as what is held now is valued; else the newest trade. */
  Optional<Price> at(Symbol symbol, Instant at) {
    Range newest = new Range(at.minus(LOOK_BACK), at, 1, true);
    return market.quotes(symbol, newest).stream()
        .findFirst()
        .map(Quote::mid)
        .or(() -> lastBar(symbol, at).map(Bar::close));
  }

  private Optional<Bar> lastBar(Symbol symbol, Instant at) {
    Instant lastStart = at.minus(Duration.ofMinutes(1));
    return market
        .bars(symbol, BarSpan.MINUTE, new Range(at.minus(LOOK_BACK), lastStart, 1, true))
        .stream()
        .findFirst();
  }

  /** The price that held at each end of a bar, and at {@code from}, as far as it is known. */
  NavigableMap<Instant, Price> closes(Symbol symbol, BarSpan span, Instant from, Instant to) {
    NavigableMap<Instant, Price> closes = new TreeMap<>();
    at(symbol, from).ifPresent(price -> closes.put(from, price));
    Instant next = from;
    while (next.isBefore(to)) {
      List<Bar> bars = market.bars(symbol, span, new Range(next, to, PAGE, false));
      bars.forEach(bar -> closes.put(span.endOf(bar.start(), NEW_YORK), bar.close()));
      next = bars.size() < PAGE ? to : span.endOf(bars.getLast().start(), NEW_YORK);
    }
    return closes;
  }
}
