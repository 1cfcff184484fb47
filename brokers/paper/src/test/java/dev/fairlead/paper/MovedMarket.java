// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A market that stands where a test has moved it to. What it shows at an instant must not change
 * any more once that instant was looked at, so it is moved ahead of the clock; and because nobody
 * can know when that will be, it may change at every millisecond. Thread-safe.
 */
final class MovedMarket implements Market {
  private final List<Instrument> instruments;
  private final Map<Symbol, NavigableMap<Instant, Quote>> quotes = new TreeMap<>();

  MovedMarket(List<Instrument> instruments) {
    this.instruments = List.copyOf(instruments);
    for (Instrument instrument : instruments) {
      quotes.put(instrument.symbol(), new ConcurrentSkipListMap<>());
    }
  }

  /** The quote from its instant on, until another one. */
  void move(Quote quote) {
    of(quote.symbol()).put(quote.at(), quote);
  }

  @Override
  public List<Instrument> instruments() {
    return instruments;
  }

  @Override
  public Optional<Quote> quote(Symbol symbol, Instant at) {
    return Optional.ofNullable(of(symbol).floorEntry(at)).map(Map.Entry::getValue);
  }

  @Override
  public Optional<Instant> nextChange(Symbol symbol, Instant at) {
    return of(symbol).isEmpty()
        ? Optional.empty()
        : Optional.of(at.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
  }

  @Override
  public Series<Quote> quotes(Symbol symbol) {
    return of(symbol).isEmpty() ? Series.empty() : new Moves(of(symbol));
  }

  @Override
  public Series<Trade> trades(Symbol symbol) {
    return Series.empty();
  }

  private NavigableMap<Instant, Quote> of(Symbol symbol) {
    return quotes.getOrDefault(symbol, new ConcurrentSkipListMap<>());
  }

  /** Numbered by the millisecond. */
  private record Moves(NavigableMap<Instant, Quote> quotes) implements Series<Quote> {
    @Override
    public Instant at(long number) {
      return Instant.ofEpochMilli(number);
    }

    @Override
    public long latest(Instant at) {
      return at.toEpochMilli();
    }

    @Override
    public long after(long number) {
      return number == NONE ? quotes.firstKey().toEpochMilli() : number + 1;
    }

    @Override
    public long before(long number) {
      return number - 1;
    }

    @Override
    public Quote get(long number) {
      Map.@Nullable Entry<Instant, Quote> known = quotes.floorEntry(at(number));
      return known == null ? quotes.firstEntry().getValue() : known.getValue();
    }
  }
}
