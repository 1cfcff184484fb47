// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.MarketData;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Looks at the price of everything that is held, from the moment that a link comes up and then
 * every few seconds, so that a position has one before anybody asks. It only looks: whether a
 * symbol is then streamed or fetched, and how many may be, the adapter decides, and what a client
 * has subscribed to goes before. One thread, asleep in between.
 */
final class HeldPrices implements AutoCloseable {
  /** How often it looks. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(HeldPrices.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final MarketData market;
  private final Supplier<List<Position>> positions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;

  /** Guarded by the lock: to look at once. */
  private boolean woken = true;

  private volatile boolean closed;

  /**
   * One that looks at {@code market} for what {@code positions} has.
   *
   * @param positions may wait, and may throw while the gateway cannot answer
   */
  HeldPrices(MarketData market, Supplier<List<Position>> positions) {
    this.market = market;
    this.positions = positions;
    thread = Thread.ofVirtual().name("fairlead-held").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Looks soon; never waits. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closed) {
        sleep();
        look();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void sleep() throws InterruptedException {
    lock.lock();
    try {
      long nanos = EVERY.toNanos();
      while (!woken && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    try {
      positions.get().stream()
          .filter(position -> !position.isFlat())
          .map(Position::symbol)
          .distinct()
          .forEach(this::look);
    } catch (RuntimeException notNow) {
      LOG.log(Level.DEBUG, "held prices not looked at: {0}", notNow.getMessage());
    }
  }

  /** The newest trade as well where nobody quotes, as at night. */
  private void look(Symbol symbol) {
    if (market.quote(symbol).isEmpty()) {
      var _ = market.trade(symbol);
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException stopping) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
