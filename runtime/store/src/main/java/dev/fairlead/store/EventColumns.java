// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code events}: the order as it was, what happened to it, and why it went where it
 * was then, if that was decided with it. What was decided is on the row of the event before it and
 * not on one of its own, because an order causes rows enough.
 */
final class EventColumns {
  /** Empty in an event that tells of no execution, as most do. */
  private static final List<String> EXECUTION =
      Stream.of(
              FillColumns.FILL.stream().map(name -> "fill_" + name),
              BookColumns.POSITION.stream().map(name -> "position_" + name))
          .flatMap(names -> names)
          .toList();

  private static final List<String> ROUTE =
      List.of("route_index", "route_strategy", "route_reason");

  /** What an event says. */
  private static final List<String> NAMES =
      Stream.of(
              Stream.of(
                  "sequence", "event_index", "happened_at", "number", "principal", "order_id"),
              OrderColumns.CHANGING.stream(),
              Stream.of("kind", "detail"),
              EXECUTION.stream())
          .flatMap(names -> names)
          .toList();

  static final List<String> WRITTEN = Stream.concat(NAMES.stream(), ROUTE.stream()).toList();

  /** Of a row with a route, what a {@link Routed} is read from. */
  static final List<String> ROUTED =
      List.of(
          "sequence",
          "route_index",
          "happened_at",
          "order_id",
          "placement_id",
          "account",
          "route_strategy",
          "route_reason");

  /** What is read: the order's fixed part comes from its own row. */
  static final List<String> READ =
      Stream.of(
              NAMES.subList(0, 4).stream().map(name -> "e." + name),
              OrderColumns.FIXED.stream().map(name -> "o." + name),
              NAMES.subList(6, NAMES.size()).stream().map(name -> "e." + name))
          .flatMap(names -> names)
          .toList();

  static final String TABLES = "events e JOIN orders o ON o.order_id = e.order_id";

  private enum Kind {
    ACCEPTED,
    WORKING,
    FILLED,
    LATE_FILL,
    BUSTED,
    CORRECTED,
    CANCEL_REQUESTED,
    CANCEL_REFUSED,
    CANCELED,
    EXPIRED,
    REJECTED,
    REPLACE_REQUESTED,
    REPLACE_REFUSED,
    REPLACED,
    IN_DOUBT,
    REROUTED,
    REINSTATED,
    TRAILED,
    HELD,
    RELEASED,
    COMPLETED,
    SIZED
  }

  /** The execution that an event tells of, and the position after it. */
  record Execution(Fill fill, Position position) {}

  /** An event's parts: which it is, what it says, the execution it tells of, and the position. */
  private record Parts(
      Kind kind, @Nullable String detail, @Nullable Fill fill, @Nullable Position position) {
    static Parts plain(Kind kind) {
      return new Parts(kind, null, null, null);
    }

    static Parts saying(Kind kind, Object detail) {
      return new Parts(kind, detail.toString(), null, null);
    }

    static Parts executing(Kind kind, Fill fill, Position position) {
      return new Parts(kind, null, fill, position);
    }
  }

  private EventColumns() {}

  /** The execution that {@code what} tells of, if it tells of one. */
  static Optional<Execution> execution(Happened what) {
    Parts parts = parts(what);
    return parts.fill() == null || parts.position() == null
        ? Optional.empty()
        : Optional.of(new Execution(parts.fill(), parts.position()));
  }

  static void write(NewRow row, Batch.Told told) {
    write(row, told.event());
    Batch.Route route = told.route();
    if (route == null) {
      row.nothing(ROUTE.size());
    } else {
      row.number(route.index()).text(route.strategy()).text(route.reason());
    }
  }

  private static void write(NewRow row, StoredEvent<OrderEvent> stored) {
    row.place(stored.place()).instant(stored.at()).number(stored.event().number());
    Order order = stored.event().order();
    row.text(order.principal()).text(order.id());
    OrderColumns.writeChanging(row, order);
    Parts parts = parts(stored.event().what());
    row.name(parts.kind()).textOrNull(parts.detail());
    if (parts.fill() == null) {
      row.nothing(FillColumns.FILL.size());
    } else {
      FillColumns.write(row, parts.fill());
    }
    if (parts.position() == null) {
      row.nothing(BookColumns.POSITION.size());
    } else {
      BookColumns.write(row, parts.position());
    }
  }

