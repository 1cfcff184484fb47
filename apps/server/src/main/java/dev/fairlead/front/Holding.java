// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.valuation.LastClose;
import dev.fairlead.wire.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is held of one instrument in all accounts together, and what it is worth now.
 *
 * @param position not flat
 * @param bound units that open orders may close
 * @param price half way between bid and ask, or where nobody quotes the newest trade's; null while
 *     neither was seen
 */
record Holding(Instrument asset, Position position, Quantity bound, @Nullable Price price) {
  private static final MathContext FACTOR = MathContext.DECIMAL64;

  static Holding of(
      Instrument asset, Position position, List<Order> openOrders, Optional<Price> price) {
    Side closing = position.quantity().isNegative() ? Side.BUY : Side.SELL;
    Quantity bound =
        openOrders.stream()
            .filter(order -> order.request().symbol().equals(position.symbol()))
            .filter(order -> order.request().side() == closing)
            .map(Holding::leaves)
            .reduce(Quantity.ZERO, Quantity::plus);
    return new Holding(asset, position, bound, price.orElse(null));
  }

  private static Quantity leaves(Order order) {
    return order.size().units().orElse(order.filled()).minus(order.filled());
  }

  /** Both as one: the sum of what is held and of what it cost. */
  static Position merge(Position one, Position other) {
    return new Position(
        one.account(),
        one.symbol(),
        one.currency(),
        one.quantity().plus(other.quantity()),
        one.cost().plus(other.cost()),
        one.realized().plus(other.realized()));
  }

  boolean isShort() {
    return position.quantity().isNegative();
  }

  /** At the price now, or at cost where there is none. */
  Money value() {
    return money(price == null ? position.cost() : Notional.of(price, position.quantity()));
  }

  private Money money(Notional notional) {
    return notional.toMoney(position.currency(), RoundingMode.HALF_EVEN);
  }

  /**
   * As Alpaca writes it.
   *
   * @param close the account at the last close; empty while nobody can tell
   */
  ObjectNode json(Optional<LastClose> close) {
    ObjectNode json = Json.object();
    Quantity free = position.quantity().abs().minus(bound);
    Quantity available = free.isNegative() ? Quantity.ZERO : free;
    json.put("asset_id", asset.assetId().toString());
    json.put("symbol", asset.symbol().text());
    json.put("exchange", Words.exchange(asset.exchange()));
    json.put("asset_class", Words.assetClass(asset.assetClass()));
    json.put("asset_marginable", asset.marginable());
    json.put("qty", position.quantity().toString());
    json.put("avg_entry_price", position.averagePrice().toString());
    json.put("side", isShort() ? "short" : "long");
    putWorth(json, close);
    json.put("qty_available", (isShort() ? available.negate() : available).toString());
    return json;
  }

  private void putWorth(ObjectNode json, Optional<LastClose> close) {
    json.put("market_value", price == null ? null : value().amount());
    json.put("cost_basis", money(position.cost()).amount());
    putGain(json, "unrealized", position.cost());
    putGain(json, "unrealized_intraday", worthBeforeToday(close));
    Json.putText(json, "current_price", price);
    putChange(json, price, close.flatMap(last -> last.price(asset.symbol())));
  }

  private void putGain(ObjectNode json, String kind, Notional before) {
    Money cost = money(before);
    Money gain = value().minus(cost);
    json.put(kind + "_pl", price == null ? null : gain.amount());
    json.put(kind + "_plpc", price == null ? null : factor(gain, cost));
  }

  /**
   * What was held at the close at its price then, and what today's fills added at their cost. All
   * at cost where the past is not known, or a fill has come that it does not have yet.
   */
  private Notional worthBeforeToday(Optional<LastClose> close) {
    return close
        .flatMap(last -> last.position(asset.symbol()))
        .filter(then -> then.quantity().equals(position.quantity()))
        .map(Position::cost)
        .orElse(position.cost());
  }

  /**
   * The price at the last close and how far it has moved since. Where the market's past is not
   * known the price now stands for it, so that strict SDKs find a number, and nothing has moved.
   */
  private static void putChange(ObjectNode json, @Nullable Price now, Optional<Price> atClose) {
    Price lastDay = atClose.orElse(now);
    Json.putText(json, "lastday_price", lastDay);
    json.put(
        "change_today",
        now == null || lastDay == null || !lastDay.isPositive()
            ? null
            : factor(now.nanos() - lastDay.nanos(), lastDay.nanos()));
  }

  /** {@code 0.05} for five per cent, of what was paid or, when short, brought in. */
  private static String factor(Money gain, Money cost) {
    return cost.isZero() ? "0" : factor(gain.micros(), cost.micros());
  }

  private static String factor(long part, long whole) {
    BigDecimal share = BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole).abs(), FACTOR);
    return share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
  }
}
