// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration;
import dev.fairlead.doubt.Trust.Breach;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.DoubtBook;
import java.math.RoundingMode;
import java.util.List;
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
  private final DoubtBook doubts;

  Funds(Ledger ledger, DoubtBook doubts) {
    this.ledger = ledger;
    this.doubts = doubts;
  }

  /** An affordable order's worst price per opened unit, zero where it closes; or why it is not. */
  sealed interface Verdict {
    record Affordable(Price reservePrice) implements Verdict {}

    record Refused(Denial denial) implements Verdict {}
  }

  /** Judges a new order. */
  Verdict judge(
      BrokerAccount account,
      OrderRequest request,
      Instrument instrument,
      @Nullable Price reference,
      Configuration settled) {
    return judge(account, request, instrument, reference, settled, null);
  }

  /**
   * Judges an order that may take the place of another.
   *
   * @param settled what its client has settled for its own trading
   * @param replaced what it takes over from: its fills count for the new total, and what it binds
   *     is free for the new terms
   */
  Verdict judge(
      BrokerAccount account,
      OrderRequest request,
      Instrument instrument,
      @Nullable Price reference,
      Configuration settled,
      @Nullable Placement replaced) {
    // A quote of nothing is none: nothing can be valued by it.
    Price touch = reference != null && reference.isPositive() ? reference : null;
    try {
      Verdict verdict =
          new Judgement(account, request, instrument, touch, settled, replaced).verdict();
      return doubts.isReduceOnly(account) ? reducing(account, verdict) : verdict;
    } catch (ArithmeticException beyond) {
      String field = request.size() instanceof OrderSize.Units ? "qty" : "notional";
      String limit = "with its price, and what is held and works, more than can be counted";
      Fault fault = new Fault(field, text(request.size()), "too-large", limit);
      return new Verdict.Refused(new Denial.Invalid(List.of(fault)));
    }
  }

  /** What was caught takes nothing that opens a position (D-06). */
  private Verdict reducing(BrokerAccount account, Verdict verdict) {
    Breach breach = doubts.trust(account).breach();
    return breach != null
            && verdict instanceof Verdict.Affordable(Price reserved)
            && reserved.isPositive()
        ? new Verdict.Refused(
            new Denial.ReduceOnly(
                account,
                breach.placement()
                    + " was proven absent there and came to light; its owner restores it with"
                    + " `fairlead doubts restore "
                    + account
                    + "`"))
        : verdict;
  }

  private static String text(OrderSize size) {
    return switch (size) {
      case OrderSize.Units(Quantity quantity) -> quantity.toString();
      case OrderSize.Value(Money money) -> money.amount();
    };
  }

  /** One order being judged. */
  private final class Judgement {
    private final BrokerAccount account;
    private final OrderRequest request;
    private final Instrument instrument;
    private final @Nullable Price touch;
    private final Configuration settled;
    private final Quantity ownFilled;
    private final Quantity ownWorking;
    private final Money ownReserved;

    Judgement(
        BrokerAccount account,
        OrderRequest request,
        Instrument instrument,
        @Nullable Price touch,
        Configuration settled,
        @Nullable Placement replaced) {
      this.account = account;
      this.request = request;
      this.instrument = instrument;
      this.touch = touch;
      this.settled = settled;
      Money zero = Money.zero(instrument.currency());
      ownFilled = replaced == null ? Quantity.ZERO : replaced.filled();
      ownWorking = replaced == null ? Quantity.ZERO : replaced.exposure();
      ownReserved = replaced == null ? zero : replaced.reservation(zero);
    }

    Verdict verdict() {
      Quantity held =
          ledger.position(account, request.symbol()).map(Position::quantity).orElse(Quantity.ZERO);
      boolean closes = request.side() == Side.BUY ? held.isNegative() : held.isPositive();
      if (closes) {
        return closing(held.abs());
      }
      if (!settled.fractionalTrading() && isFractional()) {
        return new Verdict.Refused(new Denial.FractionalNotAllowed(request.symbol()));
      }
      Optional<Denial> refused = request.side() == Side.SELL ? shortRefused() : Optional.empty();
      return refused.isPresent() ? new Verdict.Refused(refused.get()) : opening(held.abs());
    }

    /**
     * Of what trades in whole units elsewhere: a coin has no units that anybody would call whole.
     */
    private boolean isFractional() {
      return instrument.assetClass() == AssetClass.EQUITY
          && !request.size().units().map(Quantity::isWhole).orElse(false);
    }

    /** Units that other orders of the same side may still execute. */
    private Quantity otherWorking() {
      return ledger.working(account, request.symbol(), request.side()).minus(ownWorking);
    }

    private Verdict closing(Quantity held) {
      Quantity working = otherWorking();
      Quantity available = Quantity.max(Quantity.ZERO, held.minus(working));
      Quantity wanted = wanted(available);
      return wanted.compareTo(available) <= 0
          ? new Verdict.Affordable(Price.ZERO)
          : new Verdict.Refused(
              new Denial.InsufficientQuantity(request.symbol(), wanted, available, working));
    }

    private Quantity wanted(Quantity available) {
      return switch (request.size()) {
        case OrderSize.Units(Quantity quantity) -> quantity.minus(ownFilled);
        case OrderSize.Value(Money money) ->
            touch == null ? available : Notional.bought(money, touch);
      };
    }

    private Optional<Denial> shortRefused() {
      Symbol symbol = request.symbol();
      if (!instrument.shortable()) {
        // What is held is none: said the way that Alpaca says it.
        Quantity asked = request.size().units().orElse(Quantity.ZERO);
        return Optional.of(
            new Denial.InsufficientQuantity(symbol, asked, Quantity.ZERO, otherWorking()));
      }
      if (settled.noShorting()) {
        String cause = "account is not allowed to short: no_shorting is on in its configurations";
        return Optional.of(new Denial.ShortNotAllowed(symbol, cause));
      }
      boolean whole = request.size().units().map(Quantity::isWhole).orElse(false);
      return whole
          ? Optional.empty()
          : Optional.of(new Denial.ShortNotAllowed(symbol, "only whole units can be sold short"));
    }

    private Verdict opening(Quantity held) {
      Price worst = worstPrice(request, touch);
      if (worst == null) {
        return new Verdict.Refused(new Denial.NoReferencePrice(request.symbol()));
      }
      Money needed =
          switch (request.size()) {
            case OrderSize.Units(Quantity quantity) -> cost(worst, quantity, held);
            case OrderSize.Value(Money money) -> money;
          };
      Money available = power().plus(ownReserved);
      return needed.exceeds(available)
          ? new Verdict.Refused(
              new Denial.InsufficientBuyingPower(request.symbol(), needed, available))
          : new Verdict.Affordable(worst);
    }

    private Money cost(Price worst, Quantity quantity, Quantity held) {
      // Throws where all of it, with what is held and works, could not be counted when it fills.
      value(worst, held.plus(otherWorking()).plus(quantity));
      return value(worst, quantity.minus(ownFilled));
    }

    private Money value(Price price, Quantity quantity) {
      return Notional.of(price, quantity).toMoney(instrument.currency(), RoundingMode.CEILING);
    }

    private Money power() {
      return ledger
          .balance(account, instrument.currency())
          .map(balance -> balance.limitedTo(settled.maxMultiplier().times()))
          .map(balance -> instrument.marginable() ? balance.buyingPower() : nonMarginable(balance))
          .orElse(Money.zero(instrument.currency()));
    }
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
