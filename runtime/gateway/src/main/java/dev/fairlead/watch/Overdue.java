// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Things that are owed, each within the same limit: what is not there by then is said to be late,
 * on a thread of its own. One timer at most is set, for the oldest of them. Thread-safe.
 */
public final class Overdue implements AutoCloseable {
  private final Duration limit;
  private final Timers timers = new Timers();

  /** Oldest first; guarded by this. */
  private final Queue<Due> owed = new ArrayDeque<>();

  private boolean timed;

  /** Everything is due {@code limit} after it is owed. */
  public Overdue(Duration limit) {
    this.limit = limit;
  }

  /** Something that is owed. */
  public interface Debt {
    boolean isPaid();

    /** It was not paid in time; may happen at the same moment as the payment. */
    void late();
  }

  private record Due(Debt debt, long atNanos) {
    private boolean isOver() {
      return debt.isPaid() || atNanos - System.nanoTime() <= 0;
    }
  }

  /** {@code debt} is owed from now on. */
  public synchronized void owe(Debt debt) {
    // Most are paid by the time that the next one comes.
    while (!owed.isEmpty() && owed.peek().debt().isPaid()) {
      owed.poll();
    }
    owed.add(new Due(debt, System.nanoTime() + limit.toNanos()));
    time();
  }

  private synchronized void time() {
    Due oldest = owed.peek();
    if (oldest != null && !timed) {
      timed = true;
      timers.after(Duration.ofNanos(oldest.atNanos() - System.nanoTime()), this::look);
    }
  }

  private void look() {
    Due over = next();
    while (over != null) {
      if (!over.debt().isPaid()) {
        over.debt().late();
      }
      over = next();
    }
    time();
  }

  /** The oldest, if its time is over. */
  private synchronized @Nullable Due next() {
    timed = false;
    Due oldest = owed.peek();
    return oldest != null && oldest.isOver() ? owed.poll() : null;
  }

  /** Nothing is said to be late any more. */
  @Override
  public void close() {
    timers.close();
  }
}
