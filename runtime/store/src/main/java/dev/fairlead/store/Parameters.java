// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.money.Money;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills a statement's parameters one after another, each value in its form in the tables. */
final class Parameters {
  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Keeps the row for the statement's next run, and begins another. */
  void endRow() throws SQLException {
    statement.addBatch();
    index = 0;
  }

  /** A value that is written as it shows: an id, a name, an exact decimal. */
  Parameters text(Object value) throws SQLException {
    statement.setString(++index, value.toString());
    return this;
  }

  Parameters textOrNull(@Nullable Object value) throws SQLException {
    return value == null ? empty(Types.VARCHAR) : text(value);
  }

  Parameters name(Enum<?> value) throws SQLException {
    statement.setString(++index, value.name());
    return this;
  }

  /** Two columns: amount and currency. */
  Parameters money(Money money) throws SQLException {
    return text(money.amount()).text(money.currency());
  }

  Parameters instant(Instant instant) throws SQLException {
    return text(Timestamps.text(instant));
  }

  Parameters instantOrNull(@Nullable Instant instant) throws SQLException {
    return instant == null ? empty(Types.VARCHAR) : instant(instant);
  }

  Parameters place(EventPlace place) throws SQLException {
    return number(place.sequence()).number(place.index());
  }

  Parameters number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Parameters number(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Parameters flag(boolean value) throws SQLException {
    return number(value ? 1 : 0);
  }

  Parameters noNumber() throws SQLException {
    return empty(Types.INTEGER);
  }

  Parameters noTexts(int columns) throws SQLException {
    for (int i = 0; i < columns; i++) {
      empty(Types.VARCHAR);
    }
    return this;
  }

  private Parameters empty(int type) throws SQLException {
    statement.setNull(++index, type);
    return this;
  }
}
