// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Orders, executions and updates from Alpaca's JSON. Pure; never throws but what it says. */
final class Decoder {
  private Decoder() {}

  /**
   * An order (facts 2.1).
   *
   * @throws Wire.Unreadable if it has no id, an unknown status, or numbers that are none
   */
  static AlpacaOrder order(JsonNode order) {
    String status = Wire.required(order, "status");
    Instant submitted =
        Wire.instant(order, "submitted_at")
            .or(() -> Wire.instant(order, "created_at"))
            .orElse(Instant.EPOCH);
    return new AlpacaOrder(
        Wire.required(order, "id"),
        Wire.text(order, "client_order_id").orElse(""),
        submitted,
        request(order),
        Standing.of(status)
            .orElseThrow(() -> new Wire.Unreadable("status '" + status + "' is not known")),
        Wire.quantity(order, "filled_qty").orElse(Quantity.ZERO),
        Wire.text(order, "replaced_by").orElse(""),
        Wire.text(order, "replaces").orElse(""),
        Wire.price(order, "hwm").filter(Price::isPositive),
        status.equals("held"),
        legs(order),
        Optional.empty());
  }

  /** Those that came with it and have words of ours; the others are looked for one by one. */
  private static List<AlpacaOrder> legs(JsonNode order) {
    List<AlpacaOrder> legs = new ArrayList<>();
    for (JsonNode leg : order.path("legs")) {
      try {
        legs.add(order(leg));
      } catch (Wire.Unreadable odd) {
        // One of an order of several legs has no type, and is none of ours.
      }
    }
    return List.copyOf(legs);
  }

  /** What it asks for, where all of it has a word of ours. */
  private static Optional<OrderRequest> request(JsonNode order) {
    Optional<Symbol> symbol = symbol(order);
    Optional<Side> side = Wire.text(order, "side").flatMap(Decoder::side);
    Optional<TimeInForce> time =
        Wire.text(order, "time_in_force")
            .flatMap(text ->
                Stream.of(TimeInForce.values())
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst());
    Optional<OrderSize> size = size(order);
    Optional<OrderTerms> terms = terms(order);
    if (symbol.isEmpty() || side.isEmpty() || time.isEmpty() || size.isEmpty() || terms.isEmpty()) {
      return Optional.empty();
    }
    boolean extended = Wire.flag(order, "extended_hours");
    return Optional.of(
        new OrderRequest(symbol.get(), side.get(), size.get(), terms.get(), time.get(), extended));
  }

  private static Optional<Symbol> symbol(JsonNode order) {
    String assetClass = Wire.text(order, "asset_class").orElse("");
    return Wire.text(order, "symbol").flatMap(name -> Asset.symbol(name, assetClass));
  }

  /** {@code sell_short} is what activities say of a sale that opens a position. */
  private static Optional<Side> side(String text) {
    return switch (text) {
      case "buy" -> Optional.of(Side.BUY);
      case "sell", "sell_short" -> Optional.of(Side.SELL);
      default -> Optional.empty();
    };
  }

  /** An order for an amount of money may say a quantity too: what the amount has come to. */
  private static Optional<OrderSize> size(JsonNode order) {
    Optional<OrderSize> value =
        Wire.money(order, "notional", Currency.USD)
            .filter(Money::isPositive)
            .map(OrderSize.Value::new);
    return value.or(() -> Wire.quantity(order, "qty").map(OrderSize.Units::new));
  }

  private static Optional<OrderTerms> terms(JsonNode order) {
    String type = Wire.text(order, "type").or(() -> Wire.text(order, "order_type")).orElse("");
    Optional<Price> limit = Wire.price(order, "limit_price");
    Optional<Price> stop = Wire.price(order, "stop_price");
    return switch (type) {
      case "market" -> Optional.of(new OrderTerms.Market());
      case "limit" -> limit.map(OrderTerms.Limit::new);
      case "stop" -> stop.map(OrderTerms.Stop::new);
      case "stop_limit" ->
          stop.flatMap(at -> limit.map(then -> new OrderTerms.StopLimit(at, then)));
      case "trailing_stop" -> trailing(order);
      default -> Optional.empty();
    };
  }

  private static Optional<OrderTerms> trailing(JsonNode order) {
    Optional<OrderTerms> amount =
        Wire.price(order, "trail_price").map(OrderTerms.TrailingAmount::new);
    return amount.or(() ->
        Wire.quantity(order, "trail_percent")
            .map(percent -> new OrderTerms.TrailingPercent(new Percent(percent.nanos()))));
  }

  /** What an update says, whatever it is: what is not understood is said too. */
  static Update update(JsonNode data) {
    return update(data, UnaryOperator.identity());
  }

  /** The same, of orders as {@code claim} knows them. */
  static Update update(JsonNode data, UnaryOperator<AlpacaOrder> claim) {
    try {
      String event = Wire.required(data, "event");
      return update(event, claim.apply(order(data.path("order"))), data);
    } catch (Wire.Unreadable unreadable) {
      return new Update.Unread(String.valueOf(unreadable.getMessage()));
    }
  }

