// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has come and waits to be heard, in order. Messages are bounded by number and bytes; that a
 * connection was opened or lost, of which there is at most one of each, always finds room.
 */
final class Inbox {
  private final int mostMessages;
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();

  /** What follows is guarded by the lock. */
  private final Deque<News> waiting = new ArrayDeque<>();

  private int messages;
  private long bytes;
  private boolean closed;

  /** What one can hear of. */
  sealed interface News {
    record Opened(Line line) implements News {}

    /** One whole message, which nobody changes; no record, because of the array. */
    final class Message implements News {
      private final Line line;
      private final byte[] bytes;
      private final long heardNanos;

      Message(Line line, byte[] bytes, long heardNanos) {
        this.line = line;
        this.bytes = bytes;
        this.heardNanos = heardNanos;
      }

      Line line() {
        return line;
      }

      byte[] bytes() {
        return bytes;
      }

      long heardNanos() {
        return heardNanos;
      }
    }

    record Lost(Loss loss) implements News {}
  }

  Inbox(int mostMessages, long mostBytes) {
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
  }

  /** False where there is no room; never waits. */
  boolean offer(News.Message message) {
    lock.lock();
    try {
      if (!hasRoom(message.bytes().length)) {
        return false;
      }
      messages++;
      bytes += message.bytes().length;
      add(message);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(int length) {
    return messages < mostMessages && bytes + length <= mostBytes;
  }

  /** Waits for room, no longer than {@code limit}; who offers then may still find none. */
  void awaitRoom(int length, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!hasRoom(length) && !closed && nanos > 0) {
        nanos = emptied.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  void put(News.Opened opened) {
    lock.lock();
    try {
      add(opened);
    } finally {
      lock.unlock();
    }
  }

  void put(News.Lost lost) {
    lock.lock();
    try {
      add(lost);
    } finally {
      lock.unlock();
    }
  }

  private void add(News news) {
    if (!closed) {
      waiting.add(news);
      filled.signal();
    }
  }

  /** Whether nothing waits just now. */
  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next; null once this is closed. */
  @Nullable News take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        filled.await();
      }
      if (closed) {
        return null;
      }
      News next = waiting.remove();
      if (next instanceof News.Message message) {
        messages--;
        bytes -= message.bytes().length;
        emptied.signal();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is taken or kept any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
