// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

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
import dev.fairlead.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An account that tells what the test says. */
final class FakeAccount implements AccountBook {
  final List<KnownOrder> open = new ArrayList<>();
  final List<Holding> held = new ArrayList<>();
  Optional<String> gap = Optional.empty();
  Optional<Money> cash = Optional.empty();

  /** It also has an open order, of which {@code fills} have executed. */
  FakeAccount order(PlacementId id, OrderRequest request, Fill... fills) {
    Found found = new Found("b-" + id, Found.State.WORKING, request, List.of(fills));
    open.add(new KnownOrder(id, Samples.START, found));
    return this;
  }

  /** It also holds so many units. */
  FakeAccount holding(String symbol, String units) {
    held.add(
        new Holding(new Symbol(symbol), Quantity.parse(units), Notional.ZERO, Optional.empty()));
    return this;
  }

  FakeAccount cash(String dollars) {
    cash = Optional.of(Money.parse(dollars, Currency.USD));
    return this;
  }

  FakeAccount leavingOut(String what) {
    gap = Optional.of(what);
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
    return told(List.copyOf(held));
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
