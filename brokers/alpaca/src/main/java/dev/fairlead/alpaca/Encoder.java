// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.Locale;

/**
 * The bodies of requests (facts 2.1), every number as a text. Pure. All that goes in has an
 * alphabet of its own, in which nothing has to be escaped.
 */
final class Encoder {
  /** Between a placement's id and the number of the attempt that replaces what it placed. */
  static final char REPLACES = '-';

  private Encoder() {}

  /** The {@code client_order_id} of an order that takes the place of an earlier one of ours. */
  static String replacement(PlacementId placement, int attempt) {
    return placement.text() + REPLACES + attempt;
  }

  /** {@code POST /v2/orders}. */
  static String place(PlacementId placement, OrderRequest request) {
    return body(placement, request, request.exits() instanceof Exits.Oco).json();
  }

  /**
   * The order, and the exits that it brings along. Of an OCO the order is itself the take-profit,
   * and says so where the others say theirs.
   */
  private static Body body(PlacementId placement, OrderRequest request, boolean takesProfit) {
    Body body = new Body();
    body.put("symbol", request.symbol().text());
    switch (request.size()) {
      case OrderSize.Units(Quantity quantity) -> body.put("qty", quantity.toString());
      case OrderSize.Value(Money money) -> body.put("notional", money.amount());
    }
    body.put("side", word(request.side()));
    body.put("type", word(request.terms().type()));
    body.put("time_in_force", word(request.timeInForce()));
    if (!takesProfit) {
      terms(body, request.terms(), "trail_price", "trail_percent");
    }
    exits(body, request);
    if (request.extendedHours()) {
      body.raw("extended_hours", "true");
    }
    body.put("client_order_id", placement.text());
    return body;
  }

  private static void exits(Body body, OrderRequest request) {
    switch (request.exits()) {
      case Exits.None() -> {
        // A simple order.
      }
      case Exits.Bracket(OrderTerms.Limit profit, OrderTerms loss) -> {
        body.put("order_class", "bracket");
        exit(body, "take_profit", profit);
        exit(body, "stop_loss", loss);
      }
      case Exits.Oco(OrderTerms loss) -> {
        body.put("order_class", "oco");
        exit(body, "take_profit", request.terms());
        exit(body, "stop_loss", loss);
      }
      case Exits.Oto(OrderTerms exit) -> {
        body.put("order_class", "oto");
        exit(body, exit instanceof OrderTerms.Limit ? "take_profit" : "stop_loss", exit);
      }
    }
  }

  private static void exit(Body body, String name, OrderTerms terms) {
    Body exit = new Body();
    terms(exit, terms, "trail_price", "trail_percent");
    body.raw(name, exit.json());
  }

  /**
   * {@code PATCH /v2/orders/{id}}: all that may be changed, as it shall be. The quantity of an
   * order for parts of a share is left out, because it cannot be changed (facts 3.6).
   */
  static String replace(PlacementId placement, int attempt, OrderRequest request) {
    Body body = new Body();
    request
        .size()
        .units()
        .filter(Quantity::isWhole)
        .ifPresent(quantity -> body.put("qty", quantity.toString()));
    body.put("time_in_force", word(request.timeInForce()));
    return replace(body, placement, attempt, request);
  }

  /** Of a leg only the prices may be changed (facts 3.6). */
  static String replaceLeg(PlacementId placement, int attempt, OrderRequest request) {
    return replace(new Body(), placement, attempt, request);
  }

  private static String replace(
      Body body, PlacementId placement, int attempt, OrderRequest request) {
    terms(body, request.terms(), "trail", "trail");
    body.put("client_order_id", replacement(placement, attempt));
    return body.json();
  }

  private static void terms(Body body, OrderTerms terms, String amount, String percent) {
    terms.limitPrice().ifPresent(price -> body.put("limit_price", price.toString()));
    terms.stopPrice().ifPresent(price -> body.put("stop_price", price.toString()));
    switch (terms) {
      case OrderTerms.TrailingAmount(Price trail) -> body.put(amount, trail.toString());
      case OrderTerms.TrailingPercent(Percent trail) -> body.put(percent, trail.toString());
      case OrderTerms.Market _, OrderTerms.Limit _, OrderTerms.Stop _, OrderTerms.StopLimit _ -> {
        // Its prices are there already.
      }
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A JSON object of texts that need no escape. */
  private static final class Body {
    private final StringBuilder json = new StringBuilder(256).append('{');

    void put(String key, String value) {
      raw(key, '"' + value + '"');
    }

    void raw(String key, String value) {
      if (json.length() > 1) {
        json.append(',');
      }
      json.append('"').append(key).append("\":").append(value);
    }

    String json() {
      return json.append('}').toString();
    }
  }
}
