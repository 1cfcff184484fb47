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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches in the background what was looked at and no stream tells: the newest quote or trade of
 * many symbols in one request, and not more than one request a second, so that whoever looks never
 * waits and the budget lasts. What somebody waits for goes first, and after a shorter pause.
 * Thread-safe.
 */
final class Latest implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Latest.class.getName());

  /** Most symbols of one request, and most that wait; who comes then looks again anyway. */
  private static final int CHUNK = 100;

  private static final int MOST = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Before what somebody waits for: without an end it would still be within the free plan. */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(350);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final History history;
  private final Tickers tickers;
  private final Consumer<Symbol> tried;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What follows is guarded by the lock. */
  private final SequencedSet<Symbol> quotes = new LinkedHashSet<>();

  private final SequencedSet<Symbol> trades = new LinkedHashSet<>();

  /** Those of them that somebody waits for. */
  private final Set<Symbol> pressed = new HashSet<>();

  private boolean begun;
  private boolean closed;

  /** On its thread: whether the trouble that lasts was told. */
  private boolean troubled;

  /**
   * One that has fetched nothing yet.
   *
   * @param tried told of each symbol that was asked for, whatever came of it; must not wait
   */
  Latest(String name, History history, Tickers tickers, Consumer<Symbol> tried) {
    this.history = history;
    this.tickers = tickers;
    this.tried = tried;
    thread = Thread.ofVirtual().name("fairlead-latest-" + name).unstarted(this::run);
  }

  void wantQuote(Symbol symbol) {
    want(quotes, symbol);
  }

  void wantTrade(Symbol symbol) {
    want(trades, symbol);
  }

  /** The same before all others, because somebody waits. */
  void pressForQuote(Symbol symbol) {
    press(quotes, symbol);
  }

  void pressForTrade(Symbol symbol) {
    press(trades, symbol);
  }

  private void press(SequencedSet<Symbol> list, Symbol symbol) {
    lock.lock();
    try {
      if (!closed) {
        list.addFirst(symbol);
        pressed.add(symbol);
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  private void want(SequencedSet<Symbol> list, Symbol symbol) {
    lock.lock();
    try {
      if (!closed && list.size() < MOST && list.add(symbol)) {
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      thread.start();
    }
    changed.signal();
  }

  /**
   * What the next request asks for.
   *
   * @param request whether these were answered, and not refused for one that is unknown
   * @param answered notes it with a symbol
   */
  private record Batch(
      List<Symbol> symbols,
      BiPredicate<List<Symbol>, Ticks> request,
      ObjLongConsumer<Ticker> answered) {
    Batch of(List<Symbol> some) {
      return new Batch(some, request, answered);
    }
  }

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
      return quotes.isEmpty() || (isPressed(trades) && !isPressed(quotes))
          ? new Batch(first(trades), history::latestTrades, Ticker::tradeAnswered)
          : new Batch(first(quotes), history::latestQuotes, Ticker::quoteAnswered);
    } finally {
      lock.unlock();
    }
  }

  /** What is pressed for is at the beginning. */
  private boolean isPressed(Set<Symbol> wanted) {
    return !wanted.isEmpty() && pressed.contains(wanted.iterator().next());
  }

  /** Of one market, because each has an address of its own. */
  private List<Symbol> first(Set<Symbol> wanted) {
    boolean crypto = History.isCrypto(wanted.iterator().next());
    List<Symbol> taken = new ArrayList<>();
    for (Iterator<Symbol> each = wanted.iterator(); each.hasNext() && taken.size() < CHUNK; ) {
      Symbol symbol = each.next();
      if (History.isCrypto(symbol) == crypto) {
        taken.add(symbol);
        each.remove();
      }
    }
    pressed.removeAll(taken);
    return taken;
  }

  private void fetch(Batch batch) {
    try {
      ask(batch);
      troubled = false;
    } catch (MarketDataException failed) {
      if (!troubled) {
        LOG.log(Level.WARNING, "newest quotes and trades not fetched: {0}", failed.getMessage());
      }
      troubled = true;
    }
    batch.symbols.forEach(tried);
  }

  /** One symbol that Alpaca does not know makes it refuse all that are asked for with it. */
  private void ask(Batch batch) {
    long begin = System.nanoTime();
    int size = batch.symbols.size();
    if (batch.request.test(batch.symbols, new Keeper()) || size == 1) {
      batch.symbols.forEach(symbol -> batch.answered.accept(tickers.of(symbol), begin));
    } else {
      ask(batch.of(batch.symbols.subList(0, size / 2)));
      ask(batch.of(batch.symbols.subList(size / 2, size)));
    }
  }

  private void rest() throws InterruptedException {
    lock.lock();
    try {
      long begin = System.nanoTime();
      long left = SHORT_PAUSE.toNanos();
      while (!closed && left > 0) {
        changed.awaitNanos(left);
        Duration pause = pressed.isEmpty() || troubled ? PAUSE : SHORT_PAUSE;
        left = pause.toNanos() - (System.nanoTime() - begin);
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
