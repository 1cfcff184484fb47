// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A result's row, read column after column in the order in which they were asked for. */
final class Row {
  private static final int NOTIONAL_SCALE = 18;

  private final ResultSet results;
  private int column;

  /** Of rows that are read together, many texts are as the one before. */
  private String lastInstantText = Timestamps.text(Instant.EPOCH);

  private Instant lastInstant = Instant.EPOCH;
  private String lastAccountText = "";
  private @Nullable BrokerAccount lastAccount;

  Row(ResultSet results) {
    this.results = results;
  }

  /** Makes a value of one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  boolean next() throws SQLException {
    column = 0;
    return results.next();
  }

  /** Passes over columns that this row does not use. */
  void skip(int columns) {
    column += columns;
  }

  String text() throws SQLException {
    return results.getString(++column);
  }

  @Nullable String textOrNull() throws SQLException {
    return results.getString(++column);
  }

  Price price() throws SQLException {
    return Price.parse(text());
  }

  @Nullable Price priceOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : Price.parse(text);
  }

  Quantity quantity() throws SQLException {
    return Quantity.parse(text());
  }

  @Nullable Quantity quantityOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : Quantity.parse(text);
  }

  Notional notional() throws SQLException {
    return new Notional(new BigDecimal(text()).setScale(NOTIONAL_SCALE).unscaledValue());
  }

  /** Two columns: amount and currency. */
  Money money() throws SQLException {
    String amount = text();
    return Money.parse(amount, currency());
  }

  Currency currency() throws SQLException {
    return new Currency(text());
  }

  Symbol symbol() throws SQLException {
    return new Symbol(text());
  }

  @Nullable Symbol symbolOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : new Symbol(text);
  }

  BrokerAccount account() throws SQLException {
    String text = text();
    BrokerAccount known = lastAccount;
    if (known != null && text.equals(lastAccountText)) {
      return known;
    }
    BrokerAccount account = BrokerAccount.parse(text);
    lastAccount = account;
    lastAccountText = text;
    return account;
  }

  OrderId orderId() throws SQLException {
    return OrderId.parse(text());
  }

  @Nullable OrderId orderIdOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : OrderId.parse(text);
  }

  <E extends Enum<E>> E name(Class<E> type) throws SQLException {
    return Enum.valueOf(type, text());
  }

  Instant instant() throws SQLException {
    return instant(text());
  }

  @Nullable Instant instantOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : instant(text);
  }

  private Instant instant(String text) {
    if (!text.equals(lastInstantText)) {
      lastInstant = Timestamps.instant(text);
      lastInstantText = text;
    }
    return lastInstant;
  }

  EventPlace place() throws SQLException {
    long sequence = number();
    return new EventPlace(sequence, integer());
  }

  long number() throws SQLException {
    return results.getLong(++column);
  }

  int integer() throws SQLException {
    return results.getInt(++column);
  }

  boolean flag() throws SQLException {
    return integer() != 0;
  }
}
