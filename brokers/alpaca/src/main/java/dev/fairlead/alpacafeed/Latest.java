// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.MarketDataException;
import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches in the background what was looked at and no stream tells: the newest quote or trade of
 * many symbols in one request, and not more than one request a second, so that whoever looks never
 * waits and the budget lasts. Thread-safe.
 */
final class Latest implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Latest.class.getName());

  /** Most symbols of one request, and most that wait; who comes then looks again anyway. */
  private static final int CHUNK = 100;

  private static final int MOST = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final History history;
  private final Tickers tickers;
  private final Duration pause;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What follows is guarded by the lock. */
  private final Set<Symbol> quotes = new LinkedHashSet<>();

  private final Set<Symbol> trades = new LinkedHashSet<>();
  private boolean begun;
  private boolean closed;

  /** On its thread: whether the trouble that lasts was told. */
  private boolean troubled;

  Latest(String name, History history, Tickers tickers) {
    this(name, history, tickers, PAUSE);
  }

  Latest(String name, History history, Tickers tickers, Duration pause) {
    this.history = history;
    this.tickers = tickers;
    this.pause = pause;
    thread = Thread.ofVirtual().name("fairlead-latest-" + name).unstarted(this::run);
  }

  void wantQuote(Symbol symbol) {
    want(quotes, symbol);
  }

  void wantTrade(Symbol symbol) {
    want(trades, symbol);
  }

  private void want(Set<Symbol> list, Symbol symbol) {
    lock.lock();
    try {
      if (!closed && list.size() < MOST && list.add(symbol)) {
        if (!begun) {
          begun = true;
          thread.start();
        }
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the next request asks for. */
  private record Batch(List<Symbol> symbols, BiConsumer<List<Symbol>, Ticks> request) {}

  private void run() {
    try {
      while (true) {
        @Nullable Batch next = take();
        if (next == null) {
          return;
        }
        fetch(next);
        rest();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Batch take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && quotes.isEmpty() && trades.isEmpty()) {
        changed.await();
      }
      if (closed) {
        return null;
      }
      return quotes.isEmpty()
          ? new Batch(first(trades), history::latestTrades)
          : new Batch(first(quotes), history::latestQuotes);
    } finally {
      lock.unlock();
    }
  }

  /** Of one market, because each has an address of its own. */
  private static List<Symbol> first(Set<Symbol> wanted) {
    boolean crypto = History.isCrypto(wanted.iterator().next());
    List<Symbol> taken = new ArrayList<>();
    for (Iterator<Symbol> each = wanted.iterator(); each.hasNext() && taken.size() < CHUNK; ) {
      Symbol symbol = each.next();
      if (History.isCrypto(symbol) == crypto) {
        taken.add(symbol);
        each.remove();
      }
    }
    return taken;
  }

  private void fetch(Batch batch) {
    try {
      batch.request.accept(batch.symbols, new Keeper());
      troubled = false;
    } catch (MarketDataException failed) {
      if (!troubled) {
        LOG.log(Level.WARNING, "newest quotes and trades not fetched: {0}", failed.getMessage());
      }
      troubled = true;
    }
  }

  private void rest() throws InterruptedException {
    lock.lock();
    try {
      long nanos = pause.toNanos();
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what is newer than what is known. */
  private final class Keeper implements Ticks {
    @Override
    public void quote(Quote quote) {
      var _ = tickers.of(quote.symbol()).keep(quote);
    }

    @Override
    public void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
      var _ = tickers.of(symbol).keep(price, size, at, taker);
    }

    @Override
    public void bar(Bar bar) {}

    @Override
    public void notice(Notice notice) {}

    @Override
    public void strange(String what) {
      LOG.log(Level.DEBUG, "not read: {0}", what);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        var _ = thread.join(STOP_LIMIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
