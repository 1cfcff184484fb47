// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.reconcile.Reconciliation.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Holds the book against one broker account: whenever its link comes up, and every minute while it
 * is (reliability 3.7), on a thread of its own, so that a broker that is slow to tell holds up
 * nobody. What differs in two passes in a row is logged once, and once more when it is gone.
 */
final class Reconciler implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(60);

  private final Supplier<Optional<AccountBook>> broker;
  private final Supplier<BookSide> book;
  private final Passes passes;
  private final InstantSource clock;

  /** Taken to look at once, before the minute is over. */
  private final Semaphore asked = new Semaphore(0);

  private final Thread thread;
  private volatile Reconciliation last;
  private volatile boolean closed;

  /**
   * One that does not run yet.
   *
   * @param broker what to ask; empty while there is nobody to ask
   * @param book the book as it is now
   */
  Reconciler(
      BrokerAccount account,
      Supplier<Optional<AccountBook>> broker,
      Supplier<BookSide> book,
      Passes passes,
      InstantSource clock) {
    this.broker = broker;
    this.book = book;
    this.passes = passes;
    this.clock = clock;
    last = Reconciliation.none(account);
    thread = Thread.ofVirtual().name("fairlead-reconcile-" + account).unstarted(this::run);
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
        if (asked.tryAcquire(EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
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
    BookSide before = book.get();
    BrokerSide told = BrokerSide.ask(accountBook);
    Reconciliation next =
        passes.next(last, new Comparison(before, told, book.get()), clock.instant());
    report(last, next);
    last = next;
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
