// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Fault;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an order must be like, whoever sends it and whatever the account holds: Alpaca's order rules
 * (docs.alpaca.markets, "Placing Orders"), with the broker account's capabilities. Finds all
 * faults, not the first. Pure.
 */
public final class OrderRules {
  /** Highest price and largest quantity of an order: any two of them can still be added. */
  public static final Price MOST_PRICE = Price.parse("1000000000");

  private static final Quantity MOST_QUANTITY = Quantity.of(1_000_000_000);

  /** Least money that an order by value may be for. */
  private static final long MIN_NOTIONAL_MICROS = 1_000_000;

  /** Orders by value are for whole cents. */
  private static final long CENT_MICROS = 10_000;

  private static final Percent HUNDRED = Percent.parse("100");

  private final OrderParts order;
  private final List<Fault> faults = new ArrayList<>();

  private OrderRules(OrderParts order) {
    this.order = order;
  }

  /** All that is wrong with the order. */
  public static List<Fault> check(OrderParts order, Capabilities capabilities) {
    OrderRules rules = new OrderRules(order);
    rules.instrument();
    rules.size(capabilities);
    rules.prices();
    rules.combination(capabilities);
    rules.fractional(capabilities.offers());
    rules.extendedHours(capabilities.offers());
    rules.exits();
    return List.copyOf(rules.faults);
  }

  private void fault(String field, @Nullable Object value, String rule, String limit) {
    faults.add(new Fault(field, value == null ? "" : value.toString(), rule, limit));
  }

  private void instrument() {
    Instrument instrument = order.instrument();
    if (instrument != null && !instrument.tradable()) {
      fault("symbol", instrument.symbol(), "not-tradable", "orders for it are not taken now");
    }
  }

  private void size(Capabilities capabilities) {
    Quantity quantity = order.quantity();
    Money notional = order.notional();
    if (quantity != null && notional != null) {
      fault("notional", notional.amount(), "either-or", "give qty or notional, not both");
    } else if (quantity == null && notional == null) {
      fault("qty", null, "required", "give qty or notional");
    }
    if (quantity != null && !quantity.isPositive()) {
      fault("qty", quantity, "positive", "must be more than 0");
    }
    if (quantity != null && quantity.compareTo(MOST_QUANTITY) > 0) {
      fault("qty", quantity, "maximum", "at most " + MOST_QUANTITY);
    }
    if (notional != null) {
      notional(notional, capabilities);
    }
    Instrument instrument = order.instrument();
    if (quantity != null && quantity.isPositive() && instrument != null) {
      lot(quantity, instrument);
    }
  }

  private void notional(Money notional, Capabilities capabilities) {
    if (!capabilities.offers().takeAny(Trait.VALUE)) {
      fault("notional", notional.amount(), "not-offered", "the broker takes orders by qty only");
    }
    if (notional.micros() < MIN_NOTIONAL_MICROS) {
      fault("notional", notional.amount(), "minimum", "notional must be >= 1.00");
    }
    if (notional.micros() % CENT_MICROS != 0) {
      fault("notional", notional.amount(), "max-decimals", "at most 2 decimals");
    }
    Instrument instrument = order.instrument();
    if (instrument != null && !instrument.currency().equals(notional.currency())) {
      fault("notional", notional, "currency", "must be in " + instrument.currency());
    }
    if (instrument != null && !instrument.fractionable()) {
      fault(
          "notional", notional.amount(), "not-fractionable", instrument.symbol() + " trades whole");
    }
  }

  private void lot(Quantity quantity, Instrument instrument) {
    if (!instrument.fractionable() && !quantity.isWhole()) {
      fault("qty", quantity, "not-fractionable", instrument.symbol() + " trades in whole units");
    } else if (!quantity.isMultipleOf(instrument.lot())) {
      fault("qty", quantity, "lot", "must be a multiple of " + instrument.lot());
    }
  }

  private void prices() {
    OrderType type = order.type();
    if (type == null) {
      return;
    }
    boolean limited = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
    boolean stopped = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    // An OCO is its own take-profit, which says the limit.
    boolean said = order.limitPrice() != null || order.exits().orderClass() != OrderClass.OCO;
    if (said) {
      price("limit_price", order.limitPrice(), limited, type);
    }
    price("stop_price", order.stopPrice(), stopped, type);
    trail(type);
  }

  private void price(String field, @Nullable Price price, boolean needed, OrderType type) {
    if (price == null) {
      if (needed) {
        fault(field, null, "required", "a " + name(type) + " order needs a " + field);
      }
      return;
    }
    if (!needed) {
      fault(field, price, "not-allowed", takesNo(type));
    } else if (isInRange(field, price)) {
      tick(field, price);
    }
  }

  /** In Alpaca's words, as far as they are known (facts 4.1). */
  private static String takesNo(OrderType type) {
    return switch (type) {
      case MARKET -> "market orders require no stop or limit price";
      case LIMIT -> "limit orders require no stop price";
      case STOP -> "stop orders require no limit price";
      case STOP_LIMIT -> "stop_limit orders require a stop and a limit price only";
      case TRAILING_STOP -> "trailing_stop orders require no stop or limit price";
    };
  }

