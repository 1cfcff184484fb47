// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of the sequencer, in order of arrival. Bounded in two lanes: a client's
 * command that finds its lane full is refused before it is accepted (F-K04); a broker's report
 * waits, because it is the truth and is never dropped (F-B20).
 *
 * <p>The reader spins for a moment before it parks: under load the next submission is there before
 * a parked thread would have woken (about 35 µs), and idle costs nothing.
 */
final class Intake {
  private static final int REPORT_LIMIT = 65_536;
  private static final long SPIN_NANOS = 50_000;
  private static final long WAIT_STEP_MILLIS = 100;

  private record Entry(Submission submission, @Nullable Semaphore lane) {}

  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore commands;
  private final Semaphore reports = new Semaphore(REPORT_LIMIT);
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean refusing;
  private volatile boolean closed;
  private volatile @Nullable Thread reader;

  Intake(int commandLimit) {
    commands = new Semaphore(commandLimit);
  }

  /** Queues a client's command, or refuses it at once. */
  void command(Submission submission) {
    refuseIfClosed();
    if (!commands.tryAcquire()) {
      throw new GatewayUnavailable(
          Category.OVERLOADED, "too many commands are waiting; try again in a moment");
    }
    put(submission, commands);
  }

  /** Queues a broker's report or a timer; waits while the lane is full. False once closed. */
  boolean report(Submission submission) {
    try {
      while (!closed) {
        if (reports.tryAcquire(WAIT_STEP_MILLIS, TimeUnit.MILLISECONDS)) {
          put(submission, reports);
          return true;
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** Queues a look; bounded by the number of threads that wait for theirs. */
  void look(Submission submission) {
    refuseIfClosed();
    put(submission, null);
  }

  /** Queues what the sequencer itself has found out; one for each command that it has just sent. */
  void own(Submission submission) {
    put(submission, null);
  }

  private void refuseIfClosed() {
    if (refusing || closed) {
      throw new GatewayUnavailable(Category.NOT_READY, "the gateway is stopping");
    }
  }

  private void put(Submission submission, @Nullable Semaphore lane) {
    queue.add(new Entry(submission, lane));
    if (waiting.get()) {
      LockSupport.unpark(reader);
    }
  }

  /**
   * Moves at most {@code most} submissions into {@code batch}; waits until there is one or closed.
   */
  void drain(List<Submission> batch, int most) {
    reader = Thread.currentThread();
    if (queue.isEmpty()) {
      await();
    }
    while (batch.size() < most) {
      Entry next = queue.poll();
      if (next == null) {
        return;
      }
      Semaphore lane = next.lane();
      if (lane != null) {
        lane.release();
      }
      batch.add(next.submission());
    }
  }

  private void await() {
    long spinUntil = System.nanoTime() + SPIN_NANOS;
    while (queue.isEmpty() && System.nanoTime() < spinUntil) {
      Thread.onSpinWait();
    }
    waiting.set(true);
    try {
      while (queue.isEmpty() && !closed) {
        LockSupport.parkNanos(this, Duration.ofSeconds(1).toNanos());
      }
    } finally {
      waiting.set(false);
    }
  }

  boolean isClosed() {
    return closed;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** No more commands; reports are still taken. */
  void refuseCommands() {
    refusing = true;
  }

  /** Nothing more; what is queued is still read. */
  void close() {
    closed = true;
    LockSupport.unpark(reader);
  }
}
