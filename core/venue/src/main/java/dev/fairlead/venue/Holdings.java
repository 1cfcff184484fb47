// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.venue.Receipt.Refused;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The account as the venue keeps it: positions, money, and what open placements bind of both. */
final class Holdings {
  /** A short sale is reckoned 3 % above the ask, or at its limit if that is higher. */
  private static final Percent SHORT_MARGIN = Percent.parse("103");

  private final BrokerAccount account;
  private final Map<Currency, Balance> balances = new TreeMap<>();
  private final Map<Symbol, Position> positions = new TreeMap<>();
  private final Map<Symbol, Quantity> committed = new TreeMap<>();

  Holdings(BrokerAccount account) {
    this.account = account;
  }

  /** Takes over a balance. What is reserved comes from the open placements, not from there. */
  void resume(Balance balance) {
    Money none = Money.zero(balance.cash().currency());
    balances.put(
        none.currency(),
        new Balance(
            account,
            balance.cash(),
            balance.longCost(),
            balance.shortCost(),
            none,
            balance.multiplier()));
  }

  void resume(Position position) {
    positions.put(position.symbol(), position);
  }

  Balance balance(Currency currency) {
    Balance known = balances.get(currency);
    return known == null ? Balance.opening(account, Money.zero(currency), 1) : known;
  }

  List<Balance> balances() {
    return List.copyOf(balances.values());
  }

  Position position(Instrument instrument) {
    Position known = positions.get(instrument.symbol());
    return known == null
        ? Position.flat(account, instrument.symbol(), instrument.currency())
        : known;
  }

  List<Position> positions() {
    return List.copyOf(positions.values());
  }

  /**
   * What an order would bind that has {@code left} to fill; empty where no price is known to reckon
   * with.
   */
  Optional<Claim> claim(
      Instrument instrument, OrderRequest request, OrderSize left, Optional<Quote> quote) {
    Money none = Money.zero(instrument.currency());
    Optional<Price> worst = worst(request, quote);
    if (closes(instrument, request.side())) {
      return units(left, worst).map(units -> Claim.closing(units, none));
    }
    return worst.map(price -> Claim.opening(price, cost(price, left, none.currency())));
  }

  /** An order closes when it goes against what is held; none goes beyond flat. */
  private boolean closes(Instrument instrument, Side side) {
    Quantity held = position(instrument).quantity();
    return side == Side.BUY ? held.isNegative() : held.isPositive();
  }

  private static Optional<Price> worst(OrderRequest request, Optional<Quote> quote) {
    Optional<Price> touch = quote.map(shown -> shown.touch(request.side()));
    Optional<Price> named =
        switch (request.terms()) {
          case OrderTerms.Limit(Price limit) -> Optional.of(limit);
          case OrderTerms.StopLimit(Price _, Price limit) -> Optional.of(limit);
          case OrderTerms.Stop(Price stop) -> Optional.of(stop);
          case OrderTerms.Market(), OrderTerms.TrailingAmount _, OrderTerms.TrailingPercent _ ->
              touch;
        };
    if (request.side() == Side.BUY) {
      return named;
    }
    Optional<Price> above =
        quote.map(shown -> shown.ask().times(SHORT_MARGIN, RoundingMode.CEILING));
    return named.map(price -> above.map(margin -> Price.max(price, margin)).orElse(price));
  }

  private static Optional<Quantity> units(OrderSize left, Optional<Price> price) {
    return switch (left) {
      case OrderSize.Units(Quantity quantity) -> Optional.of(quantity);
      case OrderSize.Value(Money money) -> price.map(each -> Notional.bought(money, each));
    };
  }

  private static Money cost(Price worst, OrderSize left, Currency currency) {
    return switch (left) {
      case OrderSize.Units(Quantity quantity) ->
          Notional.of(worst, quantity).toMoney(currency, RoundingMode.CEILING);
      case OrderSize.Value(Money money) -> money;
    };
  }

  /** Why the account cannot bear that claim. */
  Optional<Refused> refusal(Instrument instrument, OrderRequest request, Claim claim) {
    if (claim.closes()) {
      return uncovered(instrument, claim.units());
    }
    Optional<Refused> refusal =
        request.side() == Side.SELL ? unshortable(instrument, request) : Optional.empty();
    return refusal.or(() -> unaffordable(instrument, claim.money()));
  }

  private Optional<Refused> uncovered(Instrument instrument, Quantity wanted) {
    Quantity held = position(instrument).quantity().abs();
    Quantity free = held.minus(committed(instrument.symbol()));
    return wanted.compareTo(free) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Refused.QUANTITY,
                "insufficient qty available for order (requested: "
                    + wanted
                    + ", available: "
                    + free
                    + ")"));
  }

  private static Optional<Refused> unshortable(Instrument instrument, OrderRequest request) {
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      String base = instrument.symbol().text().split("/", 2)[0];
      return shortRefused("insufficient balance for " + base + " (available: 0)");
    }
    if (!instrument.shortable()) {
      return shortRefused("asset \"" + instrument.symbol() + "\" cannot be sold short");
    }
    boolean whole = request.size().units().map(Quantity::isWhole).orElse(false);
    return whole ? Optional.empty() : shortRefused("fractional orders cannot be sold short");
  }

  private static Optional<Refused> shortRefused(String reason) {
    return Optional.of(new Refused(Refused.SHORT, reason));
  }

  private Optional<Refused> unaffordable(Instrument instrument, Money needed) {
    Balance balance = balance(instrument.currency());
    Money power =
        instrument.marginable() ? balance.buyingPower() : balance.nonMarginableBuyingPower();
    return needed.exceeds(power)
        ? Optional.of(
            new Refused(
                Refused.BUYING_POWER,
                "insufficient buying power (needed: " + needed + ", available: " + power + ")"))
        : Optional.empty();
  }

  void bind(Symbol symbol, Claim claim) {
    change(symbol, claim.units(), claim.money());
  }

  void release(Symbol symbol, Claim claim) {
    change(symbol, claim.units().negate(), claim.money().negate());
  }

  private void change(Symbol symbol, Quantity units, Money money) {
    if (!units.isZero()) {
      committed.merge(symbol, units, Quantity::plus);
    }
    if (!money.isZero()) {
      Currency currency = money.currency();
      balances.put(currency, balance(currency).reserving(money));
    }
  }

  private Quantity committed(Symbol symbol) {
    @Nullable Quantity units = committed.get(symbol);
    return units == null ? Quantity.ZERO : units;
  }

  /** What {@code placement} still has to bind after a fill. */
  Claim remaining(OpenPlacement placement) {
    Claim before = placement.claim();
    OrderSize left = placement.left();
    if (before.closes()) {
      Quantity units = left.units().orElse(before.units());
      return Claim.closing(Quantity.min(units, before.units()), before.money());
    }
    Money money = cost(before.worst(), left, before.money().currency());
    return Claim.opening(before.worst(), money.isNegative() ? money.minus(money) : money);
  }

  /** Books a fill. */
  void book(Instrument instrument, Fill fill) {
    Position before = position(instrument);
    Position after = before.after(fill);
    positions.put(fill.symbol(), after);
    Currency currency = instrument.currency();
    balances.put(currency, balance(currency).after(fill, before, after));
  }
}
