// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a market has shown up to now, which each call is told; never more. Bars lie on the grid of
 * the instrument's own exchange. Thread-safe.
 */
final class History {
  private final Market market;
  private final Sums sums;
  private final Map<Symbol, ZoneId> zones = new HashMap<>();

  History(Market market) {
    this.market = market;
    this.sums = new Sums(market);
    for (Instrument instrument : market.instruments()) {
      zones.put(instrument.symbol(), instrument.calendar().zone());
    }
  }

  List<Quote> quotes(Symbol symbol, Range range, Instant now) {
    return read(market.quotes(symbol), range, now);
  }

  List<Trade> trades(Symbol symbol, Range range, Instant now) {
    return read(market.trades(symbol), range, now);
  }

  List<Bar> bars(Symbol symbol, BarSpan span, Range range, Instant now) {
    @Nullable ZoneId zone = zones.get(symbol);
    Instant from = later(range.from(), market.historyStart(now));
    Instant to = earlier(range.to(), now);
    if (zone == null || to.isBefore(from)) {
      return List.of();
    }
    Grid grid = new Grid(symbol, span, zone, from, to, now);
    return range.newestFirst() ? grid.backwards(range.limit()) : grid.onwards(range.limit());
  }

  /** The bar of that minute, which is over. */
  Optional<Bar> minute(Symbol symbol, Instant start, Instant end) {
    @Nullable ZoneId zone = zones.get(symbol);
    return zone == null ? Optional.empty() : sums.of(symbol, zone, start, end).bar(symbol, start);
  }

  private <T> List<T> read(Series<T> series, Range range, Instant now) {
    Instant from = later(range.from(), market.historyStart(now));
    Instant to = earlier(range.to(), now);
    List<T> found = new ArrayList<>();
    long number = range.newestFirst() ? series.latest(to) : series.from(from);
    while (found.size() < range.limit() && isWithin(series, number, from, to)) {
      found.add(series.get(number));
      number = range.newestFirst() ? series.before(number) : series.after(number);
    }
    return found;
  }

  private static boolean isWithin(Series<?> series, long number, Instant from, Instant to) {
    if (number == Series.NONE || number == Series.END) {
      return false;
    }
    Instant at = series.at(number);
    return !at.isBefore(from) && !at.isAfter(to);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** The bars that begin from {@code from} to {@code to}, found by their trades. */
  private final class Grid {
    private final Symbol symbol;
    private final BarSpan span;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;

    /** What has not happened yet begins here. */
    private final Instant future;

    private final Series<Trade> trades;

    Grid(Symbol symbol, BarSpan span, ZoneId zone, Instant from, Instant to, Instant now) {
      this.symbol = symbol;
      this.span = span;
      this.zone = zone;
      this.from = from;
      this.to = to;
      this.future = now.plusNanos(1);
      this.trades = market.trades(symbol);
    }

    List<Bar> onwards(int limit) {
      List<Bar> bars = new ArrayList<>();
      long number = trades.from(from);
      while (bars.size() < limit && number != Series.END) {
        Instant at = trades.at(number);
        Instant start = span.startOf(at, zone);
        if (start.isAfter(to) || !at.isBefore(future)) {
          break;
        }
        Instant end = span.endOf(at, zone);
        if (!start.isBefore(from)) {
          add(bars, start, end);
        }
        number = trades.from(end);
      }
      return bars;
    }

    List<Bar> backwards(int limit) {
      List<Bar> bars = new ArrayList<>();
      Instant before = earlier(span.endOf(to, zone), future);
      long number = trades.latest(before.minusNanos(1));
      while (bars.size() < limit && number != Series.NONE) {
        Instant at = trades.at(number);
        Instant start = span.startOf(at, zone);
        if (start.isBefore(from)) {
          break;
        }
        add(bars, start, span.endOf(at, zone));
        number = trades.latest(start.minusNanos(1));
      }
      return bars;
    }

    private void add(List<Bar> bars, Instant start, Instant end) {
      sums.of(symbol, zone, start, earlier(end, future)).bar(symbol, start).ifPresent(bars::add);
    }
  }
}
