// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.wire.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order as Alpaca writes it: every key, always, in Alpaca's order. */
public final class OrderJson {
  private OrderJson() {}

  /**
   * The order as it stands.
   *
   * @param instrument what the order is for; empty where the gateway has forgotten it
   */
  public static void write(Members out, Order order, Optional<Instrument> instrument) {
    write(out, order, List.of(), instrument);
  }

  /**
   * The same with its legs, as {@code nested=true} asks for; null where it brought none along.
   *
   * @param legs those that count by now
   */
  public static void write(
      Members out, Order order, List<Order> legs, Optional<Instrument> instrument) {
    out.text("id", order.id()).text("client_order_id", order.clientOrderId());
    writeTimes(out, order);
    out.text("replaced_by", order.replacedBy())
        .text("replaces", order.replaces())
        .text("asset_id", instrument.<Object>map(Instrument::assetId).orElse(""))
        .text("symbol", order.request().symbol().text())
        .text(
            "asset_class",
            instrument.map(found -> Words.assetClass(found.assetClass())).orElse(""));
    writeSize(out, order);
    writeTerms(out, order);
    out.text("status", Words.status(order.status(), order.filled()))
        .flag("extended_hours", order.request().extendedHours());
    writeLegs(out, legs, instrument);
    writeTrail(out, order);
    out.text("subtag", null).text("source", null);
  }

  private static void writeTimes(Members out, Order order) {
    out.instant("created_at", order.submittedAt())
        .instant("updated_at", order.updatedAt())
        .instant("submitted_at", order.submittedAt())
        .instant("filled_at", order.status() == OrderStatus.FILLED ? order.lastFillAt() : null)
        .instant("expired_at", closedAs(order, OrderStatus.EXPIRED))
        .instant("canceled_at", closedAs(order, OrderStatus.CANCELED))
        .instant("failed_at", closedAs(order, OrderStatus.REJECTED))
        .instant("replaced_at", closedAs(order, OrderStatus.REPLACED));
  }

  private static @Nullable Instant closedAs(Order order, OrderStatus status) {
    return order.status() == status ? order.closedAt() : null;
  }

  private static void writeSize(Members out, Order order) {
    switch (order.size()) {
      case OrderSize.Units(var quantity) -> out.text("notional", null).text("qty", quantity);
      case OrderSize.Value(var money) -> out.text("notional", money.amount()).text("qty", null);
    }
    out.text("filled_qty", order.filled())
        .text("filled_avg_price", order.averageFillPrice().orElse(null));
  }

  private static void writeTerms(Members out, Order order) {
    OrderTerms terms = order.request().terms();
    String type = Words.type(terms.type());
    out.text("order_class", Words.orderClass(order.group()))
        .text("order_type", type)
        .text("type", type)
        .text("side", Words.side(order.request().side()))
        .text("time_in_force", Words.timeInForce(order.request().timeInForce()))
        .text("limit_price", terms.limitPrice().orElse(null))
        .text("stop_price", order.stopPrice().orElse(null));
  }

  private static void writeLegs(Members out, List<Order> legs, Optional<Instrument> instrument) {
    if (legs.isEmpty()) {
      out.text("legs", null);
    } else {
      out.objects("legs", legs, (inner, leg) -> write(inner, leg, instrument));
    }
  }

  private static void writeTrail(Members out, Order order) {
    OrderTerms terms = order.request().terms();
    out.text(
            "trail_percent",
            terms instanceof OrderTerms.TrailingPercent(var percent) ? percent : null)
        .text("trail_price", terms instanceof OrderTerms.TrailingAmount(var amount) ? amount : null)
        .text("hwm", order.watermark());
  }
}
