// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.journal.Journal;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A journal whose disk hangs, or fails, when a test says so. */
final class HeldJournal implements Journal {
  private final MemoryJournal journal = new MemoryJournal();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch open = new CountDownLatch(0);
  private volatile boolean failing;

  /** From now on a commit hangs. */
  void hold() {
    open = new CountDownLatch(1);
  }

  void release() {
    open.countDown();
  }

  /** From now on a commit fails. */
  void fail() {
    failing = true;
  }

  /** How many commits hang. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void append(List<Input> inputs) {
    waiting.incrementAndGet();
    try {
      if (!open.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("held for ever");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      waiting.decrementAndGet();
    }
    if (failing) {
      throw new IllegalStateException("the disk has failed");
    }
    journal.append(inputs);
  }

  @Override
  public int instance() {
    return journal.instance();
  }

  @Override
  public long lastSequence() {
    return journal.lastSequence();
  }

  @Override
  public EngineState snapshot(long sequence) {
    return journal.snapshot(sequence);
  }

  @Override
  public void saveSnapshot(StateChange change) {
    journal.saveSnapshot(change);
  }

  @Override
  public void replay(long sequence, Consumer<Input> reader) {
    journal.replay(sequence, reader);
  }

  @Override
  public void close() {
    journal.close();
  }
}
