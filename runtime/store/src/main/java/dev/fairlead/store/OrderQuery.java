// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import java.time.Instant;
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
 * @param assetClasses of an instrument that some broker lists as one of these; empty for all
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
    if (!assetClasses.isEmpty()) {
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
    String direction = newestFirst ? "DESC" : "ASC";
    return query
        .then("ORDER BY submitted_at %1$s, sequence %1$s, event_index %1$s".formatted(direction))
        .then("LIMIT ?", limit);
  }

  private static String text(Object value) {
    return value.toString();
  }
}
