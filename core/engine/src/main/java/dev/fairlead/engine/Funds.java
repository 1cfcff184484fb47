// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Denial;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account can afford an order: closing orders need units that no other order is closing,
 * opening ones need buying power for their worst price (R-10, R-20; Alpaca's rules of 3.3). Pure.
 */
final class Funds {
  private static final Price FIFTY = Price.parse("50");

  /** What a market order may cost above the touch, as Alpaca's collar: 4 %, from 50 on 2.5 %. */
  private static final Percent WIDE_COLLAR = Percent.parse("4");

  private static final Percent NARROW_COLLAR = Percent.parse("2.5");

  /** What a short sale may bring in above the ask before it is bought back. */
  private static final Percent SHORT_MARGIN = Percent.parse("3");

  private final Ledger ledger;

  Funds(Ledger ledger) {
    this.ledger = ledger;
  }

  /** An affordable order's worst price per opened unit, zero where it closes; or why it is not. */
  sealed interface Verdict {
    record Affordable(Price reservePrice) implements Verdict {}

    record Refused(Denial denial) implements Verdict {}
  }

  /**
   * Judges an order.
   *
   * @param ownWorking units of the same side that the order's own predecessor still works, which it
   *     takes over and does not add to
   * @param ownReserved money that the predecessor has reserved
   */
  Verdict judge(
      BrokerAccount account,
      OrderRequest request,
      Instrument instrument,
      @Nullable Price reference,
      Quantity ownWorking,
      Money ownReserved) {
    Quantity held =
        ledger.position(account, request.symbol()).map(Position::quantity).orElse(Quantity.ZERO);
    boolean closes = request.side() == Side.BUY ? held.isNegative() : held.isPositive();
    if (closes) {
      return closing(account, request, held.abs(), reference, ownWorking);
    }
    if (request.side() == Side.SELL) {
      Optional<Denial> refused = shortRefused(request, instrument, account);
      if (refused.isPresent()) {
        return new Verdict.Refused(refused.get());
      }
    }
    return opening(account, request, instrument, reference, ownReserved);
  }

  private Verdict closing(
      BrokerAccount account,
      OrderRequest request,
      Quantity held,
      @Nullable Price reference,
      Quantity ownWorking) {
    Quantity working = ledger.working(account, request.symbol(), request.side()).minus(ownWorking);
    Quantity available = Quantity.max(Quantity.ZERO, held.minus(working));
    Quantity wanted =
        switch (request.size()) {
          case OrderSize.Units(Quantity quantity) -> quantity;
          case OrderSize.Value(Money money) ->
              reference == null ? available : Notional.bought(money, reference);
        };
    return wanted.compareTo(available) <= 0
        ? new Verdict.Affordable(Price.ZERO)
        : new Verdict.Refused(
            new Denial.InsufficientQuantity(request.symbol(), wanted, available, working));
  }

  private Optional<Denial> shortRefused(
      OrderRequest request, Instrument instrument, BrokerAccount account) {
    boolean fractional = request.size().units().map(units -> !units.isWhole()).orElse(true);
    if (!instrument.shortable() || fractional) {
      // What is held is none: said the way that Alpaca says it.
      Quantity wanted = request.size().units().orElse(Quantity.ZERO);
      return Optional.of(
          instrument.shortable()
              ? new Denial.ShortNotAllowed(request.symbol(), "only whole units can be sold short")
              : new Denial.InsufficientQuantity(
                  request.symbol(),
                  wanted,
                  Quantity.ZERO,
                  ledger.working(account, request.symbol(), request.side())));
    }
    return Optional.empty();
  }

  private Verdict opening(
      BrokerAccount account,
      OrderRequest request,
      Instrument instrument,
      @Nullable Price reference,
      Money ownReserved) {
    Price worst = worstPrice(request, reference);
    if (worst == null) {
      return new Verdict.Refused(new Denial.NoReferencePrice(request.symbol()));
    }
    Money needed =
        switch (request.size()) {
          case OrderSize.Units(Quantity quantity) ->
              Notional.of(worst, quantity).toMoney(instrument.currency(), RoundingMode.CEILING);
          case OrderSize.Value(Money money) -> money;
        };
    Money available =
        ledger
            .balance(account, instrument.currency())
            .map(
                balance -> instrument.marginable() ? balance.buyingPower() : nonMarginable(balance))
            .orElse(Money.zero(instrument.currency()))
            .plus(ownReserved);
    return needed.exceeds(available)
        ? new Verdict.Refused(
            new Denial.InsufficientBuyingPower(request.symbol(), needed, available))
        : new Verdict.Affordable(worst);
  }

  private static Money nonMarginable(Balance balance) {
    Money cash = balance.nonMarginableBuyingPower();
    Money power = balance.buyingPower();
    return cash.exceeds(power) ? power : cash;
  }

  /** The most that a unit may cost, or bring in when sold short; null where nobody can say. */
  private static @Nullable Price worstPrice(OrderRequest request, @Nullable Price reference) {
    return switch (request.terms()) {
      case OrderTerms.Limit(Price limit) -> worst(request.side(), limit, reference);
      case OrderTerms.StopLimit(Price _, Price limit) -> worst(request.side(), limit, reference);
      case OrderTerms.Stop(Price stop) -> worst(request.side(), collared(stop), reference);
      case OrderTerms.Market() ->
          reference == null ? null : worst(request.side(), collared(reference), reference);
      case OrderTerms.TrailingAmount(Price trail) ->
          reference == null ? null : collared(reference.plus(trail));
      case OrderTerms.TrailingPercent(Percent trail) ->
          reference == null
              ? null
              : collared(reference.plus(reference.times(trail, RoundingMode.UP)));
    };
  }

  private static Price worst(Side side, Price own, @Nullable Price reference) {
    if (side == Side.BUY || reference == null) {
      return own;
    }
    return Price.max(own, reference.plus(reference.times(SHORT_MARGIN, RoundingMode.UP)));
  }

  private static Price collared(Price price) {
    Percent collar = price.compareTo(FIFTY) < 0 ? WIDE_COLLAR : NARROW_COLLAR;
    return price.plus(price.times(collar, RoundingMode.UP));
  }
}
