// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Outcome> waiting = new ArrayDeque<>();
  private State state = State.OPEN;

  OutcomeQueue(int capacity) {
    this.capacity = capacity;
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
      changed.signal();
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

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** The next outcomes, {@code most} at most; waits for one. Empty when there will be no more. */
  List<Outcome> take(int most) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && state == State.OPEN) {
        changed.await();
      }
      return poll(most);
    } finally {
      lock.unlock();
    }
  }

  /** The next outcomes, {@code most} at most, without waiting. */
  List<Outcome> poll(int most) {
    lock.lock();
    try {
      int count = Math.min(most, waiting.size());
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
