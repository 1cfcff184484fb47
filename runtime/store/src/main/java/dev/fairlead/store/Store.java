// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.fairlead.message.Event.Alarm;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders, placements, fills, positions and balances in SQL, and every event that clients were told:
 * what the journal's outcomes leave behind, to be asked in many ways.
 *
 * <p>Thread-safe. One thread at a time writes, and reads never wait for it: each sees the rows as
 * one transaction left them. To read one's own writes, {@link #awaitSequence} first. Every method
 * may throw {@link StoreException}. A write that failed leaves the store closed to writes until
 * {@link #reopen}; nothing of it is kept.
 */
public final class Store implements AutoCloseable {
  private static final int READERS = 4;
  private static final Duration READER_LIMIT = Duration.ofSeconds(2);

  private final StoreFile file;
  private final Readers readers;

  /** Held while writing, opening and closing. */
  private final ReentrantLock writing = new ReentrantLock();

  private final ReentrantLock progress = new ReentrantLock();
  private final Condition progressed = progress.newCondition();
  private volatile long sequence;

  private final AtomicInteger awaiting = new AtomicInteger();
  private volatile Runnable hurry = () -> {};

  private @Nullable Projection projection;
  private @Nullable Object identity;

  private Store(Path path) {
    file = new StoreFile(path);
    readers = new Readers(file, READERS, READER_LIMIT);
  }

  /** Opens the store, makes it if it is missing, and brings its schema up to date. */
  public static Store open(Path path) {
    Store store = new Store(path);
    store.reopen();
    return store;
  }

  /** Deletes a store that nobody has open; the next one begins before the first input. */
  public static void drop(Path path) {
    new StoreFile(path).delete();
  }

  /** The input up to which the rows stand. */
  public long sequence() {
    return sequence;
  }

  /**
   * Writes the outcomes in one transaction. Those not after {@link #sequence} have been written
   * before and are passed over; the rest must follow it without a gap.
   */
  public void apply(List<Outcome> outcomes) {
    writing.lock();
    try {
      List<Outcome> fresh = outcomes.stream().filter(o -> o.sequence() > sequence).toList();
      if (!fresh.isEmpty()) {
        requireNoGap(fresh);
        write(fresh);
        reach(fresh.getLast().sequence());
      }
    } finally {
      writing.unlock();
    }
  }

  private void requireNoGap(List<Outcome> fresh) {
    long expected = sequence + 1;
    for (Outcome outcome : fresh) {
      if (outcome.sequence() != expected) {
        throw new StoreException(
            Category.FAILED,
            "outcome " + outcome.sequence() + " came where " + expected + " was due: follow again");
      }
      expected++;
    }
  }

  private void write(List<Outcome> outcomes) {
    Projection open = projection;
    if (open == null) {
      throw new StoreException(Category.FAILED, "the store is closed after a failure: reopen it");
    }
    boolean written = false;
    try {
      file.requireIdentity(identity);
      open.apply(outcomes);
      written = true;
    } catch (SQLException e) {
      throw StoreFile.failure("write the store", e);
    } finally {
      if (!written) {
        abandon(open);
      }
    }
  }

  /** Takes back what was not committed. What fails here says nothing that is not known already. */
  private void abandon(Projection broken) {
    projection = null;
    try {
      broken.close();
    } catch (SQLException _) {
      // The failure that led here is the one to report.
    }
  }

  private void reach(long reached) {
    progress.lock();
    try {
      sequence = reached;
      progressed.signalAll();
    } finally {
      progress.unlock();
    }
  }

  /**
   * Waits until the rows stand for input {@code wanted}, so that a read sees what was answered up
   * to it. False when they do not within {@code limit}: then the store is behind.
   */
  public boolean awaitSequence(long wanted, Duration limit) {
    if (sequence >= wanted) {
      return true;
    }
    awaiting.incrementAndGet();
    hurry.run();
    progress.lock();
    try {
      long left = limit.toNanos();
      while (sequence < wanted && left > 0) {
        left = progressed.awaitNanos(left);
      }
      return sequence >= wanted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      progress.unlock();
      awaiting.decrementAndGet();
    }
  }

  /** Whether somebody waits for a write just now. */
  boolean isAwaited() {
    return awaiting.get() > 0;
  }

  /** Has {@code listener} run when somebody begins to wait; it must not wait itself. */
  void onAwaited(Runnable listener) {
    hurry = listener;
  }

  /** Whether the store can be written; if not, {@link #reopen} it. */
  boolean isOpen() {
    writing.lock();
    try {
      return projection != null;
    } finally {
      writing.unlock();
    }
  }

  /** Opens the file that is there now, or a new one, and goes on from the position in it. */
  void reopen() {
    writing.lock();
    try {
      close();
      if (identity != null && !identity.equals(file.identity())) {
        file.deleteLog();
      }
      Connection connection = file.openForWriting();
      try {
        Migrations.released().run(connection);
        Projection opened = new Projection(connection);
        reach(opened.sequence());
        identity = file.identity();
        projection = opened;
      } finally {
        if (projection == null) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw StoreFile.failure("open " + file, e);
    } finally {
      writing.unlock();
    }
  }

  /** Closes the store; it ends on the last transaction. */
  @Override
  public void close() {
    writing.lock();
    try {
      // Readers first: the last connection to close tidies the write-ahead log away.
      readers.close();
      Projection open = projection;
      if (open != null) {
        abandon(open);
      }
    } finally {
      writing.unlock();
    }
  }

  public List<Order> orders(OrderQuery query) {
    return readers.list(query.select(), OrderColumns::read);
  }

  /**
   * The same with their legs, in two questions however many there are. A leg is not listed beside
   * its parent; one whose parent does not match is listed for itself.
   */
  public List<OrderQuery.Family> families(OrderQuery query) {
    return readers.read(reader ->
        OrderQuery.families(reader, reader.list(query.selectNested(), OrderColumns::read)));
  }

  /** The orders with their legs. */
  public List<OrderQuery.Family> families(List<Order> orders) {
    return readers.read(reader -> OrderQuery.families(reader, orders));
  }

  /** The order, if it is one of the principal's. */
  public Optional<Order> order(Principal principal, OrderId id) {
    Query query =
        Query.of(OrderColumns.NAMES, "orders")
            .where("order_id = ?", id.toString())
            .where("principal = ?", principal.keyId());
    return readers.list(query, OrderColumns::read).stream().findFirst();
  }

  /** The principal's order under this id of its own; the newest, should there be several. */
  public Optional<Order> orderByClientId(Principal principal, String clientOrderId) {
    Query query =
        Query.of(OrderColumns.NAMES, "orders")
            .where("client_order_id = ?", clientOrderId)
            .where("principal = ?", principal.keyId())
            .then("ORDER BY sequence DESC, event_index DESC LIMIT 1");
    return readers.list(query, OrderColumns::read).stream().findFirst();
  }

  /** The placements that fills of this order come from, oldest first. */
  public List<Placement> placements(OrderId order) {
    return placements(List.of(order)).getOrDefault(order, List.of());
  }

  /** The same of several orders; those without any are missing. */
  public Map<OrderId, List<Placement>> placements(Collection<OrderId> orders) {
    return readers.read(reader -> {
      Map<PlacementId, List<Attempt>> attempts = PlacementColumns.attempts(reader, orders);
      Query query =
          Query.of(PlacementColumns.NAMES, "placements")
              .whereOneOf("order_id", orders)
              .then("ORDER BY sequence, event_index");
      return reader.list(query, row -> PlacementColumns.read(row, attempts)).stream()
          .collect(groupingBy(Placement::order, toUnmodifiableList()));
    });
  }

  /** Where these orders were routed and why, each time, oldest first. */
  public Map<OrderId, List<StoredEvent<Routed>>> routes(Collection<OrderId> orders) {
    Query query =
        Query.of(EventColumns.ROUTED, "events")
            .whereOneOf("order_id", orders)
            .where("route_index IS NOT NULL")
            .then("ORDER BY sequence, route_index");
    Query looked =
        Query.of(CandidateColumns.NAMES, "route_candidates")
            .whereOneOf("order_id", orders)
            .then("ORDER BY sequence, route_index, candidate_index");
    return readers.read(reader -> {
      Map<OrderId, List<CandidateColumns.Listed>> candidates =
          reader.list(looked, CandidateColumns::read).stream()
              .collect(groupingBy(CandidateColumns.Listed::order, toUnmodifiableList()));
      return reader.list(query, EventColumns::readRouted).stream()
          .map(route ->
              CandidateColumns.with(
                  route, candidates.getOrDefault(route.event().order(), List.of())))
          .collect(groupingBy(route -> route.event().order(), toUnmodifiableList()));
    });
  }

  public List<StoredFill> fills(FillQuery query) {
    return readers.list(query.select(), FillColumns::read);
  }

  /** Asks several things of one moment: what one answer shows fits what the next one does. */
  public <T> T at(Function<Moment, T> reader) {
    return readers.read(connection -> reader.apply(new Moment(connection)));
  }

  /** Every position that there ever was, flat ones too, by account and symbol. */
  public List<Position> positions() {
    Query query = Query.of(BookColumns.POSITION, "positions").then("ORDER BY account, symbol");
    return readers.list(query, BookColumns::readPosition);
  }

  public Optional<Position> position(BrokerAccount account, Symbol symbol) {
    Query query =
        Query.of(BookColumns.POSITION, "positions")
            .where("account = ?", account.toString())
            .where("symbol = ?", symbol.text());
    return readers.list(query, BookColumns::readPosition).stream().findFirst();
  }

  /** Every balance, by account and currency. */
  public List<Balance> balances() {
    Query query = Query.of(BookColumns.BALANCE, "balances").then("ORDER BY account, currency");
    return readers.list(query, BookColumns::readBalance);
  }

  /** What {@code account} lists, by symbol. */
  public List<Instrument> instruments(BrokerAccount account) {
    Query query =
        Query.of(BookColumns.INSTRUMENT_READ, "instruments")
            .where("account = ?", account.toString())
            .then("ORDER BY symbol");
    return readers.list(query, BookColumns::readInstrument);
  }

  /** What the principal was told after event {@code afterNumber}, in order (I-32). */
  public List<StoredEvent<OrderEvent>> events(Principal principal, long afterNumber, int limit) {
    Query query =
        Query.of(EventColumns.READ, EventColumns.TABLES)
            .where("e.principal = ?", principal.keyId())
            .where("e.number > ?", afterNumber)
            .then("ORDER BY e.number LIMIT ?", limit);
    return readers.list(query, EventColumns::read);
  }

  /** All that its client was told of the order, in order. */
  public List<StoredEvent<OrderEvent>> history(OrderId order) {
    Query query =
        Query.of(EventColumns.READ, EventColumns.TABLES)
            .where("e.order_id = ?", order.toString())
            .then("ORDER BY e.sequence, e.event_index");
    return readers.list(query, EventColumns::read);
  }

  /** The number of the principal's newest event; 0 where there is none. */
  public long lastEvent(Principal principal) {
    return readers.read(reader -> EventColumns.last(reader, principal));
  }

  /** That of its last event which an input before {@code at} led to; 0 where there is none. */
  public long lastEventBefore(Principal principal, Instant at) {
    return readers.read(reader -> EventColumns.lastBefore(reader, principal, at));
  }

  /** The newest alarms, newest first. */
  public List<StoredEvent<Alarm>> alarms(int limit) {
    Query query =
        Query.of(BookColumns.ALARM, "alarms")
            .then("ORDER BY sequence DESC, event_index DESC LIMIT ?", limit);
    return readers.list(query, BookColumns::readAlarm);
  }
}
