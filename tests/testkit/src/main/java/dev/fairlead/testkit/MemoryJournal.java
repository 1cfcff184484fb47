// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.journal.Journal;
import dev.fairlead.journal.JournalException;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateSum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A journal on a disk in memory. The disk can stall, fail and lose what was not synced; {@link
 * #restarted} is the journal that the next start finds on it. Thread-safe.
 */
public final class MemoryJournal implements Journal {
  private static final int INSTANCE = 7;
  private static final int OPEN = Integer.MAX_VALUE / 2;

  private final List<Input> inputs = new ArrayList<>();
  private final List<StateChange> snapshots = new ArrayList<>();

  /** One permit for each append that may pass. */
  private final Semaphore gate = new Semaphore(OPEN);

  /** One permit for each snapshot that may be kept. */
  private final Semaphore snapshotGate = new Semaphore(OPEN);

  private int appends;
  private int waiting;
  private long failAfter = Long.MAX_VALUE;
  private boolean keepsFailed;
  private boolean failed;
  private boolean failsSnapshots;
  private boolean closed;

  /** What is left of the inputs of a commit that failed. */
  public enum Tail {
    /** They never reached the disk. */
    LOST,
    /** They reached it, only the confirmation did not come. */
    KEPT
  }

  /** From now on an append waits until {@link #letPass}. */
  public void hold() {
    gate.drainPermits();
  }

  /** Lets {@code count} held appends pass, waiting ones first. */
  public void letPass(int count) {
    gate.release(count);
  }

  /** Ends {@link #hold}. */
  public void release() {
    gate.release(OPEN);
  }

  /** Appends that are held now. */
  public synchronized int waiting() {
    return waiting;
  }

  /** Commits that were made or tried. */
  public synchronized int appends() {
    return appends;
  }

  /** The append that would go beyond {@code sequence} fails, and leaves {@code tail}. */
  public synchronized void failAfter(long sequence, Tail tail) {
    failAfter = sequence;
    keepsFailed = tail == Tail.KEPT;
  }

  /** From now on a snapshot waits until {@link #letSnapshotPass}. */
  public void holdSnapshots() {
    snapshotGate.drainPermits();
  }

  /** Lets one held snapshot pass. */
  public void letSnapshotPass() {
    snapshotGate.release();
  }

  /** From now on no snapshot can be kept. */
  public synchronized void failSnapshots() {
    failsSnapshots = true;
  }

  /** The durable inputs. */
  public synchronized List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /** The sequences of the snapshots, oldest first. */
  public synchronized List<Long> snapshots() {
    return snapshots.stream().map(StateChange::sequence).toList();
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** What the next start finds. */
  public synchronized MemoryJournal restarted() {
    return restarted(lastSequence());
  }

  /** What the next start finds after a crash that took all beyond {@code sequence}. */
  public synchronized MemoryJournal restarted(long sequence) {
    MemoryJournal next = new MemoryJournal();
    next.inputs.addAll(inputs.stream().filter(i -> i.sequence() <= sequence).toList());
    next.snapshots.addAll(snapshots.stream().filter(s -> s.sequence() <= sequence).toList());
    return next;
  }

  @Override
  public int instance() {
    return INSTANCE;
  }

  @Override
  public synchronized long lastSequence() {
    return inputs.isEmpty() ? 0 : inputs.getLast().sequence();
  }

  @Override
  public void append(List<Input> batch) {
    List<Input> durable = List.copyOf(batch);
    arrive();
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException(Category.FAILED, "interrupted", e);
    } finally {
      leave();
    }
    commit(durable);
  }

  private synchronized void arrive() {
    appends++;
    waiting++;
  }

  private synchronized void leave() {
    waiting--;
  }

  private synchronized void commit(List<Input> batch) {
    refuseIfUnusable();
    long next = lastSequence();
    for (Input input : batch) {
      next++;
      if (input.sequence() != next) {
        throw new IllegalArgumentException(input.sequence() + " cannot come at " + next);
      }
    }
    failed = next > failAfter;
    if (!failed || keepsFailed) {
      inputs.addAll(batch);
    }
    refuseIfUnusable();
  }

  private void refuseIfUnusable() {
    if (failed || closed) {
      throw new JournalException(Category.FAILED, failed ? "the disk has failed" : "closed");
    }
  }

  @Override
  public synchronized EngineState snapshot(long sequence) {
    StateSum sum = new StateSum();
    snapshots.stream().filter(change -> change.sequence() <= sequence).forEach(sum::add);
    return sum.state();
  }

  @Override
  public void saveSnapshot(StateChange change) {
    snapshotGate.acquireUninterruptibly();
    save(change);
  }

  private synchronized void save(StateChange change) {
    refuseIfUnusable();
    if (failsSnapshots) {
      throw new JournalException(Category.DISK_FULL, "no room for snapshots");
    }
    if (change.sequence() > lastSequence()) {
      throw new IllegalArgumentException(change.sequence() + " is past the end");
    }
    snapshots.removeIf(kept -> kept.sequence() > change.since());
    snapshots.add(change);
  }

  @Override
  public void replay(long sequence, Consumer<Input> reader) {
    inputs().stream().filter(input -> input.sequence() > sequence).forEach(reader);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
