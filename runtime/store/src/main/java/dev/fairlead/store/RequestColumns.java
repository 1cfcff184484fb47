// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of an order request, wherever one is part of a row. */
final class RequestColumns {
  static final List<String> NAMES =
      List.of(
          "symbol",
          "side",
          "quantity",
          "notional",
          "notional_currency",
          "type",
          "limit_price",
          "stop_price",
          "trail_price",
          "trail_percent",
          "time_in_force",
          "extended_hours");

  private RequestColumns() {}

  static void write(NewRow row, OrderRequest request) {
    row.text(request.symbol()).name(request.side());
    writeSize(row, request.size());
    writeTerms(row, request.terms());
    row.name(request.timeInForce()).flag(request.extendedHours());
  }

  private static void writeSize(NewRow row, OrderSize size) {
    switch (size) {
      case OrderSize.Units(Quantity quantity) -> row.text(quantity).nothing(2);
      case OrderSize.Value(Money money) -> row.nothing(1).money(money);
    }
  }

  private static void writeTerms(NewRow row, OrderTerms terms) {
    row.name(terms.type())
        .textOrNull(terms.limitPrice().orElse(null))
        .textOrNull(terms.stopPrice().orElse(null));
    switch (terms) {
      case OrderTerms.TrailingAmount(Price trail) -> row.text(trail).nothing(1);
      case OrderTerms.TrailingPercent(Percent trail) -> row.nothing(1).text(trail);
      case OrderTerms.Market(), OrderTerms.Limit _, OrderTerms.Stop _, OrderTerms.StopLimit _ ->
          row.nothing(2);
    }
  }

  static OrderRequest read(Row row) throws SQLException {
    return read(row, row.symbol());
  }

  /** The request, or null where the columns are empty. */
  static @Nullable OrderRequest readOrNull(Row row) throws SQLException {
    String symbol = row.textOrNull();
    if (symbol == null) {
      row.skip(NAMES.size() - 1);
      return null;
    }
    return read(row, new Symbol(symbol));
  }

  private static OrderRequest read(Row row, Symbol symbol) throws SQLException {
    Side side = row.name(Side.class);
    OrderSize size = readSize(row);
    OrderTerms terms = readTerms(row);
    TimeInForce timeInForce = row.name(TimeInForce.class);
    return new OrderRequest(symbol, side, size, terms, timeInForce, row.flag());
  }

  private static OrderSize readSize(Row row) throws SQLException {
    Quantity quantity = row.quantityOrNull();
    if (quantity != null) {
      row.skip(2);
      return new OrderSize.Units(quantity);
    }
    String amount = row.text();
    return new OrderSize.Value(Money.parse(amount, new Currency(row.text())));
  }

  private static OrderTerms readTerms(Row row) throws SQLException {
    OrderType type = row.name(OrderType.class);
    String limit = row.textOrNull();
    String stop = row.textOrNull();
    String trail = row.textOrNull();
    String percent = row.textOrNull();
    return switch (type) {
      case MARKET -> new OrderTerms.Market();
      case LIMIT -> new OrderTerms.Limit(price(limit));
      case STOP -> new OrderTerms.Stop(price(stop));
      case STOP_LIMIT -> new OrderTerms.StopLimit(price(stop), price(limit));
      case TRAILING_STOP ->
          percent == null
              ? new OrderTerms.TrailingAmount(price(trail))
              : new OrderTerms.TrailingPercent(Percent.parse(percent));
    };
  }

  private static Price price(@Nullable String text) throws SQLException {
    if (text == null) {
      throw new SQLException("an order lacks a price that its type has");
    }
    return Price.parse(text);
  }
}
