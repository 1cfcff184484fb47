// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where quotes and trades come from: for each instrument a function of time. The same instant
 * always gives the same quote, so that a restart goes on where the market is. Thread-safe.
 */
public interface Market {
  /** What is listed, in the order of listing. */
  List<Instrument> instruments();

  /** The quote in force at {@code at}; empty before the first one and for unknown symbols. */
  Optional<Quote> quote(Symbol symbol, Instant at);

  /** When the quote next changes after {@code at}; empty if it never does. */
  Optional<Instant> nextChange(Symbol symbol, Instant at);

  /** The quotes of {@code symbol}, for one reader; empty for unknown symbols. */
  Series<Quote> quotes(Symbol symbol);

  /** What is traded, by others, for one reader; empty for unknown symbols. */
  Series<Trade> trades(Symbol symbol);

  /** How far back the history that is shown at {@code at} reaches; no further than 1970. */
  default Instant historyStart(Instant at) {
    return Instant.EPOCH;
  }

  /** The time that the market shows at {@code at}: another one where a recording is repeated. */
  default Instant marketTime(Instant at) {
    return at;
  }

  /** When the market's time reaches {@code marketTime}; empty if it never does. */
  default Optional<Instant> reached(Instant marketTime) {
    return Optional.of(marketTime);
  }

  /** When trading ends for good, as it does at the end of a recording; empty if it never does. */
  default Optional<Instant> end() {
    return Optional.empty();
  }
}
