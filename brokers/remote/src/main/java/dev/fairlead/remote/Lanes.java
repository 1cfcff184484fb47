// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of one key one after another, and those of different keys at once, each key that has
 * any on a virtual thread: what waits for a broker's answer holds nobody else's request.
 * Thread-safe.
 *
 * @param <K> what keeps an order, such as a placement
 */
public final class Lanes<K> {
  private static final Logger LOG = System.getLogger(Lanes.class.getName());

  private final String name;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  /** A key is in it as long as something runs for it. */
  private final Map<K, Queue<Runnable>> lanes = new HashMap<>();

  private int waiting;

  /**
   * Lanes whose threads are called {@code name}.
   *
   * @param most tasks that may wait or run; a further one is refused
   */
  public Lanes(String name, int most) {
    this.name = name;
    this.most = most;
  }

  /** Runs {@code task} after all that {@code key} has; false if too many wait already. */
  public boolean run(K key, Runnable task) {
    lock.lock();
    try {
      if (waiting >= most) {
        return false;
      }
      add(key, task);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs {@code task} on the caller's thread if nothing runs for {@code key}, and else after what
   * does: never refused, because what a broker has told must not be lost.
   */
  public void follow(K key, Runnable task) {
    lock.lock();
    try {
      if (lanes.containsKey(key)) {
        add(key, task);
        return;
      }
    } finally {
      lock.unlock();
    }
    task.run();
  }

  /**
   * Begins a task of {@code key} on the caller's thread, which {@link #leave} ends; false if the
   * key has one already, or too many wait. What comes for the key meanwhile runs after it.
   */
  public boolean enter(K key) {
    lock.lock();
    try {
      if (waiting >= most || lanes.containsKey(key)) {
        return false;
      }
      waiting++;
      lanes.put(key, new ArrayDeque<>());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the rest of a task that was begun by {@link #enter}; any thread, and does not wait. */
  public void leave(K key, Runnable rest) {
    Queue<Runnable> lane;
    lock.lock();
    try {
      lane = lanes.get(key);
    } finally {
      lock.unlock();
    }
    if (lane == null) {
      throw new IllegalStateException("nothing was begun lanes=" + name + " key=" + key);
    }
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          perform(key, rest);
          work(key, lane);
        });
  }

  private void add(K key, Runnable task) {
    waiting++;
    Queue<Runnable> lane = lanes.get(key);
    if (lane == null) {
      Queue<Runnable> begun = new ArrayDeque<>();
      begun.add(task);
      lanes.put(key, begun);
      Thread.ofVirtual().name(name).start(() -> work(key, begun));
    } else {
      lane.add(task);
    }
  }

  private void work(K key, Queue<Runnable> lane) {
    for (Runnable task = next(key, lane); task != null; task = next(key, lane)) {
      perform(key, task);
    }
  }

  private void perform(K key, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.ERROR, "task failed lanes=" + name + " key=" + key, broken);
    } finally {
      done();
    }
  }

  private @Nullable Runnable next(K key, Queue<Runnable> lane) {
    lock.lock();
    try {
      Runnable next = lane.poll();
      if (next == null) {
        lanes.remove(key);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      waiting--;
      if (waiting == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing runs; false if that took longer than {@code limit}. */
  public boolean drain(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (waiting > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = idle.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
