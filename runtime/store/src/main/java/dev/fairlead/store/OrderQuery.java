// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static java.util.stream.Collectors.groupingBy;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders of a principal to list: {@code OrderQuery.of(principal).status(OPEN).limit(50)}.
 * Listed by the time of submission; orders of the same instant by their place in the journal, so
 * that a cursor meets each order exactly once.
 *
 * @param after submitted later than this
 * @param until submitted earlier than this
 * @param symbols of one of these instruments; empty for all
 * @param assetClasses of an instrument that some broker lists as one of these; empty or all of them
 *     for any, listed or not
 * @param beforeOrder submitted before this order of the same principal
 * @param afterOrder submitted after this order of the same principal
 * @param limit most orders to list, 1 to {@value #LIMIT_MAX}
 */
public record OrderQuery(
    Principal principal,
    Status status,
    @Nullable Instant after,
    @Nullable Instant until,
    Set<Symbol> symbols,
    Set<AssetClass> assetClasses,
    @Nullable Side side,
    @Nullable OrderId beforeOrder,
    @Nullable OrderId afterOrder,
    boolean newestFirst,
    int limit) {
  public static final int LIMIT_MAX = 10_000;

  private static final String PLACE = "(submitted_at, sequence, event_index)";
  private static final String PLACE_OF_ORDER =
      "(SELECT o.submitted_at, o.sequence, o.event_index FROM orders o"
          + " WHERE o.order_id = ? AND o.principal = ?)";

  /**
   * An order and the orders that it brought along, those that count by now: one that was replaced
   * stands aside for its successor.
   *
   * @param legs in the order in which they were told of first; empty for an order alone
   */
  public record Family(Order order, List<Order> legs) {
    /** Keeps the list as it is. */
    public Family {
      legs = List.copyOf(legs);
    }
  }

  /** Which states are wanted. */
  public enum Status {
    OPEN,
    CLOSED,
    ALL
  }

  /** Refuses a limit out of range. */
  public OrderQuery {
    symbols = Set.copyOf(symbols);
    assetClasses = Set.copyOf(assetClasses);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit " + limit + " is not 1 to " + LIMIT_MAX);
    }
  }

  /** All orders of {@code principal}, newest first, {@value #LIMIT_MAX} at most. */
  public static OrderQuery of(Principal principal) {
    return new OrderQuery(
        principal, Status.ALL, null, null, Set.of(), Set.of(), null, null, null, true, LIMIT_MAX);
  }

  public OrderQuery status(Status changed) {
    return new OrderQuery(
        principal,
        changed,
        after,
        until,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery after(Instant changed) {
    return new OrderQuery(
        principal,
        status,
        changed,
        until,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery until(Instant changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        changed,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery symbols(Set<Symbol> changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        changed,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery assetClasses(Set<AssetClass> changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        changed,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery side(Side changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        assetClasses,
        changed,
        beforeOrder,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery beforeOrder(OrderId changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        assetClasses,
        side,
        changed,
        afterOrder,
        newestFirst,
        limit);
  }

  public OrderQuery afterOrder(OrderId changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        changed,
        newestFirst,
        limit);
  }

  public OrderQuery oldestFirst() {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        false,
        limit);
  }

  public OrderQuery limit(int changed) {
    return new OrderQuery(
        principal,
        status,
        after,
        until,
        symbols,
        assetClasses,
        side,
        beforeOrder,
        afterOrder,
        newestFirst,
        changed);
  }

  Query select() {
    return ordered(filtered());
  }

  /**
   * The same without the legs whose parents are among them: those that the client has named, as far
   * as the parent matches by status and side. A leg without its parent stands for itself, so that
   * nothing that matches is left out.
   */
  Query selectNested() {
    StringBuilder parent =
        new StringBuilder("SELECT 1 FROM orders p WHERE p.group_id = orders.group_id")
            .append(" AND p.is_leg = 0 AND p.status <> 'REPLACED'");
    switch (status) {
      case OPEN -> parent.append(" AND p.is_open = 1");
      case CLOSED -> parent.append(" AND p.is_open = 0");
      case ALL -> {}
    }
    List<Object> values = new ArrayList<>();
    if (side != null) {
      parent.append(" AND p.side = ?");
      values.add(text(side));
    }
    String alone = "(is_leg = 0 OR NOT EXISTS (" + parent + "))";
    return ordered(filtered().where(alone, values.toArray()));
  }

  private Query filtered() {
    Query query = Query.of(OrderColumns.NAMES, "orders").where("principal = ?", text(principal));
    switch (status) {
      // Written out, not as a parameter, because only so does the partial index serve.
      case OPEN -> query.where("is_open = 1");
      case CLOSED -> query.where("is_open = 0");
      case ALL -> {}
    }
    if (after != null) {
      query.where("submitted_at > ?", Timestamps.text(after));
    }
    if (until != null) {
      query.where("submitted_at < ?", Timestamps.text(until));
    }
    if (!symbols.isEmpty()) {
      query.whereOneOf("symbol", symbols);
    }
    if (narrowsAssetClasses()) {
      String listed = "symbol IN (SELECT i.symbol FROM instruments i WHERE i.asset_class";
      query.whereOneOf(listed, assetClasses).then(")");
    }
    if (side != null) {
      query.where("side = ?", text(side));
    }
    if (beforeOrder != null) {
      query.where(PLACE + " < " + PLACE_OF_ORDER, text(beforeOrder), text(principal));
    }
    if (afterOrder != null) {
      query.where(PLACE + " > " + PLACE_OF_ORDER, text(afterOrder), text(principal));
    }
    return query;
  }

  private Query ordered(Query query) {
    String direction = newestFirst ? "DESC" : "ASC";
    return query
        .then("ORDER BY submitted_at %1$s, sequence %1$s, event_index %1$s".formatted(direction))
        .then("LIMIT ?", limit);
  }

  /** Asking for all classes asks for none in particular: also what nobody lists any more. */
  private boolean narrowsAssetClasses() {
    return !assetClasses.isEmpty() && assetClasses.size() < AssetClass.values().length;
  }

  private static String text(Object value) {
    return value.toString();
  }

  /** The orders with their legs, in one question however many there are. */
  static List<Family> families(Readers.Reader reader, List<Order> orders) throws SQLException {
    List<OrderId> groups =
        orders.stream()
            .filter(OrderQuery::mayHaveLegs)
            .map(OrderQuery::groupOf)
            .distinct()
            .toList();
    Map<OrderId, List<Order>> legs =
        groups.isEmpty()
            ? Map.of()
            : reader.list(legs(groups), OrderColumns::read).stream()
                .collect(groupingBy(OrderQuery::groupOf));
    return orders.stream()
        .map(order ->
            new Family(
                order,
                mayHaveLegs(order) ? legs.getOrDefault(groupOf(order), List.of()) : List.of()))
        .toList();
  }

  /** One that was replaced has handed them on. */
  private static boolean mayHaveLegs(Order order) {
    Order.Group group = order.group();
    return group != null && !group.isLeg() && order.status() != OrderStatus.REPLACED;
  }

  private static OrderId groupOf(Order order) {
    return Objects.requireNonNull(order.group()).id();
  }

  /** The last id fills up to a power of two, so that there are few statements to prepare. */
  private static Query legs(List<OrderId> groups) {
    int width = Integer.highestOneBit(Math.max(1, 2 * groups.size() - 1));
    List<OrderId> padded = new ArrayList<>(groups);
    padded.addAll(Collections.nCopies(width - groups.size(), groups.getLast()));
    return Query.of(OrderColumns.NAMES, "orders")
        .whereOneOf("group_id", padded)
        .where("is_leg = 1")
        .where("status <> 'REPLACED'")
        // One that was to take over and was refused never was a leg.
        .where("NOT (status = 'REJECTED' AND replaces IS NOT NULL)")
        .then("ORDER BY sequence, event_index");
  }
}
