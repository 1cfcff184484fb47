// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way of the news to the listener: in order, one at a time, and never under a lock that anybody
 * else waits for. Whoever has news queues it and then tells, unless another thread is telling
 * already, which then tells this too; so a listener that waits holds up one thread, not all. What
 * is queued behind a {@link Hold} stays untold until that ends. Thread-safe.
 */
final class Stream {
  private static final Logger LOG = System.getLogger(Stream.class.getName());

  /** From here on requests are turned away and the market stands still: news is not dropped. */
  private static final int FULL = 65_536;

  private final LinkListener listener;
  private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final ReentrantLock telling = new ReentrantLock();
  private volatile boolean closed;

  Stream(LinkListener listener) {
    this.listener = listener;
  }

  /** What stands in the queue. */
  sealed interface Entry {}

  private record News(Consumer<LinkListener> what) implements Entry {}

  /** A place in the queue that nothing gets past until it is closed. */
  final class Hold implements Entry, AutoCloseable {
    private volatile boolean ended;

    private Hold() {}

    /** Holds back all that is queued from now on. */
    void begin() {
      waiting.add(this);
    }

    /** Lets go, and tells what was held back. */
    @Override
    public void close() {
      ended = true;
      tell();
    }
  }

  /** One that has not begun. */
  Hold hold() {
    return new Hold();
  }

  /** Queues a report. Callers see to the order. */
  void report(BrokerReport report) {
    waiting.add(new News(to -> to.onReport(report)));
  }

  void change(LinkChange change) {
    waiting.add(new News(to -> to.onChange(change)));
  }

  boolean isFull() {
    return waiting.size() >= FULL;
  }

  /** Tells all that may be told, or leaves it to the thread that is telling. */
  void tell() {
    // Looks again after letting go: another thread may have queued, or ended a hold, and found it
    // still telling.
    while (canTell() && telling.tryLock()) {
      try {
        while (canTell()) {
          tellNext();
        }
      } finally {
        telling.unlock();
      }
    }
  }

  private boolean canTell() {
    return !closed
        && switch (waiting.peek()) {
          case null -> false;
          case News _ -> true;
          case Hold hold -> hold.ended;
        };
  }

  /** With the lock taken: who tells is the only one to take from the queue. */
  private void tellNext() {
    if (waiting.poll() instanceof News(Consumer<LinkListener> what)) {
      what.accept(listener);
    }
  }

  /** Tells all that waits now; false if it was not told after {@code limit}, by whomever. */
  boolean tellWithin(Duration limit) {
    CountDownLatch told = new CountDownLatch(1);
    waiting.add(new News(_ -> told.countDown()));
    tell();
    try {
      return told.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The listener hears nothing more; waits at most {@code limit} for what it is hearing now. */
  void close(Duration limit) {
    closed = true;
    try {
      if (telling.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        telling.unlock();
      } else {
        LOG.log(Level.WARNING, "listener still busy after " + limit + ", not waited for");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
