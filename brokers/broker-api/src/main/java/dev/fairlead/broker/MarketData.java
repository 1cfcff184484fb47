// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What an account sees of the market. Of an unknown symbol there is nothing: an empty answer, never
 * an error. Nothing lies in the future: a range that reaches beyond now ends now. A history that
 * the broker does not give is a {@link MarketDataException}, and never an empty one. Thread-safe.
 */
public interface MarketData {
  /** The newest quote; does not wait. */
  Optional<Quote> quote(Symbol symbol);

  /** The newest trade; does not wait. */
  Optional<Trade> trade(Symbol symbol);

  /** The quotes that came in {@code range}, in its order; may take as long as a read does. */
  List<Quote> quotes(Symbol symbol, Range range);

  /** The trades of {@code range}, in its order; may take as long as a read does. */
  List<Trade> trades(Symbol symbol, Range range);

  /**
   * The bars that begin in {@code range}, in its order; may take as long as a read does. The one
   * that is under way is among them, as far as it has come: its end is after now.
   */
  List<Bar> bars(Symbol symbol, BarSpan span, Range range);

  /**
   * Hears what happens to those symbols from now on, until the result is closed. Symbols that
   * nobody knows are silent, and heard once they are known.
   */
  Subscription subscribe(Set<Symbol> symbols, MarketListener listener);

  /**
   * What an order of {@code side} is valued by: the touch of a quote that is known to be the
   * newest, or where nobody quotes that side, the newest trade. Empty where what was seen last may
   * have been overtaken since; how long ago it happened does not matter. Does not wait.
   */
  default Optional<Price> reference(Symbol symbol, Side side) {
    return quote(symbol).map(quote -> quote.touch(side)).filter(Price::isPositive);
  }

  /**
   * Asks for what {@link #reference} has not, and has {@code told} hear it, once: nothing where the
   * broker answers that there is none. A broker that does not answer says nothing; who gives up
   * closes the result. Does not wait.
   *
   * @param told on any thread; must not wait
   * @return empty where nobody can be asked, because all that there is is known already
   */
  default Optional<Subscription> askReference(
      Symbol symbol, Side side, Consumer<Optional<Price>> told) {
    return Optional.empty();
  }

  /**
   * Has the newest quotes and trades of those symbols asked for, as far as what was seen last may
   * have been overtaken, and waits for them, no longer than {@code limit}. What did not come by
   * then is as before. Of very many symbols only the first are waited for.
   */
  default void refresh(Set<Symbol> symbols, Duration limit) {
    // Whoever sees everything at once has nothing to ask for.
  }

  /**
   * When US equities trade, as the broker tells it; by the exchange's rules where it has told
   * nothing. Does not wait.
   */
  default TradingCalendar usEquities() {
    return TradingCalendar.US_EQUITIES;
  }

  /** The market data of an account that has none. */
  static MarketData none() {
    return NoMarketData.NONE;
  }

  /** What was subscribed to. */
  interface Subscription extends AutoCloseable {
    /** The listener is called no more, but for a call that is under way. Closing again is free. */
    @Override
    void close();
  }
}