  private static Parts parts(Happened what) {
    return switch (what) {
      case Happened.Accepted() -> Parts.plain(Kind.ACCEPTED);
      case Happened.Working() -> Parts.plain(Kind.WORKING);
      case Happened.Filled(Fill fill, Position position) ->
          Parts.executing(Kind.FILLED, fill, position);
      case Happened.LateFill(Fill fill, Position position) ->
          Parts.executing(Kind.LATE_FILL, fill, position);
      case Happened.Busted(Fill fill, Position position) ->
          Parts.executing(Kind.BUSTED, fill, position);
      case Happened.Corrected(Fill fill, Position position) ->
          Parts.executing(Kind.CORRECTED, fill, position);
      case Happened.CancelRequested() -> Parts.plain(Kind.CANCEL_REQUESTED);
      case Happened.CancelRefused(String reason) -> Parts.saying(Kind.CANCEL_REFUSED, reason);
      case Happened.Canceled() -> Parts.plain(Kind.CANCELED);
      case Happened.Expired() -> Parts.plain(Kind.EXPIRED);
      case Happened.Rejected(String reason) -> Parts.saying(Kind.REJECTED, reason);
      case Happened.ReplaceRequested(OrderId successor) ->
          Parts.saying(Kind.REPLACE_REQUESTED, successor);
      case Happened.ReplaceRefused(String reason) -> Parts.saying(Kind.REPLACE_REFUSED, reason);
      case Happened.Replaced(OrderId successor) -> Parts.saying(Kind.REPLACED, successor);
      case Happened.InDoubt(String cause) -> Parts.saying(Kind.IN_DOUBT, cause);
      case Happened.Rerouted(String cause) -> Parts.saying(Kind.REROUTED, cause);
      case Happened.Reinstated() -> Parts.plain(Kind.REINSTATED);
      case Happened.Trailed() -> Parts.plain(Kind.TRAILED);
      case Happened.Held() -> Parts.plain(Kind.HELD);
      case Happened.Released() -> Parts.plain(Kind.RELEASED);
      case Happened.Completed(Position position) -> new Parts(Kind.COMPLETED, null, null, position);
      case Happened.Sized() -> Parts.plain(Kind.SIZED);
    };
  }

  static StoredEvent<OrderEvent> read(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    long number = row.number();
    Order order = OrderColumns.read(row);
    return new StoredEvent<>(place, at, new OrderEvent(number, order, readHappened(row)));
  }

  static StoredEvent<Routed> readRouted(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    OrderId order = row.orderId();
    PlacementId placement = new PlacementId(row.text());
    BrokerAccount account = row.account();
    String strategy = row.text();
    return new StoredEvent<>(
        place, at, new Routed(order, placement, account, strategy, row.text()));
  }

  private static Happened readHappened(Row row) throws SQLException {
    return switch (row.name(Kind.class)) {
      case ACCEPTED -> new Happened.Accepted();
      case WORKING -> new Happened.Working();
      case FILLED -> readExecution(row, Happened.Filled::new);
      case LATE_FILL -> readExecution(row, Happened.LateFill::new);
      case BUSTED -> readExecution(row, Happened.Busted::new);
      case CORRECTED -> readExecution(row, Happened.Corrected::new);
      case CANCEL_REQUESTED -> new Happened.CancelRequested();
      case CANCEL_REFUSED -> new Happened.CancelRefused(row.text());
      case CANCELED -> new Happened.Canceled();
      case EXPIRED -> new Happened.Expired();
      case REJECTED -> new Happened.Rejected(row.text());
      case REPLACE_REQUESTED -> new Happened.ReplaceRequested(row.orderId());
      case REPLACE_REFUSED -> new Happened.ReplaceRefused(row.text());
      case REPLACED -> new Happened.Replaced(row.orderId());
      case IN_DOUBT -> new Happened.InDoubt(row.text());
      case REROUTED -> new Happened.Rerouted(row.text());
      case REINSTATED -> new Happened.Reinstated();
      case TRAILED -> new Happened.Trailed();
      case HELD -> new Happened.Held();
      case RELEASED -> new Happened.Released();
      case COMPLETED -> {
        row.skip(1 + FillColumns.FILL.size());
        yield new Happened.Completed(BookColumns.readPosition(row));
      }
      case SIZED -> new Happened.Sized();
    };
  }

  private static Happened readExecution(Row row, BiFunction<Fill, Position, Happened> happened)
      throws SQLException {
    row.skip(1);
    Fill fill = FillColumns.readFill(row);
    return happened.apply(fill, BookColumns.readPosition(row));
  }

  /** The number of the principal's newest event; 0 where there is none. */
  static long last(Readers.Reader reader, Principal principal) throws SQLException {
    Query query =
        Query.of(List.of("number"), "events")
            .where("principal = ?", principal.keyId())
            .then("ORDER BY number DESC LIMIT 1");
    return reader.list(query, Row::number).stream().findFirst().orElse(0L);
  }

  /**
   * That of its last event which an input before {@code at} led to. A search by halves: numbers
   * have no gap and times do not go back (I-32), so the rows need no index by time.
   */
  static long lastBefore(Readers.Reader reader, Principal principal, Instant at)
      throws SQLException {
    String limit = Timestamps.text(at);
    long before = 0;
    long after = last(reader, principal) + 1;
    while (after - before > 1) {
      long middle = before + (after - before) / 2;
      if (toldAt(reader, principal, middle).compareTo(limit) < 0) {
        before = middle;
      } else {
        after = middle;
      }
    }
    return before;
  }

  private static String toldAt(Readers.Reader reader, Principal principal, long number)
      throws SQLException {
    Query query =
        Query.of(List.of("happened_at"), "events")
            .where("principal = ?", principal.keyId())
            .where("number = ?", number);
    return reader.list(query, Row::text).stream()
        .findFirst()
        .orElseThrow(
            () -> new SQLException("event " + number + " of " + principal + " is missing (I-32)"));
  }
}
