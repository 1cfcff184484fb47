// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A living market that is made up: each quote and each trade is a function of seed, symbol and
 * instant, so it needs no state, is the same on every machine, and goes on after a restart as if
 * nothing had happened. Each instrument has its price, volatility, spread and sizes; its quote
 * changes two to five times a second, and it trades from several times a minute to several times in
 * a second, at irregular instants. While an exchange is closed its quotes stand still and nothing
 * is traded. Immutable.
 */
public final class SyntheticMarket implements Market {
  private static final BarSpan YEAR = new BarSpan(12, BarSpan.Unit.MONTH);
  private static final Duration MORE_THAN_NOTHING = Duration.ofNanos(1);

  private final Map<Symbol, SyntheticPath> paths = new LinkedHashMap<>();

  /** The market of that seed, with the usual listings, round the clock. */
  public SyntheticMarket(long seed) {
    this(seed, TradingHours.ALWAYS);
  }

  /** The market of that seed, with the usual listings, at those hours. */
  public SyntheticMarket(long seed, TradingHours hours) {
    for (Listing listing : Listings.ALL) {
      OpenHours open = new OpenHours(hours.of(listing.instrument().calendar()));
      paths.put(listing.instrument().symbol(), new SyntheticPath(seed, listing, open));
    }
  }

  @Override
  public List<Instrument> instruments() {
    return Listings.ALL.stream().map(Listing::instrument).toList();
  }

  @Override
  public Optional<Quote> quote(Symbol symbol, Instant at) {
    @Nullable SyntheticPath path = paths.get(symbol);
    return path == null ? Optional.empty() : Optional.of(path.quote(at.toEpochMilli()));
  }

  @Override
  public Optional<Instant> nextChange(Symbol symbol, Instant at) {
    @Nullable SyntheticPath path = paths.get(symbol);
    return path == null
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(path.nextChange(at.toEpochMilli())));
  }

  @Override
  public Series<Quote> quotes(Symbol symbol) {
    @Nullable SyntheticPath path = paths.get(symbol);
    return path == null ? Series.empty() : path.quotes();
  }

  @Override
  public Series<Trade> trades(Symbol symbol) {
    @Nullable SyntheticPath path = paths.get(symbol);
    return path == null ? Series.empty() : path.trades();
  }

  /**
   * New Year of the year before, in New York: one year of history at least, two at most. It could
   * be any, but its bars are summed up from its trades, and a request must have an end.
   */
  @Override
  public Instant historyStart(Instant at) {
    Instant thisYear = YEAR.startOf(at, TradingCalendar.US_EQUITIES.zone());
    return YEAR.startOf(thisYear.minus(MORE_THAN_NOTHING), TradingCalendar.US_EQUITIES.zone());
  }
}
