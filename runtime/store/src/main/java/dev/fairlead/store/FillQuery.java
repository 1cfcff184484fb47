// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which executions to list: {@code FillQuery.all().of(principal).limit(100)}. Only those that
 * count: the newest revision of each, and none that was busted. Listed by the time of execution;
 * those of the same instant by their place in the journal.
 *
 * @param principal whose orders they filled; null for everybody's
 * @param after executed later than this
 * @param until executed earlier than this
 * @param past a cursor: in the direction of the listing, only what comes after the execution, or
 *     the flow of cash or the move, with this {@link StoredFill#place}; an unknown one is followed
 *     by nothing
 * @param limit most executions to list, 1 to {@value #LIMIT_MAX}
 */
public record FillQuery(
    @Nullable Principal principal,
    @Nullable BrokerAccount account,
    @Nullable Symbol symbol,
    @Nullable OrderId order,
    @Nullable Side side,
    @Nullable Instant after,
    @Nullable Instant until,
    @Nullable EventPlace past,
    boolean newestFirst,
    int limit) {
  public static final int LIMIT_MAX = 10_000;

  private static final String PLACE = "(filled_at, sequence, event_index)";

  /** Of an execution, a flow of cash or a move: activities of all kinds are paged as one list. */
  static final String PLACE_OF_ACTIVITY =
      "(SELECT a.happened_at, a.sequence, a.event_index FROM ("
          + "SELECT f.filled_at AS happened_at, f.sequence, f.event_index FROM fills f"
          + " WHERE f.sequence = ? AND f.event_index = ?"
          + " UNION ALL SELECT c.happened_at, c.sequence, c.event_index FROM cash_flows c"
          + " WHERE c.sequence = ? AND c.event_index = ?"
          + " UNION ALL SELECT m.happened_at, m.sequence, m.event_index FROM moves m"
          + " WHERE m.sequence = ? AND m.event_index = ?) a)";

  /** What goes with it. */
  static Object[] placeOfActivity(EventPlace place) {
    return new Object[] {
      place.sequence(),
      place.index(),
      place.sequence(),
      place.index(),
      place.sequence(),
      place.index()
    };
  }

  /** Refuses a limit out of range. */
  public FillQuery {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit " + limit + " is not 1 to " + LIMIT_MAX);
    }
  }

  /** Every execution, newest first, {@value #LIMIT_MAX} at most. */
  public static FillQuery all() {
    return new FillQuery(null, null, null, null, null, null, null, null, true, LIMIT_MAX);
  }

  public FillQuery of(Principal changed) {
    return new FillQuery(
        changed, account, symbol, order, side, after, until, past, newestFirst, limit);
  }

  public FillQuery at(BrokerAccount changed) {
    return new FillQuery(
        principal, changed, symbol, order, side, after, until, past, newestFirst, limit);
  }

  public FillQuery of(Symbol changed) {
    return new FillQuery(
        principal, account, changed, order, side, after, until, past, newestFirst, limit);
  }

  public FillQuery of(OrderId changed) {
    return new FillQuery(
        principal, account, symbol, changed, side, after, until, past, newestFirst, limit);
  }

  public FillQuery of(Side changed) {
    return new FillQuery(
        principal, account, symbol, order, changed, after, until, past, newestFirst, limit);
  }

  public FillQuery after(Instant changed) {
    return new FillQuery(
        principal, account, symbol, order, side, changed, until, past, newestFirst, limit);
  }

  public FillQuery until(Instant changed) {
    return new FillQuery(
        principal, account, symbol, order, side, after, changed, past, newestFirst, limit);
  }

  /** Executed on this day, as a clock in {@code zone} shows it. */
  public FillQuery on(LocalDate day, ZoneId zone) {
    return after(day.atStartOfDay(zone).toInstant().minusNanos(1))
        .until(day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  public FillQuery past(EventPlace changed) {
    return new FillQuery(
        principal, account, symbol, order, side, after, until, changed, newestFirst, limit);
  }

  public FillQuery oldestFirst() {
    return new FillQuery(principal, account, symbol, order, side, after, until, past, false, limit);
  }

  public FillQuery limit(int changed) {
    return new FillQuery(
        principal, account, symbol, order, side, after, until, past, newestFirst, changed);
  }

  Query select() {
    Query query = Query.of(FillColumns.NAMES, "fills").where("busted = 0");
    equal(query, "principal", principal);
    equal(query, "account", account);
    equal(query, "symbol", symbol);
    equal(query, "order_id", order);
    equal(query, "side", side == null ? null : side.name());
    if (after != null) {
      query.where("filled_at > ?", Timestamps.text(after));
    }
    if (until != null) {
      query.where("filled_at < ?", Timestamps.text(until));
    }
    if (past != null) {
      String beyond = PLACE + (newestFirst ? " < " : " > ") + PLACE_OF_ACTIVITY;
      query.where(beyond, placeOfActivity(past));
    }
    String direction = newestFirst ? "DESC" : "ASC";
    return query
        .then("ORDER BY filled_at %1$s, sequence %1$s, event_index %1$s".formatted(direction))
        .then("LIMIT ?", limit);
  }

  private static void equal(Query query, String column, @Nullable Object value) {
    if (value != null) {
      query.where(column + " = ?", value.toString());
    }
  }
}
