// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static dev.fairlead.model.OrderType.LIMIT;
import static dev.fairlead.model.OrderType.MARKET;
import static dev.fairlead.model.OrderType.STOP;
import static dev.fairlead.model.OrderType.STOP_LIMIT;
import static dev.fairlead.model.OrderType.TRAILING_STOP;
import static dev.fairlead.model.TimeInForce.CLS;
import static dev.fairlead.model.TimeInForce.DAY;
import static dev.fairlead.model.TimeInForce.FOK;
import static dev.fairlead.model.TimeInForce.GTC;
import static dev.fairlead.model.TimeInForce.IOC;
import static dev.fairlead.model.TimeInForce.OPG;

import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.venue.Receipt.Refused;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the venue refuses whatever the account holds: Alpaca's rules for orders. */
public final class OrderRules {
  /** The combinations of type and time in force that are taken for whole quantities. */
  public static final Offers OFFERS = offers();

  private static final long MINIMUM_VALUE_MICROS = 1_000_000;

  private OrderRules() {}

  private static Offers offers() {
    List<Offer> offers = new ArrayList<>();
    for (OrderType type : List.of(MARKET, LIMIT)) {
      for (TimeInForce timeInForce : TimeInForce.values()) {
        offers.add(Offer.usual(AssetClass.EQUITY, type, timeInForce));
      }
      offers.add(Offer.usual(AssetClass.CRYPTO, type, GTC));
      offers.add(Offer.usual(AssetClass.CRYPTO, type, IOC));
    }
    for (OrderType type : List.of(STOP, STOP_LIMIT, TRAILING_STOP)) {
      offers.add(Offer.usual(AssetClass.EQUITY, type, DAY));
      offers.add(Offer.usual(AssetClass.EQUITY, type, GTC));
    }
    offers.add(Offer.usual(AssetClass.CRYPTO, STOP_LIMIT, GTC));
    return Offers.of(offers);
  }

  /** The first rule that the order breaks. */
  static Optional<Refused> refusal(Instrument instrument, OrderRequest request) {
    return tradable(instrument)
        .or(() -> offered(instrument, request))
        .or(() -> extendedHours(request))
        .or(() -> size(instrument, request))
        .or(() -> prices(instrument, request.terms()));
  }

  private static Optional<Refused> tradable(Instrument instrument) {
    return instrument.tradable()
        ? Optional.empty()
        : refused(Refused.NOT_TRADABLE, "asset " + instrument.symbol() + " is not tradable");
  }

  private static Optional<Refused> offered(Instrument instrument, OrderRequest request) {
    OrderType type = request.terms().type();
    if (OFFERS.takes(instrument.assetClass(), type, request.timeInForce())) {
      return Optional.empty();
    }
    return refused(
        Refused.NOT_OFFERED,
        word(type)
            + " orders with time_in_force "
            + word(request.timeInForce())
            + " are not offered for "
            + word(instrument.assetClass()));
  }

  private static Optional<Refused> extendedHours(OrderRequest request) {
    boolean fits =
        request.terms().type() == LIMIT
            && (request.timeInForce() == DAY || request.timeInForce() == GTC);
    return !request.extendedHours() || fits
        ? Optional.empty()
        : refused(Refused.NOT_OFFERED, "extended hours order must be DAY limit orders");
  }

  private static Optional<Refused> size(Instrument instrument, OrderRequest request) {
    return switch (request.size()) {
      case OrderSize.Units(Quantity quantity) -> units(instrument, request, quantity);
      case OrderSize.Value(Money money) -> value(instrument, request, money);
    };
  }

  private static Optional<Refused> units(
      Instrument instrument, OrderRequest request, Quantity quantity) {
    if (!quantity.isPositive()) {
      return refused(Refused.MINIMUM, "qty must be > 0");
    }
    if (!quantity.isMultipleOf(instrument.lot())) {
      return instrument.fractionable()
          ? refused(Refused.LOT, "qty must be a multiple of " + instrument.lot())
          : refused(Refused.LOT, notFractionable(instrument));
    }
    return quantity.isWhole() ? Optional.empty() : fraction(instrument, request);
  }

