// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Told;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An account that tells what the test says, from one moment to the next. Thread-safe. */
public final class ScriptedAccount implements AccountBook {
  private final List<KnownOrder> open = new CopyOnWriteArrayList<>();
  private final Map<Symbol, Holding> held = new ConcurrentSkipListMap<>();
  private volatile Optional<String> gap = Optional.empty();
  private volatile Optional<Money> cash = Optional.empty();

  /** It also has an open order, of which {@code fills} have executed. */
  public ScriptedAccount order(PlacementId id, OrderRequest request, Fill... fills) {
    Found found = new Found("b-" + id, Found.State.WORKING, request, List.of(fills));
    open.add(new KnownOrder(id, Samples.START, found));
    return this;
  }

  /** None of its orders is open any more. */
  public ScriptedAccount withoutOrders() {
    open.clear();
    return this;
  }

  /** It holds so many units from now on. */
  public ScriptedAccount holding(String symbol, String units) {
    Symbol of = new Symbol(symbol);
    held.put(of, new Holding(of, Quantity.parse(units), Notional.ZERO, Optional.empty()));
    return this;
  }

  /** It holds nothing of it any more. */
  public ScriptedAccount without(String symbol) {
    held.remove(new Symbol(symbol));
    return this;
  }

  /** It has so much money from now on; before that it tells of none. */
  public ScriptedAccount cash(String dollars) {
    cash = Optional.of(Money.parse(dollars, Currency.USD));
    return this;
  }

  /** Something is left out of all that it tells. */
  public ScriptedAccount leavingOut(String what) {
    gap = Optional.of(what);
    return this;
  }

  /** Nothing is left out any more. */
  public ScriptedAccount tellingAll() {
    gap = Optional.empty();
    return this;
  }

  private <T> Told<T> told(T value) {
    return new Told<>(value, Samples.START, gap);
  }

  @Override
  public Told<Optional<AccountState>> account() {
    return told(
        cash.map(
            money -> new AccountState("a", "ACTIVE", money, money, money, 1, Optional.empty())));
  }

  @Override
  public Told<List<Holding>> holdings() {
    return told(List.copyOf(held.values()));
  }

  @Override
  public Told<List<KnownOrder>> openOrders() {
    return told(List.copyOf(open));
  }

  @Override
  public Told<List<KnownOrder>> orders(Instant since) {
    return told(List.of());
  }

  @Override
  public Told<List<KnownFill>> fills(Instant since) {
    return told(List.of());
  }

  @Override
  public Told<List<Movement>> movements(Instant since) {
    return told(List.of());
  }

  @Override
  public Told<List<Instrument>> instruments() {
    return told(List.of());
  }
}
