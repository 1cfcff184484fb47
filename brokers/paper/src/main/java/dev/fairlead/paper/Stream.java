// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way of the news to the listener: in order, one at a time, and never under a lock that anybody
 * else waits for. Whoever has news queues it and then tells, unless another thread is telling
 * already, which then tells this too; so a listener that waits holds up one thread, not all.
 * Thread-safe.
 */
final class Stream {
  private static final Logger LOG = System.getLogger(Stream.class.getName());

  /** From here on requests are turned away and the market stands still: news is not dropped. */
  private static final int FULL = 65_536;

  private final LinkListener listener;
  private final LinkedBlockingQueue<Consumer<LinkListener>> waiting = new LinkedBlockingQueue<>();
  private final ReentrantLock telling = new ReentrantLock();
  private volatile boolean closed;

  Stream(LinkListener listener) {
    this.listener = listener;
  }

  /** Queues a report. Callers see to the order. */
  void report(BrokerReport report) {
    waiting.add(to -> to.onReport(report));
  }

  void change(LinkChange change) {
    waiting.add(to -> to.onChange(change));
  }

  boolean isFull() {
    return waiting.size() >= FULL;
  }

  /** Tells all that waits, or leaves it to the thread that is telling. */
  void tell() {
    // Looks again after letting go: another thread may have queued, and found it still telling.
    while (!closed && !waiting.isEmpty() && telling.tryLock()) {
      tellAll();
    }
  }

  /** Tells all that waits; false if another thread was still telling after {@code limit}. */
  boolean tellWithin(Duration limit) {
    if (!lockWithin(limit)) {
      return false;
    }
    tellAll();
    tell();
    return true;
  }

  /** With the lock taken, which it gives back. */
  private void tellAll() {
    try {
      Consumer<LinkListener> next = waiting.poll();
      while (next != null && !closed) {
        next.accept(listener);
        next = waiting.poll();
      }
    } finally {
      telling.unlock();
    }
  }

  /** The listener hears nothing more; waits at most {@code limit} for what it is hearing now. */
  void close(Duration limit) {
    closed = true;
    if (lockWithin(limit)) {
      telling.unlock();
    } else {
      LOG.log(Level.WARNING, "listener still busy after " + limit + ", not waited for");
    }
  }

  private boolean lockWithin(Duration limit) {
    try {
      return telling.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
