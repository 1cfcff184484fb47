// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.calendar.Timestamps;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.GatewayEvent;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.notice.Details;
import dev.fairlead.notice.EventName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows as one transaction left them, to be asked several things. Good for as long as {@link
 * Store#at} runs, on its thread. Every method may throw {@link StoreException}.
 */
public final class Moment {
  /** Most rows that are held at once, however many are gone through. */
  private static final int PAGE = 5_000;

  private final Readers.Reader reader;

  Moment(Readers.Reader reader) {
    this.reader = reader;
  }

  /**
   * Money that came or went for a cause other than a fill, the opening balance first.
   *
   * @param place of the event that told of it; serves as a cursor like that of an execution
   * @param at when the broker entered it; the gateway's time of it where nobody says
   * @param amount negative where it went
   * @param symbol what it is about; null where it is about none
   */
  public record Flow(
      EventPlace place,
      Instant at,
      BrokerAccount account,
      Money amount,
      String cause,
      MovementKind kind,
      @Nullable Symbol symbol) {}

  /**
   * Units that came or went for a cause other than a fill.
   *
   * @param place of the event that told of it
   * @param at when the broker entered it; the gateway's time of it where nobody says
   */
  public record Move(EventPlace place, Instant at, Moved move) {}

  /**
   * What happened to the gateway itself, as its operators are told.
   *
   * @param number counts these from 1 without a gap, in the journal's order (I-32)
   * @param details what it says, as {@link Details} has it
   */
  public record Told(
      long number,
      EventPlace place,
      Instant at,
      EventName name,
      BrokerAccount account,
      SequencedMap<String, String> details) {
    static Told of(long number, StoredEvent<GatewayEvent> stored) {
      GatewayEvent event = stored.event();
      return new Told(
          number,
          stored.place(),
          stored.at(),
          EventName.of(event),
          event.account(),
          Details.of(event));
    }
  }

  /**
   * Which flows or moves to list, by their time and place.
   *
   * @param after later than this
   * @param until earlier than this
   * @param past a cursor, as that of {@link FillQuery}
   * @param kinds only those of these kinds; all where it is empty
   * @param limit most to list
   */
  public record FlowQuery(
      @Nullable Instant after,
      @Nullable Instant until,
      @Nullable EventPlace past,
      Set<MovementKind> kinds,
      boolean newestFirst,
      int limit) {
    /** All of them, oldest first. */
    public static FlowQuery all() {
      return new FlowQuery(null, null, null, Set.of(), false, FillQuery.LIMIT_MAX);
    }

    public FlowQuery past(EventPlace changed) {
      return new FlowQuery(after, until, changed, kinds, newestFirst, limit);
    }

    private Query select(List<String> columns, String table) {
      Query query = Query.of(columns, table);
      if (after != null) {
        query.where("happened_at > ?", Timestamps.text(after));
      }
      if (until != null) {
        query.where("happened_at < ?", Timestamps.text(until));
      }
      if (past != null) {
        query.where(
            "(happened_at, sequence, event_index)"
                + (newestFirst ? " < " : " > ")
                + FillQuery.PLACE_OF_ACTIVITY,
            FillQuery.placeOfActivity(past));
      }
      if (!kinds.isEmpty()) {
        query.whereOneOf("kind", kinds);
      }
      String direction = newestFirst ? "DESC" : "ASC";
      return query
          .then("ORDER BY happened_at %1$s, sequence %1$s, event_index %1$s".formatted(direction))
          .then("LIMIT ?", limit);
    }
  }

  public List<StoredFill> fills(FillQuery query) {
    return list(query.select(), FillColumns::read);
  }

  /** Their clients' own names of these orders. */
  public Map<OrderId, String> clientOrderIds(Collection<OrderId> orders) {
    if (orders.isEmpty()) {
      return Map.of();
    }
    Query query =
        Query.of(List.of("order_id", "client_order_id"), "orders").whereOneOf("order_id", orders);
    Map<OrderId, String> names = new HashMap<>();
    list(query, row -> Map.entry(row.orderId(), row.text()))
        .forEach(entry -> names.put(entry.getKey(), entry.getValue()));
    return names;
  }

  /** Goes through all executions that {@code query} finds, whatever its limit. */
  public void eachFill(FillQuery query, Consumer<StoredFill> visitor) {
    FillQuery page = query.limit(PAGE);
    List<StoredFill> found = fills(page);
    while (!found.isEmpty()) {
      found.forEach(visitor);
      found = found.size() < PAGE ? List.of() : fills(page.past(found.getLast().place()));
    }
  }

  /**
   * Goes through the executions at or after {@code since} that were booked after {@code place}, in
   * the order in which they were booked.
   */
  public void eachBooked(Instant since, EventPlace place, Consumer<StoredFill> visitor) {
    EventPlace last = place;
    List<StoredFill> found = booked(since, last);
    while (!found.isEmpty()) {
      found.forEach(visitor);
      last = found.getLast().place();
      found = found.size() < PAGE ? List.of() : booked(since, last);
    }
  }

  private List<StoredFill> booked(Instant since, EventPlace place) {
    Query query =
        Query.of(FillColumns.NAMES, "fills")
            .where("busted = 0")
            .where("filled_at >= ?", Timestamps.text(since))
            .where("(sequence, event_index) > (?, ?)", place.sequence(), place.index())
            .then("ORDER BY sequence, event_index LIMIT ?", PAGE);
    return list(query, FillColumns::read);
  }

  /**
   * How many revisions of executions, busts among them, and flows and moves there were: grows with
   * every one.
   */
  public long revisions() {
    String sum =
        "(SELECT coalesce(sum(revision + busted), 0) FROM fills WHERE (busted = 1 OR revision > 0))"
            + " + (SELECT count(*) FROM cash_flows) + (SELECT count(*) FROM moves)";
    return list(Query.of(List.of(sum), "journal_position"), Row::number).getFirst();
  }

  public List<Flow> flows(FlowQuery query) {
    return list(query.select(BookColumns.FLOW, "cash_flows"), BookColumns::readFlow);
  }

  public List<Move> moves(FlowQuery query) {
    return list(query.select(BookColumns.MOVE, "moves"), BookColumns::readMove);
  }

  /** Goes through all units that came or went without a fill, oldest first. */
  public void eachMove(Consumer<Move> visitor) {
    FlowQuery query = FlowQuery.all();
    List<Move> found = moves(query);
    while (!found.isEmpty()) {
      found.forEach(visitor);
      found = moves(query.past(found.getLast().place()));
    }
  }

  /** What happened to the gateway after its event {@code number}, in order (I-32). */
  public List<Told> told(long number, int limit) {
    Query query =
        Query.of(BookColumns.TOLD, "gateway_events")
            .where("number > ?", number)
            .then("ORDER BY number LIMIT ?", limit);
    return list(query, BookColumns::readTold);
  }

  /** The number of the newest of these; 0 where there is none. */
  public long lastTold() {
    return list(Query.of(List.of("coalesce(max(number), 0)"), "gateway_events"), Row::number)
        .getFirst();
  }

  /**
   * The verdicts on the link to {@code account} that were told before {@code past}, newest first.
   *
   * @param past null for the newest of all
   */
  public List<StoredEvent<HealthChanged>> health(
      BrokerAccount account, @Nullable EventPlace past, int limit) {
    Query query = Query.of(BookColumns.HEALTH, "health").where("account = ?", account.toString());
    if (past != null) {
      query.where("(sequence, event_index) < (?, ?)", past.sequence(), past.index());
    }
    return list(
        query.then("ORDER BY sequence DESC, event_index DESC LIMIT ?", limit),
        BookColumns::readHealth);
  }

  /**
   * Which accounts came to act before {@code past}, newest first.
   *
   * @param past null for the newest of all
   */
  public List<StoredEvent<FailedOver>> failovers(@Nullable EventPlace past, int limit) {
    Query query = Query.of(BookColumns.FAILOVER, "failovers");
    if (past != null) {
      query.where("(sequence, event_index) < (?, ?)", past.sequence(), past.index());
    }
    return list(
        query.then("ORDER BY sequence DESC, event_index DESC LIMIT ?", limit),
        BookColumns::readFailover);
  }

  /** Every position that there ever was, flat ones too, by account and symbol. */
  public List<Position> positions() {
    Query query = Query.of(BookColumns.POSITION, "positions").then("ORDER BY account, symbol");
    return list(query, BookColumns::readPosition);
  }

  /** Every balance, by account and currency. */
  public List<Balance> balances() {
    Query query = Query.of(BookColumns.BALANCE, "balances").then("ORDER BY account, currency");
    return list(query, BookColumns::readBalance);
  }

  private <T> List<T> list(Query query, Row.Reader<T> rows) {
    try {
      return reader.list(query, rows);
    } catch (SQLException e) {
      throw StoreFile.failure("read the store", e);
    }
  }
}
