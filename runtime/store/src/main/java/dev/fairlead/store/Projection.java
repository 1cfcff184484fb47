// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes outcomes as rows, a batch and the journal position that it reaches in one transaction. One
 * thread at a time. After a failure it must be closed, which takes back what was not committed.
 */
final class Projection implements AutoCloseable {
  private static final List<String> PLACE = List.of("sequence", "event_index");

  private final Connection connection;
  private final PreparedStatement orders;
  private final PreparedStatement placements;
  private final PreparedStatement attempts;
  private final PreparedStatement executions;
  private final PreparedStatement positions;
  private final PreparedStatement balances;
  private final PreparedStatement instruments;
  private final PreparedStatement events;
  private final PreparedStatement executionEvents;
  private final PreparedStatement alarms;
  private final PreparedStatement position;
  private final PreparedStatement order;

  /** Takes over a connection that does not commit by itself. */
  Projection(Connection connection) throws SQLException {
    this.connection = connection;
    orders =
        upsert(
            "orders",
            List.of("order_id"),
            OrderColumns.FIXED,
            joined(PLACE, joined(List.of("is_open"), OrderColumns.NAMES)));
    placements =
        upsert(
            "placements",
            List.of("placement_id"),
            List.of(),
            joined(PLACE, PlacementColumns.NAMES));
    attempts =
        upsert(
            "attempts",
            List.of("placement_id", "ordinal"),
            List.of(),
            PlacementColumns.ATTEMPT_NAMES);
    executions =
        upsert(
            "fills",
            List.of("account", "execution_id"),
            List.of(),
            joined(FillColumns.NAMES, List.of("busted")));
    positions = upsert("positions", List.of("account", "symbol"), List.of(), BookColumns.POSITION);
    balances = upsert("balances", List.of("account", "currency"), List.of(), BookColumns.BALANCE);
    instruments =
        upsert("instruments", List.of("account", "symbol"), List.of(), BookColumns.INSTRUMENT);
    events = connection.prepareStatement(insert("events", EventColumns.PLAIN));
    executionEvents = connection.prepareStatement(insert("events", EventColumns.NAMES));
    alarms = connection.prepareStatement(insert("alarms", BookColumns.ALARM));
    position = connection.prepareStatement("UPDATE journal_position SET sequence = ?");
    order =
        connection.prepareStatement(
            "SELECT " + String.join(", ", OrderColumns.NAMES) + " FROM orders WHERE order_id = ?");
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  /**
   * Inserts a row, or changes all of it but its key, its place and what is {@code fixed}. The place
   * is that of the row's first event, so an update must leave it alone.
   */
  private PreparedStatement upsert(
      String table, List<String> key, List<String> fixed, List<String> columns)
      throws SQLException {
    String changes =
        columns.stream()
            .filter(name -> !key.contains(name) && !PLACE.contains(name) && !fixed.contains(name))
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "));
    return connection.prepareStatement(
        insert(table, columns)
            + " ON CONFLICT ("
            + String.join(", ", key)
            + ") DO UPDATE SET "
            + changes);
  }

  private static String insert(String table, List<String> columns) {
    String parameters = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + parameters
        + ")";
  }

  /** The input that the rows stand for. */
  long sequence() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT sequence FROM journal_position");
        ResultSet result = select.executeQuery()) {
      if (!result.next()) {
        throw new SQLException("journal_position has lost its row");
      }
      long sequence = result.getLong(1);
      connection.commit();
      return sequence;
    }
  }

  /** Writes the outcomes, which follow {@link #sequence}, and commits them. */
  void apply(List<Outcome> outcomes) throws SQLException {
    write(outcomes);
    connection.commit();
  }

  /** Writes without a commit. */
  void write(List<Outcome> outcomes) throws SQLException {
    Batch batch = new Batch(this::written);
    outcomes.forEach(batch::add);
    write(batch.orders(), orders, Projection::writeOrder);
    write(batch.placements(), placements, Projection::writePlacement);
    writeAttempts(batch.placements());
    write(batch.executions(), executions, Projection::writeExecution);
    write(batch.positions(), positions, BookColumns::write);
    write(batch.balances(), balances, BookColumns::write);
    write(batch.listings(), instruments, Projection::writeListing);
    Map<Boolean, List<StoredEvent<OrderEvent>>> told =
        batch.events().stream().collect(Collectors.partitioningBy(EventColumns::isPlain));
    write(told.getOrDefault(true, List.of()), events, EventColumns::write);
    write(told.getOrDefault(false, List.of()), executionEvents, EventColumns::write);
    write(batch.alarms(), alarms, BookColumns::write);
    position.setLong(1, outcomes.getLast().sequence());
    position.executeUpdate();
  }

  /** Fills the parameters of one row. */
  @FunctionalInterface
  private interface RowWriter<T> {
    void write(Parameters row, T value) throws SQLException;
  }

  private static <T> void write(
      Collection<T> values, PreparedStatement statement, RowWriter<T> writer) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    Parameters row = new Parameters(statement);
    for (T value : values) {
      writer.write(row, value);
      row.endRow();
    }
    statement.executeBatch();
  }

  private static void writeOrder(Parameters row, Batch.Seen<Order> seen) throws SQLException {
    row.place(seen.place()).flag(seen.latest().status().isOpen());
    OrderColumns.write(row, seen.latest());
  }

  private static void writePlacement(Parameters row, Batch.Seen<Placement> seen)
      throws SQLException {
    row.place(seen.place());
    PlacementColumns.write(row, seen.latest());
  }

  private static void writeExecution(Parameters row, Batch.Execution execution)
      throws SQLException {
    FillColumns.write(row, execution.fill());
    row.flag(execution.busted());
  }

  private static void writeListing(Parameters row, Batch.Listing listing) throws SQLException {
    BookColumns.write(row, listing.account(), listing.instrument());
  }

  /**
   * The attempts of each placement as they are now. There is none to take away: the engine's list
   * of them never gets shorter, because for the one that it forgets it has just added another.
   */
  private void writeAttempts(Collection<Batch.Seen<Placement>> seen) throws SQLException {
    Parameters row = new Parameters(attempts);
    for (Batch.Seen<Placement> one : seen) {
      Placement placement = one.latest();
      List<Attempt> list = placement.attempts();
      for (int ordinal = 0; ordinal < list.size(); ordinal++) {
        PlacementColumns.write(row, placement.id(), ordinal, list.get(ordinal));
        row.endRow();
      }
    }
    attempts.executeBatch();
  }

  private Optional<Order> written(OrderId id) {
    try {
      order.setString(1, id.toString());
      try (ResultSet results = order.executeQuery()) {
        Row row = new Row(results);
        return row.next() ? Optional.of(OrderColumns.read(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw StoreFile.failure("read order " + id, e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
