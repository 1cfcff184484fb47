// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.money.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that rows are written to. Each run of a statement costs, and each value that is bound, so
 * where enough rows of one {@link NewRow#shape} come together they share a statement that has in
 * its text what they all say, and takes several of them at once. The others have one statement for
 * any row, because to prepare one for a few rows would cost more than it saves.
 *
 * <p>The order of the rows is not kept, so no key may come twice in one {@link #write}. After a
 * failure it must not be used again.
 */
final class Table {
  /** Most shapes whose statements are kept; that which was not used for longest goes. */
  private static final int STATEMENTS = 64;

  /** Rows in one statement of a shape. */
  private static final int ROWS_AT_ONCE = 16;

  private final Connection connection;
  private final String before;
  private final String after;
  private final NewRow row;
  private final PreparedStatement anyRow;
  private final Map<List<String>, PreparedStatement> statements =
      new LinkedHashMap<>(STATEMENTS, 0.75f, true);

  private Table(Connection connection, String name, List<String> columns, String conflict)
      throws SQLException {
    this.connection = connection;
    before = "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ";
    after = conflict;
    row = new NewRow(columns.size());
    anyRow = prepare(Collections.nCopies(columns.size(), NewRow.OWN), 1);
  }

  /** A table of rows that are written once. */
  static Table ofNew(Connection connection, String name, List<String> columns) throws SQLException {
    return new Table(connection, name, columns, "");
  }

  /** A table whose rows are made, or changed in all but their key and what is {@code fixed}. */
  static Table ofKept(
      Connection connection,
      String name,
      List<String> key,
      Collection<String> fixed,
      List<String> columns)
      throws SQLException {
    String changes =
        columns.stream()
            .filter(column -> !key.contains(column) && !fixed.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    String conflict = " ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET " + changes;
    return new Table(connection, name, columns, conflict);
  }

  /** Fills the columns of a row. */
  @FunctionalInterface
  interface Form<T> {
    void write(NewRow row, T value);
  }

  <T> void write(Collection<T> values, Form<T> form) throws SQLException {
    Collection<Group> groups = groups(values, form);
    for (Group group : groups) {
      int shared = group.rows.size() / ROWS_AT_ONCE * ROWS_AT_ONCE;
      if (shared > 0) {
        writeShared(group.shape, group.rows.subList(0, shared));
      }
      for (@Nullable Object[] rest : group.rows.subList(shared, group.rows.size())) {
        for (int i = 0; i < rest.length; i++) {
          anyRow.setObject(i + 1, rest[i]);
        }
        anyRow.addBatch();
      }
    }
    if (!groups.isEmpty()) {
      anyRow.executeBatch();
    }
  }

  /** Rows of one shape. */
  private record Group(List<String> shape, List<@Nullable Object[]> rows) {
    Group(List<String> shape) {
      this(shape, new ArrayList<>());
    }
  }

  private <T> Collection<Group> groups(Collection<T> values, Form<T> form) {
    Map<List<String>, Group> groups = new LinkedHashMap<>();
    Group group = null;
    for (T value : values) {
      row.clear();
      form.write(row, value);
      // Mostly the same as before, which is cheaper to see than to look up.
      if (group == null || !row.hasShape(group.shape)) {
        group = groups.computeIfAbsent(row.shape(), Group::new);
      }
      group.rows.add(row.values());
    }
    return groups.values();
  }

  private void writeShared(List<String> shape, List<@Nullable Object[]> rows) throws SQLException {
    PreparedStatement statement = statement(shape);
    int index = 0;
    int filled = 0;
    for (@Nullable Object[] values : rows) {
      for (int i = 0; i < values.length; i++) {
        if (shape.get(i).equals(NewRow.OWN)) {
          statement.setObject(++index, values[i]);
        }
      }
      if (++filled % ROWS_AT_ONCE == 0) {
        statement.addBatch();
        index = 0;
      }
    }
    statement.executeBatch();
  }

  private PreparedStatement statement(List<String> shape) throws SQLException {
    PreparedStatement known = statements.get(shape);
    if (known != null) {
      return known;
    }
    if (statements.size() == STATEMENTS) {
      Iterator<PreparedStatement> eldest = statements.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
    PreparedStatement prepared = prepare(shape, ROWS_AT_ONCE);
    statements.put(shape, prepared);
    return prepared;
  }

  private PreparedStatement prepare(List<String> shape, int rows) throws SQLException {
    String one = "(" + String.join(", ", shape) + ")";
    return connection.prepareStatement(
        before + String.join(", ", Collections.nCopies(rows, one)) + after);
  }

  /**
   * A row to be written: its columns one after another, each value in its form in the tables.
   *
   * <p>What many rows say in the same words, a name, a flag, zero or nothing at all, need not be
   * bound: it can stand in the text of a statement for all rows of this {@link #shape}.
   */
  static final class NewRow {
    /** Stands in a shape for what is this row's own. */
    static final String OWN = "?";

    private final String[] shape;
    private final @Nullable Object[] values;
    private final Map<Enum<?>, String> names = new HashMap<>();
    private Instant lastInstant = Instant.EPOCH;
    private String lastInstantText = Timestamps.text(lastInstant);
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

    /** Of the instants of a row, and of the next one, most are the same. */
    NewRow instant(Instant instant) {
      if (!instant.equals(lastInstant)) {
        lastInstant = instant;
        lastInstantText = Timestamps.text(instant);
      }
      return add(lastInstantText, OWN);
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
}
