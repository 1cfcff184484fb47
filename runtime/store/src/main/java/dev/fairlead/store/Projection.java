// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Event.GatewayEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.store.Table.NewRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes outcomes as rows, a batch and the journal position that it reaches in one transaction. One
 * thread at a time. After a failure it must be closed, which takes back what was not committed.
 */
final class Projection implements AutoCloseable {
  /** Of a row that is kept: that of its first event, so an update must leave it alone. */
  private static final List<String> PLACE = List.of("sequence", "event_index");

  private final Connection connection;
  private final Table orders;
  private final Table placements;
  private final Table attempts;
  private final Table executions;
  private final Table positions;
  private final Table balances;
  private final Table instruments;
  private final Table events;
  private final Table candidates;
  private final Table alarms;
  private final Table flows;
  private final Table moves;
  private final Table health;
  private final Table gatewayEvents;
  private final Table failovers;
  private final PreparedStatement position;
  private final PreparedStatement order;

  /** The number of the newest gateway event in the rows. */
  private long told;

  /** Takes over a connection that does not commit by itself. */
  Projection(Connection connection) throws SQLException {
    this.connection = connection;
    orders =
        kept(
            "orders",
            List.of("order_id"),
            joined(PLACE, OrderColumns.FIXED),
            joined(PLACE, joined(List.of("is_open", "is_leg"), OrderColumns.NAMES)));
    placements =
        kept("placements", List.of("placement_id"), PLACE, joined(PLACE, PlacementColumns.NAMES));
    attempts =
        kept(
            "attempts",
            List.of("placement_id", "ordinal"),
            List.of(),
            PlacementColumns.ATTEMPT_NAMES);
    executions =
        kept(
            "fills",
            List.of("account", "execution_id"),
            PLACE,
            joined(FillColumns.NAMES, List.of("busted")));
    positions = kept("positions", List.of("account", "symbol"), List.of(), BookColumns.POSITION);
    balances = kept("balances", List.of("account", "currency"), List.of(), BookColumns.BALANCE);
    instruments =
        kept("instruments", List.of("account", "symbol"), List.of(), BookColumns.INSTRUMENT);
    events = Table.ofNew(connection, "events", EventColumns.WRITTEN);
    candidates = Table.ofNew(connection, "route_candidates", CandidateColumns.NAMES);
    alarms = Table.ofNew(connection, "alarms", BookColumns.ALARM);
    flows = Table.ofNew(connection, "cash_flows", BookColumns.FLOW);
    moves = Table.ofNew(connection, "moves", BookColumns.MOVE);
    health = Table.ofNew(connection, "health", BookColumns.HEALTH);
    gatewayEvents = Table.ofNew(connection, "gateway_events", BookColumns.TOLD);
    told = number("SELECT coalesce(max(number), 0) FROM gateway_events");
    failovers = Table.ofNew(connection, "failovers", BookColumns.FAILOVER);
    position = connection.prepareStatement("UPDATE journal_position SET sequence = ?");
    order =
        connection.prepareStatement(
            "SELECT " + String.join(", ", OrderColumns.NAMES) + " FROM orders WHERE order_id = ?");
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  private Table kept(String name, List<String> key, List<String> fixed, List<String> columns)
      throws SQLException {
    return Table.ofKept(connection, name, key, fixed, columns);
  }

  /** The input that the rows stand for. */
  long sequence() throws SQLException {
    long sequence = number("SELECT sequence FROM journal_position");
    connection.commit();
    return sequence;
  }

  private long number(String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet result = select.executeQuery()) {
      if (!result.next()) {
        throw new SQLException("a row is lost: " + sql);
      }
      return result.getLong(1);
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
    orders.write(batch.orders(), Projection::writeOrder);
    placements.write(batch.placements(), Projection::writePlacement);
    // There is none to take away: the engine's list of them never gets shorter, because for the
    // one that it forgets it has just added another.
    attempts.write(batch.attempts(), PlacementColumns::write);
    executions.write(batch.executions(), Projection::writeExecution);
    positions.write(batch.positions(), BookColumns::write);
    balances.write(batch.balances(), BookColumns::write);
    instruments.write(batch.listings(), Projection::writeListing);
    events.write(batch.events(), EventColumns::write);
    candidates.write(batch.candidates(), CandidateColumns::write);
    alarms.write(batch.alarms(), BookColumns::write);
    flows.write(batch.flows(), BookColumns::write);
    moves.write(batch.moves(), BookColumns::write);
    health.write(batch.verdicts(), BookColumns::writeHealth);
    gatewayEvents.write(numbered(batch.told()), BookColumns::write);
    failovers.write(batch.failovers(), BookColumns::writeFailover);
    position.setLong(1, outcomes.getLast().sequence());
    position.executeUpdate();
  }

  /** Counted from 1 without a gap, in the order of the journal, so that a rebuild counts alike. */
  private List<Moment.Told> numbered(List<StoredEvent<GatewayEvent>> happened) {
    List<Moment.Told> numbered = new ArrayList<>(happened.size());
    for (StoredEvent<GatewayEvent> stored : happened) {
      numbered.add(Moment.Told.of(++told, stored));
    }
    return numbered;
  }

  private static void writeOrder(NewRow row, Batch.Seen<Order> seen) {
    Group group = seen.latest().group();
    row.place(seen.place())
        .flag(seen.latest().status().isOpen())
        .flag(group != null && group.isLeg());
    OrderColumns.write(row, seen.latest());
  }

  private static void writePlacement(NewRow row, Batch.Seen<Placement> seen) {
    row.place(seen.place());
    PlacementColumns.write(row, seen.latest());
  }

  private static void writeExecution(NewRow row, Batch.Execution execution) {
    FillColumns.write(row, execution.fill());
    row.flag(execution.busted());
  }

  private static void writeListing(NewRow row, Batch.Listing listing) {
    BookColumns.write(row, listing.account(), listing.instrument());
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
