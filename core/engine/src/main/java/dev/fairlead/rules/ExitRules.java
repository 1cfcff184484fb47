// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.message.Fault;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an order with exits must be like: Alpaca's rules for its order classes (facts 3.1). Finds
 * all faults, not the first. Pure.
 */
public final class ExitRules {
  public static final String TAKE_PROFIT = "take_profit.limit_price";
  public static final String STOP = "stop_loss.stop_price";
  public static final String STOP_LIMIT = "stop_loss.limit_price";

  /** How far from the base price an exit has to be. */
  private static final Price CENT = Price.parse("0.01");

  private static final String NOT_ALLOWED = "not-allowed";
  private static final String REQUIRED = "required";

  private final ExitParts exits;
  private final Around around;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * The order that brings the exits; null is what was not said or could not be read.
   *
   * @param byValue whether it is for an amount of money
   */
  public record Around(
      @Nullable Side side,
      @Nullable OrderType type,
      @Nullable TimeInForce timeInForce,
      boolean extendedHours,
      @Nullable Quantity quantity,
      boolean byValue,
      @Nullable AssetClass assetClass,
      @Nullable Price limitPrice) {}

  private ExitRules(ExitParts exits, Around around) {
    this.exits = exits;
    this.around = around;
  }

  /** What is wrong with such exits of such an order, apart from the range of their prices. */
  public static List<Fault> check(ExitParts exits, Around around) {
    ExitRules rules = new ExitRules(exits, around);
    OrderClass orderClass = exits.orderClass();
    if (orderClass == OrderClass.SIMPLE) {
      rules.noExits();
    } else if (orderClass != null) {
      rules.parts(orderClass, orderClass.name().toLowerCase(Locale.ROOT));
      rules.order(orderClass, orderClass.name().toLowerCase(Locale.ROOT));
      rules.priceOrder(orderClass);
    }
    return List.copyOf(rules.faults);
  }

  /**
   * What is wrong with exits where the market is: each must lie a cent or more on its side of the
   * base price, or it would execute at once.
   *
   * @param side of the exits
   * @param withProfit whether a take-profit may not execute at once either
   */
  public static List<Fault> beyond(ExitParts exits, Side side, Price base, boolean withProfit) {
    List<Fault> faults = new ArrayList<>();
    Price above = base.plus(CENT);
    Price below = base.minus(CENT);
    boolean sells = side == Side.SELL;
    if (withProfit) {
      beyond(TAKE_PROFIT, exits.takeProfit(), sells, sells ? above : below, base, faults);
    }
    beyond(STOP, exits.stop(), !sells, sells ? below : above, base, faults);
    return faults;
  }

  private static void beyond(
      String field,
      @Nullable Price said,
      boolean atLeast,
      Price limit,
      Price base,
      List<Fault> faults) {
    if (said == null) {
      return;
    }
    boolean fits = atLeast ? said.compareTo(limit) >= 0 : said.compareTo(limit) <= 0;
    if (!fits) {
      String bound = "must be " + (atLeast ? ">= base_price + 0.01" : "<= base_price - 0.01");
      faults.add(
          new Fault(field, said.toString(), "base-price", bound + ", where base_price is " + base));
    }
  }

  /**
   * What is wrong with a change of an order that belongs to a group: its price may change, and no
   * more.
   *
   * @param changed the request with the change in it
   * @param others the orders that it has to be in order with
   */
  public static List<Fault> ofChange(
      Order order, OrderChanges changes, OrderRequest changed, List<Order> others) {
    List<Fault> faults = new ArrayList<>();
    Quantity quantity = changes.quantity();
    if (order.isExit() && quantity != null && !isSizeOf(order, quantity)) {
      String limit = "an exit is for what there is to leave; leave it out";
      faults.add(new Fault("qty", quantity.toString(), NOT_ALLOWED, limit));
    }
    TimeInForce lasts = changes.timeInForce();
    if (order.group() != null && lasts != null && lasts != order.request().timeInForce()) {
      String limit = "an order of a group lasts as long as the others; leave it out";
      faults.add(new Fault("time_in_force", word(lasts), NOT_ALLOWED, limit));
    }
    boolean rises = isAboveOthers(order);
    Price price = trigger(changed.terms());
    for (Order other : others) {
      Price bound = trigger(other.request().terms());
      if (price != null && bound != null && !isApart(price, bound, rises, order, other)) {
        faults.add(
            new Fault(
                changed.terms().stopPrice().isPresent() ? "stop_price" : "limit_price",
                price.toString(),
                "price-order",
                "must be on the same side of " + bound + " as before"));
      }
    }
    return faults;
  }

  private static boolean isSizeOf(Order order, Quantity quantity) {
    Optional<Quantity> said = Optional.of(quantity);
    return order.size().units().equals(said) || order.request().size().units().equals(said);
  }

