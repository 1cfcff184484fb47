// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that writes to the connections. It sleeps until one has something to write, writes to
 * all that have, and rests a few milliseconds, in which more gathers: under load frames get longer,
 * not more. What comes after a rest is written at once. A sweep that took long is followed by a
 * long rest, so that however many listen, a quarter of a core is what they take: orders come first.
 */
final class Sweeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  /** How much longer than a sweep the rest after it is at least. */
  private static final int RESTS_PER_SWEEP = 3;

  /** Beyond this, listeners wait no longer for the sake of others. */
  private static final long LONGEST_REST_NANOS = Duration.ofMillis(50).toNanos();

  private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

  private final long restNanos;
  private final Thread thread;

  /** A connection is in it once at most, so that it is no longer than there are connections. */
  private final Queue<MarketConnection> waiting = new ConcurrentLinkedQueue<>();

  private volatile boolean sleeping;
  private volatile boolean closed;

  Sweeper(String name, Duration rest) {
    restNanos = rest.toNanos();
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Writes to {@code connection} soon; never waits. */
  void add(MarketConnection connection) {
    waiting.add(connection);
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    List<MarketConnection> swept = new ArrayList<>();
    while (!closed) {
      awaitWork();
      long start = System.nanoTime();
      for (MarketConnection next = waiting.poll(); next != null; next = waiting.poll()) {
        swept.add(next);
      }
      swept.forEach(Sweeper::write);
      swept.clear();
      long end = System.nanoTime();
      rest(end + restAfter(end - start));
    }
  }

  /** Beats of {@link #restNanos}, as long as that is rest enough. */
  private long restAfter(long sweepNanos) {
    long fair = Math.min(RESTS_PER_SWEEP * sweepNanos, LONGEST_REST_NANOS);
    return Math.max(restNanos - sweepNanos, fair);
  }

  private void awaitWork() {
    sleeping = true;
    while (waiting.isEmpty() && !closed) {
      LockSupport.parkNanos(this, LONG_NANOS);
    }
    sleeping = false;
  }

  private void rest(long until) {
    for (long left = until - System.nanoTime(); left > 0 && !closed; ) {
      LockSupport.parkNanos(this, left);
      left = until - System.nanoTime();
    }
  }

  private static void write(MarketConnection connection) {
    try {
      connection.write();
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.WARNING, "market data connection failed", broken);
      connection.cut();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