  private static Optional<Refused> value(Instrument instrument, OrderRequest request, Money money) {
    if (!instrument.fractionable()) {
      return refused(Refused.LOT, notFractionable(instrument));
    }
    if (!money.currency().equals(instrument.currency())) {
      return refused(
          Refused.NOT_OFFERED,
          "notional must be in " + instrument.currency() + ", not in " + money);
    }
    if (money.micros() < MINIMUM_VALUE_MICROS) {
      return refused(Refused.MINIMUM, "notional must be >= 1.00");
    }
    return fraction(instrument, request);
  }

  private static String notFractionable(Instrument instrument) {
    return "asset \"" + instrument.symbol() + "\" is not fractionable";
  }

  /** Parts of a share trade on the day only, and do not trail. */
  private static Optional<Refused> fraction(Instrument instrument, OrderRequest request) {
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      return Optional.empty();
    }
    if (request.timeInForce() != DAY) {
      return refused(Refused.NOT_OFFERED, "fractional orders must be DAY orders");
    }
    return request.terms().type() == TRAILING_STOP
        ? refused(Refused.NOT_OFFERED, "fractional orders must not be trailing stop orders")
        : Optional.empty();
  }

  private static Optional<Refused> prices(Instrument instrument, OrderTerms terms) {
    return switch (terms) {
      case OrderTerms.Market() -> Optional.empty();
      case OrderTerms.Limit(Price limit) -> price(instrument, "limit_price", limit);
      case OrderTerms.Stop(Price stop) -> price(instrument, "stop_price", stop);
      case OrderTerms.StopLimit(Price stop, Price limit) ->
          price(instrument, "stop_price", stop).or(() -> price(instrument, "limit_price", limit));
      case OrderTerms.TrailingAmount(Price trail) ->
          trail.isPositive()
              ? Optional.empty()
              : refused(Refused.MINIMUM, "trail_price must be > 0");
      case OrderTerms.TrailingPercent(Percent trail) ->
          trail.isPositive() && trail.compareTo(new Percent(100 * Percent.ONE.nanos())) < 0
              ? Optional.empty()
              : refused(Refused.MINIMUM, "trail_percent must be > 0 and < 100");
    };
  }

  private static Optional<Refused> price(Instrument instrument, String field, Price price) {
    if (!price.isPositive()) {
      return refused(Refused.MINIMUM, field + " must be > 0");
    }
    if (instrument.ticks().allows(price)) {
      return Optional.empty();
    }
    return refused(
        Refused.TICK,
        "invalid "
            + field
            + " "
            + price
            + ". sub-penny increment does not fulfill minimum pricing criteria (a multiple of "
            + instrument.ticks().incrementAt(price)
            + ")");
  }

  /** A fraction must cost a unit of the currency at least, unless it gets rid of a rest. */
  static Optional<Refused> minimum(Instrument instrument, OrderRequest request, Claim claim) {
    Quantity units = request.size().units().orElse(Quantity.ZERO);
    if (claim.closes() || units.isWhole()) {
      return Optional.empty();
    }
    Money cost =
        Notional.of(claim.worst(), units).toMoney(instrument.currency(), RoundingMode.CEILING);
    return cost.micros() >= MINIMUM_VALUE_MICROS
        ? Optional.empty()
        : refused(Refused.MINIMUM, "cost basis must be >= minimal amount of order 1");
  }

  static boolean isAuction(TimeInForce timeInForce) {
    return timeInForce == OPG || timeInForce == CLS;
  }

  static boolean isImmediate(TimeInForce timeInForce) {
    return timeInForce == IOC || timeInForce == FOK;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Refused> refused(String code, String reason) {
    return Optional.of(new Refused(code, reason));
  }
}
