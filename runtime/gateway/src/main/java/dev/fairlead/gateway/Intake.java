// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.door.Shares;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.model.Principal;
import dev.fairlead.observe.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of the sequencer, in order of arrival. Bounded in two lanes: a client's
 * command that finds its lane full is refused before it is accepted (F-K04); a broker's report
 * waits, because it is the truth and is never dropped (F-B20).
 *
 * <p>The reader spins for a moment before it parks: under load the next submission is there before
 * a parked thread would have woken (about 35 µs), and idle costs nothing. It lets reports lie for
 * as long, because nobody waits for them: most often a command comes meanwhile, and one commit
 * serves both. And where several were waiting the last time, it gives as many a moment to come
 * again: one commit for all of them, not one for the quick and another for the rest.
 */
final class Intake implements Queue.Source {
  private static final int REPORT_LIMIT = 65_536;

  /** Most reports of one link: what another one has to say waits behind so many at most (L-11). */
  static final int LANE_LIMIT = 1_024;

  /** Of fewer places than this there are no parts to be had. */
  private static final int FEW = 16;

  private static final long SPIN_NANOS = 50_000;

  /** About what a commit takes that would be spared. */
  private static final Duration GATHER = Duration.ofNanos(150_000);

  private static final long WAIT_STEP_MILLIS = 100;

  /**
   * One submission.
   *
   * @param leaving gives back the place that it had; null where it had none
   */
  private record Entry(Submission submission, @Nullable Runnable leaving, boolean pressing) {}

  /** Where a link submits its reports: waits while it is full; false once nobody reads. */
  @FunctionalInterface
  interface Reports {
    boolean submit(Submission submission);
  }

  /** Places for reports. */
  private static final class Lane {
    private final Semaphore room;
    private final Runnable leaving;

    Lane(int places) {
      room = new Semaphore(places);
      leaving = room::release;
    }
  }

  private final java.util.Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final int commandLimit;
  private final Semaphore commands;
  private final LongAdder refused = new LongAdder();
  private final Runnable freeing;

  /** With fewer free places than this they are shared. */
  private final int scarce;

  private final Shares shares;
  private final Lane anybodys = new Lane(REPORT_LIMIT);

  /** How many in the queue somebody waits for: commands and looks. */
  private final AtomicInteger pressing = new AtomicInteger();

  private final long gatherNanos;

  /** How many were pressing when the reader came last; the reader's own. */
  private int lastPressing;

  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean refusing;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile @Nullable Thread reader;

  Intake(int commandLimit) {
    this(commandLimit, GATHER);
  }

  /** One that waits no longer than {@code gather} for as many as there were the last time. */
  Intake(int commandLimit, Duration gather) {
    this.commandLimit = commandLimit;
    commands = new Semaphore(commandLimit);
    freeing = commands::release;
    scarce = commandLimit < FEW ? 0 : commandLimit / 2;
    shares = new Shares(Math.max(1, scarce));
    gatherNanos = gather.toNanos();
  }

  @Override
  public List<Queue> queues() {
    return List.of(
        queue("commands", commandLimit, commands, refused.sum()),
        queue("reports", REPORT_LIMIT, anybodys.room, 0));
  }

  private static Queue queue(String name, int limit, Semaphore lane, long refused) {
    return new Queue(name, Optional.empty(), limit - lane.availablePermits(), limit, refused);
  }

  /** Queues a command of the gateway's own, or refuses it at once. */
  void command(Submission submission) {
    refuseIfStopping();
    if (!commands.tryAcquire()) {
      throw tooMany("too many commands are waiting");
    }
    command(submission, freeing);
  }

  /**
   * Queues a client's command, or refuses it at once. When half of the places are taken nobody may
   * have more of the others than its part.
   */
  void command(Submission submission, Principal client) {
    refuseIfStopping();
    if (!commands.tryAcquire()) {
      throw tooMany("too many commands are waiting");
    }
    if (commands.availablePermits() >= scarce) {
      command(submission, freeing);
    } else if (shares.take(client)) {
      command(
          submission,
          () -> {
            shares.giveBack(client);
            commands.release();
          });
    } else {
      commands.release();
      throw tooMany("too many commands of this client are waiting, and others come too");
    }
  }

  private void refuseIfStopping() {
    if (refusing || closed) {
      throw stopping();
    }
  }

  private void command(Submission submission, Runnable leaving) {
    if (!put(new Entry(submission, leaving, true))) {
      throw stopping();
    }
  }

  private GatewayUnavailable tooMany(String why) {
    refused.increment();
    return new GatewayUnavailable(Category.OVERLOADED, why + "; try again in a moment");
  }

