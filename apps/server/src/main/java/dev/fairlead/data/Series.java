// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.market.Range;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One kind of item that a market has a history of.
 *
 * @param plural what a list of them is called: {@code trades}
 * @param singular what one is called: {@code trade}
 * @param history the items of a range
 * @param newest the newest of them
 * @param at when one was, which is what a history is sorted by
 */
record Series<T>(
    String plural,
    String singular,
    History<T> history,
    Function<Symbol, Optional<T>> newest,
    Function<T, Instant> at,
    Form<T> form) {

  /** Reads items of the past. */
  @FunctionalInterface
  interface History<T> {
    List<T> in(Symbol symbol, Range range);
  }

  /** How an item is written. */
  @FunctionalInterface
  interface Form<T> {
    void write(Fields out, Instrument of, T item);
  }
}
