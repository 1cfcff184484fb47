// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An account whose link and market do what the test says; its trades bear its own price. */
final class TestSource implements MarketSource, MarketData {
  /** Who has subscribed and not closed, oldest first. */
  final List<MarketListener> listeners = new ArrayList<>();

  private final Set<Symbol> listed = new TreeSet<>();
  BrokerAccount account;
  private final Price price;
  private long session;
  private boolean up;
  boolean refuses;

  /** What is known without being asked for, and what is told who asks. */
  Optional<Price> reference = Optional.empty();

  Optional<Price> asked = Optional.empty();

  boolean answersNever;
  final List<Set<Symbol>> refreshed = new ArrayList<>();

  /** Whose quotes were looked at. */
  final List<Symbol> looked = new CopyOnWriteArrayList<>();

  final List<Consumer<Optional<Price>>> waiting = new CopyOnWriteArrayList<>();

  TestSource(String price, String... symbols) {
    account = BrokerAccount.parse("paper:s" + price);
    this.price = Price.parse(price);
    Arrays.stream(symbols).map(Symbol::new).forEach(listed::add);
  }

  TestSource goUp() {
    session++;
    up = true;
    return this;
  }

  void goDown() {
    up = false;
  }

  Trade print(String symbol) {
    return new Trade(new Symbol(symbol), 1, price, Quantity.of(1), Side.BUY, Samples.START);
  }

  /** Tells everybody who has subscribed. */
  void tell(String symbol) {
    List.copyOf(listeners).forEach(listener -> listener.onTrade(print(symbol)));
  }

  @Override
  public BrokerAccount account() {
    return account;
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public long session() {
    return session;
  }

  @Override
  public boolean lists(Symbol symbol) {
    return listed.contains(symbol);
  }

  @Override
  public MarketData marketData() {
    return this;
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    looked.add(symbol);
    return lists(symbol) ? Optional.of(Samples.quote(symbol)) : Optional.empty();
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    return reference;
  }

  @Override
  public Optional<Subscription> askReference(
      Symbol symbol, Side side, Consumer<Optional<Price>> told) {
    if (answersNever) {
      waiting.add(told);
      return Optional.of(() -> waiting.remove(told));
    }
    told.accept(asked);
    return Optional.of(() -> {});
  }

  @Override
  public void refresh(Set<Symbol> symbols, Duration limit) {
    refreshed.add(symbols);
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return Optional.of(print(symbol.text()));
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return quote(symbol).stream().toList();
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return trade(symbol).stream().toList();
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return List.of();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    if (refuses) {
      throw new IllegalStateException("planted");
    }
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