  private static Update update(String event, AlpacaOrder order, JsonNode data) {
    return switch (event) {
      case "new", "accepted", "pending_new", "held", "pending_review", "stopped" -> works(order);
      case "accepted_for_bidding", "suspended", "calculated", "done_for_day" ->
          new Update.Nothing(order);
      case "pending_cancel", "pending_replace" -> new Update.Nothing(order);
      case "fill", "partial_fill" -> new Update.Executed(order, execution(order, data));
      case "canceled" -> told(order, new OrderNews.Canceled());
      case "expired" -> told(order, new OrderNews.Expired());
      case "rejected" -> told(order, new OrderNews.Rejected(reason(data, "rejected by Alpaca")));
      case "replaced" -> replaced(order);
      case "order_cancel_rejected" ->
          told(order, new OrderNews.CancelRefused(reason(data, "Alpaca refused the cancel")));
      case "order_replace_rejected" ->
          told(order, new OrderNews.ReplaceRefused(reason(data, "Alpaca refused the replace")));
      case "trade_bust" ->
          new Update.Busted(
              order,
              Wire.required(data, "previous_execution_id"),
              Wire.quantity(data, "qty"),
              Wire.price(data, "price"));
      case "trade_correct" ->
          new Update.Corrected(
              order, execution(order, data), Wire.required(data, "previous_execution_id"));
      case "restated" -> new Update.Changed(order);
      default -> new Update.Unread("event '" + event + "' is not known");
    };
  }

  private static Update told(AlpacaOrder order, OrderNews news) {
    return new Update.Told(order, news);
  }

  /** An order that takes another's place says nothing of the placement until it has it. */
  private static Update works(AlpacaOrder order) {
    return order.replaces().isEmpty() ? told(order, stands(order)) : new Update.Nothing(order);
  }

  /** That it works, or that its group keeps it back. */
  static OrderNews stands(AlpacaOrder order) {
    return order.held() ? new OrderNews.Held(order.id()) : new OrderNews.Working(order.id());
  }

  /** The order is the old one, and says which took its place (facts 5.2). */
  private static Update replaced(AlpacaOrder order) {
    return order.replacedBy().isEmpty()
        ? new Update.Changed(order)
        : told(order, new OrderNews.Replaced(order.replacedBy()));
  }

  private static String reason(JsonNode data, String otherwise) {
    return Wire.text(data, "reason")
        .or(() -> Wire.text(data, "reject_reason"))
        .or(() -> Wire.text(data.path("order"), "reject_reason"))
        .orElse(otherwise);
  }

  /** The price and quantity are this execution's; the order is as it left it. */
  private static Execution execution(AlpacaOrder order, JsonNode data) {
    JsonNode told = data.path("order");
    return new Execution(
        order.id(),
        order.filled(),
        symbol(told).orElseThrow(() -> Wire.unreadable("symbol", told.path("symbol"))),
        Wire.text(told, "side")
            .flatMap(Decoder::side)
            .orElseThrow(() -> Wire.unreadable("side", told.path("side"))),
        positive(data, "qty"),
        Wire.price(data, "price").orElseThrow(() -> new Wire.Unreadable("price is missing")),
        Wire.instant(data, "timestamp").orElse(order.submittedAt()),
        Wire.text(data, "execution_id").orElse(""));
  }

  private static Quantity positive(JsonNode data, String field) {
    return Wire.quantity(data, field)
        .filter(Quantity::isPositive)
        .orElseThrow(() -> Wire.unreadable(field, data.path(field)));
  }

  /**
   * An activity of type {@code FILL} (facts 2.3), whose symbol has its slash or not. Its id ends
   * with what may be the name of the execution.
   *
   * @throws Wire.Unreadable if anything of it is missing
   */
  static Execution fill(JsonNode activity) {
    String id = Wire.required(activity, "id");
    int separator = id.indexOf("::");
    String name = Wire.required(activity, "symbol");
    String side = Wire.required(activity, "side");
    return new Execution(
        Wire.required(activity, "order_id"),
        positive(activity, "cum_qty"),
        Asset.symbol(name, "").orElseThrow(() -> new Wire.Unreadable("symbol '" + name + "'")),
        side(side).orElseThrow(() -> new Wire.Unreadable("side '" + side + "'")),
        positive(activity, "qty"),
        Wire.price(activity, "price").orElseThrow(() -> new Wire.Unreadable("price is missing")),
        Wire.instant(activity, "transaction_time")
            .orElseThrow(() -> new Wire.Unreadable("transaction_time is missing")),
        separator < 0 ? id : id.substring(separator + 2));
  }

  /** What one message of {@code trade_updates} says (facts 5.2). */
  sealed interface Update {
    /**
     * News of the order. Where it was to take another's place, its end is the placement's only if
     * it has that place by then.
     */
    record Told(AlpacaOrder order, OrderNews news) implements Update {}

    /** It executed. */
    record Executed(AlpacaOrder order, Execution execution) implements Update {}

    /** The execution that Alpaca calls {@code previous} is void: so many at that price, if said. */
    record Busted(
        AlpacaOrder order, String previous, Optional<Quantity> quantity, Optional<Price> price)
        implements Update {}

    /** It was other than told. */
    record Corrected(AlpacaOrder order, Execution execution, String previous) implements Update {}

    /** Something happened to it that only a look at it tells. */
    record Changed(AlpacaOrder order) implements Update {}

    /** Nothing that anybody waits for: a request of ours is under way. */
    record Nothing(AlpacaOrder order) implements Update {}

    /** Not understood, and why (F-B33). */
    record Unread(String why) implements Update {}
  }
}