  private boolean isInRange(String field, Price price) {
    if (!price.isPositive()) {
      fault(field, price, "positive", "must be more than 0");
      return false;
    }
    if (price.compareTo(MOST_PRICE) > 0) {
      fault(field, price, "maximum", "at most " + MOST_PRICE);
      return false;
    }
    return true;
  }

  private void tick(String field, Price price) {
    Instrument instrument = order.instrument();
    if (instrument != null && !instrument.ticks().allows(price)) {
      fault(
          field,
          price,
          "tick",
          "must be a multiple of "
              + instrument.ticks().incrementAt(price)
              + " (sub-penny increment does not fulfill minimum pricing criteria)");
    }
  }

  private void trail(OrderType type) {
    Price amount = order.trailPrice();
    Percent percent = order.trailPercent();
    if (type != OrderType.TRAILING_STOP) {
      if (amount != null) {
        fault("trail_price", amount, "not-allowed", "only a trailing_stop order trails");
      }
      if (percent != null) {
        fault("trail_percent", percent, "not-allowed", "only a trailing_stop order trails");
      }
      return;
    }
    if ((amount == null) == (percent == null)) {
      fault(
          "trail_price",
          amount,
          amount == null ? "required" : "either-or",
          "give exactly one of trail_price and trail_percent");
    }
    if (amount != null) {
      isInRange("trail_price", amount);
    }
    if (percent != null && (!percent.isPositive() || percent.compareTo(HUNDRED) >= 0)) {
      fault("trail_percent", percent, "range", "must be more than 0 and less than 100");
    }
  }

  private void combination(Capabilities capabilities) {
    Instrument instrument = order.instrument();
    OrderType type = order.type();
    TimeInForce timeInForce = order.timeInForce();
    if (instrument != null
        && type != null
        && timeInForce != null
        && !capabilities.offers().takes(instrument.assetClass(), type, timeInForce)) {
      fault(
          "time_in_force",
          name(timeInForce),
          "not-offered",
          "the broker takes no "
              + name(type)
              + " "
              + name(timeInForce)
              + " orders for "
              + instrument.symbol());
    }
  }

  /** Parts of a unit, or money: not in every combination. */
  private void fractional(Offers offers) {
    Instrument instrument = order.instrument();
    if (instrument == null || !order.isFractional()) {
      return;
    }
    AssetClass assetClass = instrument.assetClass();
    Trait trait = order.notional() == null ? Trait.FRACTION : Trait.VALUE;
    if (!offers.takeAny(trait)) {
      if (trait == Trait.FRACTION) {
        fault("qty", order.quantity(), "not-offered", "the broker takes whole units only");
      }
      return;
    }
    OrderType type = order.type();
    TimeInForce timeInForce = order.timeInForce();
    int before = faults.size();
    if (type != null && !offers.takesAtAnyTime(assetClass, type, trait)) {
      fault("type", name(type), "fractional", "fractional orders cannot " + doing(type));
    }
    if (timeInForce != null && !offers.takesOfAnyType(assetClass, timeInForce, trait)) {
      fault("time_in_force", name(timeInForce), "fractional", when(offers, assetClass, trait));
    }
    if (faults.size() == before
        && type != null
        && timeInForce != null
        && offers.takes(assetClass, type, timeInForce)
        && !offers.takes(assetClass, type, timeInForce, trait)) {
      fault(
          "time_in_force",
          name(timeInForce),
          "fractional",
          "the broker takes no fractional " + name(type) + " " + name(timeInForce) + " orders");
    }
  }

  private static String doing(OrderType type) {
    return type == OrderType.TRAILING_STOP ? "trail" : "be " + name(type) + " orders";
  }

  /** In Alpaca's words, "fractional orders must be DAY orders", where that is the rule. */
  private static String when(Offers offers, AssetClass assetClass, Trait trait) {
    List<String> times =
        Stream.of(TimeInForce.values())
            .filter(time -> offers.takesOfAnyType(assetClass, time, trait))
            .map(Enum::name)
            .toList();
    return "fractional orders must be " + String.join(" or ", times) + " orders";
  }

  private void extendedHours(Offers offers) {
    if (!order.extendedHours()) {
      return;
    }
    Instrument instrument = order.instrument();
    AssetClass assetClass = instrument == null ? AssetClass.EQUITY : instrument.assetClass();
    Trait trait = Trait.EXTENDED_HOURS;
    TimeInForce timeInForce = order.timeInForce();
    OrderType type = order.type();
    if (!offers.takeAny(trait)) {
      fault("extended_hours", true, "not-offered", "the broker takes none");
    } else if ((timeInForce != null && !offers.takesOfAnyType(assetClass, timeInForce, trait))
        || (type != null && !offers.takesAtAnyTime(assetClass, type, trait))) {
      fault("extended_hours", true, "extended-hours", "must be a limit order, day or gtc");
    }
  }

  private void exits() {
    ExitParts exits = order.exits();
    exitPrice(ExitRules.TAKE_PROFIT, exits.takeProfit());
    exitPrice(ExitRules.STOP, exits.stop());
    exitPrice(ExitRules.STOP_LIMIT, exits.stopLimit());
    faults.addAll(ExitRules.check(exits, order.aroundExits()));
  }

  private void exitPrice(String field, @Nullable Price price) {
    if (price != null && isInRange(field, price)) {
      tick(field, price);
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