  /** Where an order acts: its stop, or else its limit; nowhere if it is a market order. */
  private static @Nullable Price trigger(OrderTerms terms) {
    return terms.stopPrice().or(terms::limitPrice).orElse(null);
  }

  private static boolean isApart(
      Price price, Price bound, boolean rises, Order order, Order other) {
    // Of an entry, the profit lies on one side and the loss on the other.
    boolean above = order.isExit() ? rises : !isAboveOthers(other);
    return above ? price.compareTo(bound) > 0 : price.compareTo(bound) < 0;
  }

  /** Whether an exit is the one that the market reaches by rising. */
  private static boolean isAboveOthers(Order exit) {
    boolean takesProfit = exit.group() != null && exit.group().role() == Role.TAKE_PROFIT;
    return takesProfit == (exit.request().side() == Side.SELL);
  }

  private void fault(String field, @Nullable Object value, String rule, String limit) {
    faults.add(new Fault(field, value == null ? "" : value.toString(), rule, limit));
  }

  private void noExits() {
    String limit = "a simple order has no exits: say order_class bracket, oco or oto";
    notAllowed(TAKE_PROFIT, exits.takeProfit(), limit);
    notAllowed(STOP, exits.stop(), limit);
    notAllowed(STOP_LIMIT, exits.stopLimit(), limit);
  }

  private void notAllowed(String field, @Nullable Price said, String limit) {
    if (said != null) {
      fault(field, said, NOT_ALLOWED, limit);
    }
  }

  private void parts(OrderClass orderClass, String name) {
    boolean profit = exits.takeProfit() != null;
    boolean loss = exits.stop() != null || exits.stopLimit() != null;
    if (orderClass == OrderClass.OTO) {
      if (profit && loss) {
        String limit = "oto orders take exactly one of take_profit and stop_loss";
        fault(STOP, exits.stop(), "either-or", limit);
      } else if (!profit && !loss) {
        String limit = "oto orders require take_profit.limit_price or stop_loss.stop_price";
        fault(TAKE_PROFIT, null, REQUIRED, limit);
      }
    } else if (!profit) {
      fault(TAKE_PROFIT, null, REQUIRED, name + " orders require take_profit.limit_price");
    }
    boolean needsStop = orderClass != OrderClass.OTO || exits.stopLimit() != null;
    if (needsStop && exits.stop() == null) {
      fault(STOP, null, REQUIRED, name + " orders require stop_loss.stop_price");
    }
  }

  private void order(OrderClass orderClass, String name) {
    OrderType type = around.type();
    boolean market = type == OrderType.MARKET && orderClass != OrderClass.OCO;
    if (type != null && type != OrderType.LIMIT && !market) {
      String allowed = orderClass == OrderClass.OCO ? "limit" : "market or limit";
      fault("type", word(type), name, name + " orders must be " + allowed + " orders");
    }
    TimeInForce lasts = around.timeInForce();
    if (lasts != null && lasts != TimeInForce.DAY && lasts != TimeInForce.GTC) {
      fault("time_in_force", word(lasts), name, name + " orders must be DAY or GTC orders");
    }
    if (around.extendedHours()) {
      fault("extended_hours", true, name, name + " orders work in regular hours only");
    }
    Quantity quantity = around.quantity();
    if (quantity != null && !quantity.isWhole()) {
      fault("qty", quantity, name, name + " orders must be for whole units");
    }
    if (around.byValue()) {
      fault("notional", null, name, name + " orders must be for a qty");
    }
    if (around.assetClass() == AssetClass.CRYPTO) {
      fault("order_class", name, name, "crypto orders must be simple");
    }
    Price limit = around.limitPrice();
    Price profit = exits.takeProfit();
    if (orderClass == OrderClass.OCO && limit != null && profit != null && !limit.equals(profit)) {
      fault("limit_price", limit, name, "must be take_profit.limit_price, or left out");
    }
  }

  /** A profit lies on the far side of a loss; the exits of a buy sell. */
  private void priceOrder(OrderClass orderClass) {
    Side side = around.side();
    Price profit = exits.takeProfit();
    Price stop = exits.stop();
    if (side == null) {
      return;
    }
    boolean exitsSell = (side == Side.SELL) == (orderClass == OrderClass.OCO);
    if (profit != null && stop != null) {
      int apart = profit.compareTo(stop);
      if (exitsSell ? apart <= 0 : apart >= 0) {
        String limit = "must be " + (exitsSell ? "above" : "below") + " stop_loss.stop_price";
        fault(TAKE_PROFIT, profit, "price-order", limit);
      }
    }
    Price limit = around.limitPrice();
    if (orderClass != OrderClass.OCO && limit != null) {
      faults.addAll(beyond(exits, exitsSell ? Side.SELL : Side.BUY, limit, true));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
