// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.desk.BooksBehind;
import dev.fairlead.desk.Desk;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.Move;
import dev.fairlead.store.StoredFill;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link LastClose}. What the day began with is worked out once a day, and again when an
 * execution is revised or something comes or goes without one; executions are added as they come.
 * Thread-safe.
 */
public final class LastCloses {
  private static final EventPlace BEGINNING = new EventPlace(0, 0);

  /** Longest wait for another that works the day out. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Desk desk;
  private final Supplier<TradingCalendar> calendar;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Today today;

  /**
   * Of the account behind {@code desk}.
   *
   * @param calendar says when a trading day closes
   */
  public LastCloses(Desk desk, Supplier<TradingCalendar> calendar, InstantSource clock) {
    this.desk = desk;
    this.calendar = calendar;
    this.clock = clock;
  }

  /** Empty while the store is behind: what can be told without the past still is. */
  public Optional<LastClose> now() {
    boolean mine = false;
    try {
      // Who waits here holds none of the store's few connections.
      mine = turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return mine ? Optional.of(desk.book(this::look)) : Optional.empty();
    } catch (BooksBehind behind) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (mine) {
        turn.unlock();
      }
    }
  }

  private LastClose look(Moment rows) {
    Instant close = calendar.get().previousClose(clock.instant());
    long revisions = rows.revisions();
    Today known = today;
    if (known == null || known.revisions != revisions || !known.close.equals(close)) {
      known = new Today(close, revisions, new PastPrices(desk.marketData()));
      known.begin(rows);
      today = known;
    }
    known.add(rows);
    return known.lastClose();
  }

  /** One day as far as it has come. */
  private static final class Today {
    private final Instant close;
    private final long revisions;
    private final PastPrices market;
    private final SortedMap<Symbol, Position> positions = new TreeMap<>();
    private final SortedMap<Symbol, Money> held = new TreeMap<>();
    private final SortedMap<Symbol, Price> prices = new TreeMap<>();
    private Money equity = Money.zero(PastBook.CURRENCY);
    private EventPlace last = BEGINNING;

    Today(Instant close, long revisions, PastPrices market) {
      this.close = close;
      this.revisions = revisions;
      this.market = market;
    }

    /** The book at the close. */
    void begin(Moment rows) {
      PastBook book = new PastBook(rows.balances(), rows.positions());
      rows.eachFill(FillQuery.all().after(close.minusNanos(1)), book::takeBack);
      Flows flows = Flows.of(rows);
      flows.later().stream().filter(flow -> !flow.at().isBefore(close)).forEach(book::takeBack);
      List<Moved> moves =
          flows.moves().stream()
              .filter(move -> !move.at().isBefore(close))
              .map(Move::move)
              .filter(move -> isOfDollars(rows, move))
              .toList();
      moves.forEach(move -> book.takeBack(move, Optional.empty()));
      rows.positions().stream()
          .filter(position -> position.currency().equals(PastBook.CURRENCY))
          .forEach(position -> begin(position, book.held(position.symbol())));
      equity = book.worth(close, this::price).equity();
      moves.forEach(this::add);
    }

    private static boolean isOfDollars(Moment rows, Moved move) {
      return rows.positions().stream()
          .filter(position -> position.symbol().equals(move.symbol()))
          .allMatch(position -> position.currency().equals(PastBook.CURRENCY));
    }

    /** What came from outside today comes at its worth: nothing is won by it. */
    private void add(Moved move) {
      Notional worth =
          move.kind().isFromOutside()
              ? price(move.symbol())
                  .map(price -> Notional.of(price, move.quantity()))
                  .orElse(move.cost())
              : Notional.ZERO;
      Position flat = Position.flat(move.account(), move.symbol(), PastBook.CURRENCY);
      positions.put(
          move.symbol(), positions.getOrDefault(move.symbol(), flat).moved(move.quantity(), worth));
    }

    private void begin(Position now, Quantity quantity) {
      Symbol symbol = now.symbol();
      if (quantity.isZero()) {
        positions.put(symbol, Position.flat(now.account(), symbol, now.currency()));
        return;
      }
      // Where nobody knows the price of then, it counts at what was paid: nothing is won today.
      Price price = price(symbol).orElseGet(now::averagePrice);
      Notional value = Notional.of(price, quantity);
      positions.put(
          symbol,
          new Position(now.account(), symbol, now.currency(), quantity, value, Notional.ZERO));
      held.put(symbol, value.toMoney(PastBook.CURRENCY, RoundingMode.HALF_EVEN));
    }

    private Optional<Price> price(Symbol symbol) {
      if (!prices.containsKey(symbol)) {
        market.at(symbol, close).ifPresent(price -> prices.put(symbol, price));
      }
      return Optional.ofNullable(prices.get(symbol));
    }

    /** What was booked since this was last asked. */
    void add(Moment rows) {
      rows.eachBooked(close, last, this::add);
      positions.forEach((symbol, position) -> {
        if (!position.isFlat()) {
          price(symbol);
        }
      });
    }

    private void add(StoredFill stored) {
      last = stored.place();
      Symbol symbol = stored.fill().symbol();
      if (stored.fill().fee().currency().equals(PastBook.CURRENCY)) {
        positions.merge(
            symbol,
            Position.flat(stored.account(), symbol, PastBook.CURRENCY).after(stored.fill()),
            (before, _) -> before.after(stored.fill()));
      }
    }

    LastClose lastClose() {
      return new LastClose(
          close,
          equity,
          Collections.unmodifiableSortedMap(new TreeMap<>(positions)),
          Collections.unmodifiableSortedMap(new TreeMap<>(held)),
          Collections.unmodifiableSortedMap(new TreeMap<>(prices)));
    }
  }
}