  /**
   * Queues a broker's report or a timer; waits while the lane is full. False once closed. The
   * reader itself never waits, because nobody else would make room.
   */
  boolean report(Submission submission) {
    return report(submission, anybodys);
  }

  /** A link's own place for its reports: when it is full only that link waits. */
  Reports lane() {
    Lane lane = new Lane(LANE_LIMIT);
    return submission -> report(submission, lane);
  }

  private boolean report(Submission submission, Lane lane) {
    if (Thread.currentThread().equals(reader)) {
      return put(new Entry(submission, null, false));
    }
    boolean interrupted = false;
    try {
      while (!closed) {
        try {
          if (lane.room.tryAcquire()
              || lane.room.tryAcquire(WAIT_STEP_MILLIS, TimeUnit.MILLISECONDS)) {
            return put(new Entry(submission, lane.leaving, false));
          }
        } catch (InterruptedException stopping) {
          // Who stops its thread does not make untrue what it has to tell.
          interrupted = true;
        }
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Queues a look; bounded by the number of threads that wait for theirs. */
  void look(Submission submission) {
    if (closed || !put(new Entry(submission, null, true))) {
      throw stopping();
    }
  }

  /** Queues what the sequencer itself has found out; one for each command that it has just sent. */
  void own(Submission submission) {
    put(new Entry(submission, null, false));
  }

  private static GatewayUnavailable stopping() {
    return new GatewayUnavailable(Category.NOT_READY, "the gateway is stopping");
  }

  /** False where nobody reads any more: then it is not queued. */
  private boolean put(Entry entry) {
    if (entry.pressing()) {
      pressing.incrementAndGet();
    }
    queue.add(entry);
    // Either the reader's last look into the queue saw the entry, or this sees that it was the
    // last: an entry that nobody reads would leave its client waiting for nothing.
    if (ended && queue.remove(entry)) {
      return false;
    }
    if (waiting.get()) {
      LockSupport.unpark(reader);
    }
    return true;
  }

  /**
   * Moves at most {@code most} submissions into {@code batch}, having waited until there is one.
   * False once closed and read to the end: nothing comes any more.
   *
   * @param resting done before the reader parks, when nothing has come for a while: there is time
   */
  boolean drain(List<Submission> batch, int most, Runnable resting) {
    reader = Thread.currentThread();
    if (queue.isEmpty()) {
      await(resting);
    }
    spinUntil(() -> pressing.get() > 0);
    gather(most);
    moveTo(batch, most);
    if (batch.isEmpty()) {
      ended = true;
      moveTo(batch, most);
    }
    return !batch.isEmpty();
  }

  /** Yields meanwhile: those who are to come may need this processor for it. */
  @SuppressWarnings("ThreadPriorityCheck") // counts on nothing: without the yield it takes longer
  private void gather(int most) {
    int expected = Math.min(lastPressing, most);
    until(() -> pressing.get() >= expected || closed, gatherNanos, Thread::yield);
    lastPressing = pressing.get();
  }

  private void moveTo(List<Submission> batch, int most) {
    while (batch.size() < most) {
      Entry next = queue.poll();
      if (next == null) {
        return;
      }
      Runnable leaving = next.leaving();
      if (leaving != null) {
        leaving.run();
      }
      if (next.pressing()) {
        pressing.decrementAndGet();
      }
      batch.add(next.submission());
    }
  }

  private void await(Runnable resting) {
    spinUntil(() -> !queue.isEmpty());
    if (queue.isEmpty()) {
      resting.run();
    }
    waiting.set(true);
    try {
      while (queue.isEmpty() && !closed) {
        // Those who came the last time have gone.
        lastPressing = 0;
        LockSupport.parkNanos(this, Duration.ofSeconds(1).toNanos());
      }
    } finally {
      waiting.set(false);
    }
  }

  /** Gives way meanwhile: whoever has woken on this processor would wait for a slice to end. */
  @SuppressWarnings("ThreadPriorityCheck") // counts on nothing: without the yield it takes longer
  private static void spinUntil(BooleanSupplier reached) {
    until(reached, SPIN_NANOS, Thread::yield);
  }

  private static void until(BooleanSupplier reached, long nanos, Runnable meanwhile) {
    long end = System.nanoTime() + nanos;
    while (!reached.getAsBoolean() && System.nanoTime() < end) {
      meanwhile.run();
    }
  }

  /** Whether commands are refused because the gateway stops. */
  boolean isRefusing() {
    return refusing || closed;
  }

  /** No more commands; looks and reports are still taken. */
  void refuseCommands() {
    refusing = true;
  }

  /** Nothing more; what is queued is still read. */
  void close() {
    closed = true;
    LockSupport.unpark(reader);
  }
}
