// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.money.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row to be written: its columns one after another, each value in its form in the tables.
 *
 * <p>What many rows say in the same words, a name, a flag, zero or nothing at all, need not be
 * bound: it can stand in the text of a statement for all rows of this {@link #shape}.
 */
final class NewRow {
  /** Stands in a shape for what is this row's own. */
  static final String OWN = "?";

  private final String[] shape;
  private final @Nullable Object[] values;
  private final Map<Enum<?>, String> names = new HashMap<>();
  private int columns;

  NewRow(int columns) {
    shape = new String[columns];
    values = new @Nullable Object[columns];
  }

  /** Begins another row. */
  void clear() {
    columns = 0;
  }

  /** The columns as they may stand in a statement: {@code ?}, {@code 'BUY'}, {@code 1}. */
  List<String> shape() {
    return List.of(shape);
  }

  boolean hasShape(List<String> other) {
    for (int i = 0; i < shape.length; i++) {
      if (!shape[i].equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The value of each column: a text, a number or null. */
  @Nullable Object[] values() {
    return values.clone();
  }

  /** A value that is written as it shows: an id, an exact decimal. */
  NewRow text(Object value) {
    String text = value.toString();
    return switch (text) {
      case "" -> add(text, "''");
      case "0" -> add(text, "'0'");
      default -> add(text, OWN);
    };
  }

  NewRow textOrNull(@Nullable Object value) {
    return value == null ? nothing(1) : text(value);
  }

  NewRow name(Enum<?> value) {
    return add(value.name(), names.computeIfAbsent(value, NewRow::literal));
  }

  /** A name in Java has nothing in it that a text in SQL must escape. */
  private static String literal(Enum<?> value) {
    return "'" + value.name() + "'";
  }

  /** Two columns: amount and currency. */
  NewRow money(Money money) {
    return text(money.amount()).text(money.currency());
  }

  NewRow instant(Instant instant) {
    return add(Timestamps.text(instant), OWN);
  }

  NewRow instantOrNull(@Nullable Instant instant) {
    return instant == null ? nothing(1) : instant(instant);
  }

  NewRow place(EventPlace place) {
    return number(place.sequence()).number(place.index());
  }

  NewRow number(long value) {
    return add(value, value == 0 ? "0" : OWN);
  }

  NewRow flag(boolean value) {
    return value ? add(1, "1") : add(0, "0");
  }

  NewRow nothing(int columns) {
    for (int i = 0; i < columns; i++) {
      add(null, "NULL");
    }
    return this;
  }

  private NewRow add(@Nullable Object value, String inStatement) {
    values[columns] = value;
    shape[columns] = inStatement;
    columns++;
    return this;
  }
}
