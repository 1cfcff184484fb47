// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.market.Range;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Histories of several symbols as one list, symbol by symbol, cut into pages that together are
 * exactly the whole. A pure function of the history: nothing is remembered between two pages.
 */
final class Pages {
  private Pages() {}

  /** The items of one instrument on a page; some, because what has none is not on it. */
  record Run<T>(Instrument instrument, List<T> items) {}

  /** One page; {@code next} is empty on the last. */
  record Page<T>(List<Run<T>> runs, Optional<PageToken> next) {}

  /**
   * Reads the page that {@code query} asks for.
   *
   * @param instruments in the order of the list
   * @throws dev.fairlead.wire.ApiException where the query's token is of another list
   */
  static <T> Page<T> read(Series<T> series, List<Instrument> instruments, HistoryQuery query) {
    List<Run<T>> runs = new ArrayList<>();
    int left = query.limit();
    for (Instrument instrument : from(instruments, query)) {
      Symbol symbol = instrument.symbol();
      Start start = start(symbol, query);
      // One more than there is room for tells whether there is a next page.
      int wanted = Math.min(start.skip() + left + 1, Range.MAX_LIMIT);
      Range range = new Range(start.from(), start.to(), wanted, query.newestFirst());
      List<T> found = series.history().in(symbol, range);
      List<T> fresh = found.subList(Math.min(start.skip(), found.size()), found.size());
      List<T> taken = fresh.subList(0, Math.min(left, fresh.size()));
      if (!taken.isEmpty()) {
        runs.add(new Run<>(instrument, List.copyOf(taken)));
        left -= taken.size();
      }
      if (fresh.size() > taken.size()) {
        Instant next = series.at().apply(fresh.get(taken.size()));
        List<T> told = found.subList(0, found.size() - fresh.size() + taken.size());
        return new Page<>(runs, Optional.of(token(series, symbol, next, told)));
      }
    }
    return new Page<>(runs, Optional.empty());
  }

  /** Those that earlier pages have not finished. */
  private static List<Instrument> from(List<Instrument> instruments, HistoryQuery query) {
    if (query.token().isEmpty()) {
      return instruments;
    }
    PageToken token = query.token().get();
    for (int i = 0; i < instruments.size(); i++) {
      if (instruments.get(i).symbol().equals(token.symbol())) {
        return instruments.subList(i, instruments.size());
      }
    }
    throw HistoryQuery.badToken(token.text(), "is of a list of other symbols");
  }

  /** Where a symbol's part of the page begins. */
  private record Start(Instant from, Instant to, int skip) {}

  private static Start start(Symbol symbol, HistoryQuery query) {
    Optional<PageToken> token = query.token().filter(at -> at.symbol().equals(symbol));
    if (token.isEmpty()) {
      return new Start(query.from(), query.to(), 0);
    }
    Instant at = token.get().at();
    int skip = token.get().skip();
    if (at.isBefore(query.from()) || at.isAfter(query.to()) || skip >= Range.MAX_LIMIT) {
      throw HistoryQuery.badToken(token.get().text(), "is of another range of time");
    }
    return query.newestFirst()
        ? new Start(query.from(), at, skip)
        : new Start(at, query.to(), skip);
  }

  /** The next page begins at {@code at}, with what of that instant was not told yet. */
  private static <T> PageToken token(Series<T> series, Symbol symbol, Instant at, List<T> told) {
    int same = 0;
    while (same < told.size() && series.at().apply(told.get(told.size() - 1 - same)).equals(at)) {
      same++;
    }
    return new PageToken(symbol, at, same);
  }
}
