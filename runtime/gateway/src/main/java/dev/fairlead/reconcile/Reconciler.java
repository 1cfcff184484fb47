// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.reconcile.Reconcilers.Telling;
import dev.fairlead.reconcile.Reconciliation.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Holds the book against one broker account: whenever its link comes up, and every minute while it
 * is (reliability 3.7), on a thread of its own, so that a broker that is slow to tell holds up
 * nobody. What differs in two passes in a row is logged once, and once more when it is gone. Where
 * a pass changes whether the account may take new orders, the engine is told.
 */
final class Reconciler implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());
  private final Supplier<Optional<AccountBook>> broker;
  private final Supplier<BookSide> book;
  private final Passes passes;
  private final Telling engine;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** Taken to look at once, before the minute is over. */
  private final Semaphore asked = new Semaphore(0);

  private final Thread thread;

  /** One at a time tells the engine, so that what it was told last is known. */
  private final Lock telling = new ReentrantLock();

  private volatile Reconciliation last;

  /** When the last pass began that the broker told all of, or this was made. */
  private volatile long wholeNanos;

  private volatile boolean closed;

  /**
   * One that does not run yet.
   *
   * @param broker what to ask; empty while there is nobody to ask
   * @param book the book as it is now
   * @param nanos a monotone clock
   */
  Reconciler(
      BrokerAccount account,
      Supplier<Optional<AccountBook>> broker,
      Supplier<BookSide> book,
      Passes passes,
      Telling engine,
      InstantSource clock,
      LongSupplier nanos) {
    this.broker = broker;
    this.book = book;
    this.passes = passes;
    this.engine = engine;
    this.clock = clock;
    this.nanos = nanos;
    wholeNanos = nanos.getAsLong();
    last = Reconciliation.none(account);
    thread = Thread.ofVirtual().name("fairlead-reconcile-" + account).unstarted(this::run);
  }

  /**
   * From what the engine knows of the account, before its link is opened.
   *
   * @param tells whether there will be anything to hold the book against
   */
  void begin(Clearance known, boolean tells) {
    last = last.cleared(known);
    say(() -> tells ? Judge.starting(last) : Clearance.clear(last.account()));
  }

  void start() {
    thread.start();
  }

  /** Looks soon, whenever it looked last; never waits. */
  void look() {
    asked.release();
  }

  Reconciliation last() {
    return last;
  }

  private void run() {
    try {
      while (!closed) {
        attempt();
        if (asked.tryAcquire(Judge.pause(last).toNanos(), TimeUnit.NANOSECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      broker.get().ifPresent(this::pass);
    } catch (RuntimeException failed) {
      // A gateway that is stopping answers nothing any more.
      if (!closed) {
        LOG.log(Level.WARNING, "reconciliation failed account=" + last.account(), failed);
      }
    }
  }

  /** Asks the broker once, between two looks at the book. */
  void pass(AccountBook accountBook) {
    long begun = nanos.getAsLong();
    BookSide before = book.get();
    BrokerSide told = BrokerSide.ask(accountBook);
    Comparison comparison = new Comparison(before, told, book.get());
    say(() -> {
      Reconciliation next = passes.next(last, comparison, clock.instant());
      report(last, next);
      last = next;
      wholeNanos = next.gap().isEmpty() ? begun : wholeNanos;
      return Judge.after(next);
    });
  }

  /** Whether nothing may be placed any more on what the last whole pass has seen. */
  private boolean isStale() {
    return nanos.getAsLong() - wholeNanos >= Judge.FRESH.toNanos();
  }

  /** Tells the engine where the account was not reconciled for too long. */
  void age() {
    if (isStale() && last.clearance().takesOrders()) {
      say(() -> isStale() ? Judge.stale(last) : last.clearance());
    }
  }

  /** Has the engine know what follows from {@code judged}, which comes first. */
  private void say(Supplier<Clearance> judged) {
    telling.lock();
    try {
      Clearance next = judged.get();
      if (!next.equals(last.clearance())) {
        engine.tell(next);
        last = last.cleared(next);
      }
    } finally {
      telling.unlock();
    }
  }

  private static void report(Reconciliation before, Reconciliation now) {
    for (Standing drift : now.drifts()) {
      boolean known =
          Passes.find(before.drifts(), drift.drift()).filter(Standing::isConfirmed).isPresent();
      if (drift.isConfirmed() && !known) {
        LOG.log(Level.WARNING, "drift found account=" + now.account() + words(drift));
      }
    }
    for (Standing drift : before.drifts()) {
      if (drift.isConfirmed() && Passes.find(now.drifts(), drift.drift()).isEmpty()) {
        LOG.log(Level.INFO, "drift settled account=" + now.account() + words(drift));
      }
    }
  }

  private static String words(Standing standing) {
    Drift drift = standing.drift();
    return " subject=\"%s\" ours=\"%s\" theirs=\"%s\" since=%s at_stake=%s"
        .formatted(
            drift.subject(),
            drift.ours(),
            drift.theirs(),
            standing.since(),
            standing.atStake().map(Object::toString).orElse("unknown"));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
