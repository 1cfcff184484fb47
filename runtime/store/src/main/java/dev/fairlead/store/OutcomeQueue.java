// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Outcomes on their way to the writer. Never makes the one who offers wait: when it is full it
 * gives up all that it holds and takes no more, because one missing outcome spoils those after it.
 */
final class OutcomeQueue {
  private enum State {
    OPEN,
    /** Takes no more; what it holds is still to be written. */
    ENDED,
    OVERFLOWN
  }

  private final int capacity;
  private final int batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Outcome> waiting = new ArrayDeque<>();
  private State state = State.OPEN;

  /** A queue for {@code capacity} outcomes, taken {@code batch} at most at a time. */
  OutcomeQueue(int capacity, int batch) {
    this.capacity = capacity;
    this.batch = batch;
  }

  void offer(Outcome outcome) {
    lock.lock();
    try {
      if (state != State.OPEN) {
        return;
      }
      if (waiting.size() == capacity) {
        state = State.OVERFLOWN;
        waiting.clear();
      } else {
        waiting.addLast(outcome);
      }
      // Not for each: a wake-up costs the one who offers more than the offer does.
      if (waiting.size() <= 1 || waiting.size() == batch) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; the writer ends when it has taken what is there. */
  void end() {
    lock.lock();
    try {
      if (state == State.OPEN) {
        state = State.ENDED;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isOverflown() {
    lock.lock();
    try {
      return state == State.OVERFLOWN;
    } finally {
      lock.unlock();
    }
  }

  boolean hasBatch() {
    lock.lock();
    try {
      return waiting.size() >= batch;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the writer look again whether it may linger. */
  void wake() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next outcomes, a batch at most; waits for the first of them, and lingers for more while
   * nobody is in a hurry. Empty when there will be no more.
   */
  List<Outcome> take(Duration linger, BooleanSupplier hurry) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && state == State.OPEN) {
        changed.await();
      }
      long left = linger.toNanos();
      while (left > 0 && waiting.size() < batch && state == State.OPEN && !hurry.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
      return poll();
    } finally {
      lock.unlock();
    }
  }

  /** The next outcomes, a batch at most, without waiting. */
  List<Outcome> poll() {
    lock.lock();
    try {
      int count = Math.min(batch, waiting.size());
      List<Outcome> taken = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
