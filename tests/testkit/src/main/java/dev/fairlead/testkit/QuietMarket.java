// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A market that is known of only what it was asked for and has answered; when it answers, and what,
 * is the test's to say. Thread-safe.
 */
public final class QuietMarket implements MarketData {
  private final List<Consumer<Optional<Price>>> waiting = new CopyOnWriteArrayList<>();
  private volatile Optional<Price> known = Optional.empty();

  /** How many wait for an answer. */
  public int waiting() {
    return waiting.size();
  }

  /** From now on it is known that there is no other price than this. */
  public void know(String price) {
    known = Optional.of(Price.parse(price));
  }

  /** What was known may have been overtaken. */
  public void forget() {
    known = Optional.empty();
  }

  /** Answers all who wait. */
  public void answer(Optional<Price> price) {
    List<Consumer<Optional<Price>>> told = List.copyOf(waiting);
    waiting.removeAll(told);
    told.forEach(each -> each.accept(price));
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    return known;
  }

  @Override
  public Optional<Subscription> askReference(
      Symbol symbol, Side side, Consumer<Optional<Price>> told) {
    waiting.add(told);
    return Optional.of(() -> waiting.remove(told));
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return none().quote(symbol);
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return none().trade(symbol);
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return none().quotes(symbol, range);
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return none().trades(symbol, range);
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return none().bars(symbol, span, range);
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    return none().subscribe(symbols, listener);
  }

  private static MarketData none() {
    return MarketData.none();
  }
}
