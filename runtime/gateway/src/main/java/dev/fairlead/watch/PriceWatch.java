// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Watches the market for the engine: looks at the quotes of what is watched, and tells once when a
 * target is reached. One target an order; so many as the engine has open groups, which it bounds.
 * One thread, asleep while nothing is watched. Nothing is remembered: a start sets the watches
 * again from the engine's state.
 */
public final class PriceWatch implements AutoCloseable {
  /** How often quotes are looked at while something is watched. */
  static final Duration EVERY = Duration.ofMillis(20);

  private static final Logger LOG = System.getLogger(PriceWatch.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final Function<Symbol, Optional<Quote>> quotes;
  private final Consumer<PriceTouched> touched;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** By whom it is watched for; guarded by the lock. */
  private final Map<OrderId, PriceTarget> targets = new LinkedHashMap<>();

  private final Thread thread;
  private boolean failing;
  private volatile boolean closed;

  /**
   * A watch over nothing yet.
   *
   * @param quotes the newest quote of an instrument; may not wait
   * @param touched told what was reached, on the watch's thread; may wait
   */
  public PriceWatch(Function<Symbol, Optional<Quote>> quotes, Consumer<PriceTouched> touched) {
    this.quotes = quotes;
    this.touched = touched;
    thread = Thread.ofPlatform().daemon().name("fairlead-watch").unstarted(this::run);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /** Watches for the target, in place of what was watched for the same order; never waits long. */
  public void watch(PriceTarget target) {
    lock.lock();
    try {
      targets.put(target.order(), target);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Looks no more for what was watched for this order. */
  public void unwatch(OrderId order) {
    lock.lock();
    try {
      targets.remove(order);
    } finally {
      lock.unlock();
    }
  }

  /** How many targets are watched. */
  int size() {
    lock.lock();
    try {
      return targets.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closed) {
        look(awaitTargets());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sleeps until something is watched, and then no longer than until the next look. */
  private List<PriceTarget> awaitTargets() throws InterruptedException {
    lock.lock();
    try {
      while (targets.isEmpty() && !closed) {
        changed.await();
      }
      long nanos = EVERY.toNanos();
      while (nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return List.copyOf(targets.values());
    } finally {
      lock.unlock();
    }
  }

  private void look(List<PriceTarget> watched) {
    Map<Symbol, Optional<Quote>> seen = new HashMap<>();
    List<PriceTouched> reached = new ArrayList<>();
    for (PriceTarget target : watched) {
      seen.computeIfAbsent(target.symbol(), this::quote)
          .filter(target::isReachedBy)
          .filter(_ -> take(target))
          .ifPresent(quote -> reached.add(new PriceTouched(target.order(), quote)));
    }
    reached.forEach(touched);
  }

  /** Each target is told once; not at all if it was given up meanwhile. */
  private boolean take(PriceTarget target) {
    lock.lock();
    try {
      return targets.remove(target.order(), target);
    } finally {
      lock.unlock();
    }
  }

  /** A link that throws has no quote; the others are looked at all the same. */
  private Optional<Quote> quote(Symbol symbol) {
    try {
      Optional<Quote> quote = quotes.apply(symbol);
      failing = false;
      return quote;
    } catch (RuntimeException broken) {
      if (!failing) {
        LOG.log(Level.ERROR, "quotes cannot be read symbol=" + symbol, broken);
      }
      failing = true;
      return Optional.empty();
    }
  }

  /** Ends the watch; what was not told by then is found again at the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.isAlive() && !thread.join(STOP_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException stopping) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
