// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayUnavailable.OutcomeUnknown;
import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.observe.HopClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that hand commands over and wait for the sequencer's answers. One that waits alone
 * spins for longer than a commit takes, because to park and be woken costs as much again: its next
 * command would miss the batch that the reports of the last one are in. Where several wait, all
 * park, and so does a virtual thread, whose carrier has other work.
 *
 * <p>Those that park are looked after by one thread that ends the waits of more than the limit, and
 * is there only as long as somebody waits. Thread-safe.
 */
final class Waiters {
  private static final long SPIN_NANOS = 1_000_000;
  private static final boolean MAY_SPIN = Runtime.getRuntime().availableProcessors() > 1;

  /** A wait ends by so much of the limit late, at the most. */
  private static final int LOOKS_WITHIN_LIMIT = 40;

  private final Intake intake;
  private final Duration limit;
  private final Runnable alone;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Those that park, each with the moment at which it has waited for long enough. */
  private final Map<Pending<?>, Long> parked = new ConcurrentHashMap<>();

  private final AtomicBoolean watching = new AtomicBoolean();

  /**
   * Nobody waits longer than {@code limit}, and a fortieth of it, for what was put into {@code
   * intake}.
   *
   * @param alone is run by who has handed something over and is the only one that waits, which has
   *     nothing else to do; must not wait
   */
  Waiters(Intake intake, Duration limit, Runnable alone) {
    this.intake = intake;
    this.limit = limit;
    this.alone = alone;
  }

  /** What the input leads to. */
  Outcome apply(Input.Cause cause) {
    Pending<Outcome> pending = new Pending<>();
    intake.command(new ToApply(cause, Answer.of(pending, HopClock.NEVER)));
    handedOver();
    return await(pending);
  }

  /**
   * The reply to the command. Up to the moment that it is handed over it may be refused; from then
   * on it may be done, whatever becomes of the wait, and that ends as {@link OutcomeUnknown}.
   *
   * @param askedNanos when the client asked, by {@link System#nanoTime}
   */
  Reply submit(ClientCommand command, long askedNanos) {
    Pending<Outcome> pending = new Pending<>();
    intake.command(new ToApply(command, Answer.of(pending, askedNanos)), command.principal());
    handedOver();
    try {
      return reply(await(pending));
    } catch (GatewayUnavailable notKnown) {
      if (!notKnown.isTaken()) {
        throw notKnown;
      }
      throw new OutcomeUnknown(command, pending.whenDone(Waiters::reply), notKnown);
    }
  }

  /** The reply to an operator, who may ask again: what was done stays done. */
  Reply act(OperatorAction action) {
    return reply(apply(action));
  }

  /** Whoever is the only one that waits has nothing else to do. */
  private void handedOver() {
    if (MAY_SPIN && waiting.get() == 0) {
      alone.run();
    }
  }

  private static Reply reply(Outcome outcome) {
    Reply reply = outcome.reply();
    if (reply == null) {
      throw new IllegalStateException("a command got no reply");
    }
    return reply;
  }

  <T> T await(Pending<T> pending) {
    waiting.incrementAndGet();
    try {
      if (MAY_SPIN && !Thread.currentThread().isVirtual()) {
        spin(pending);
      }
      if (!pending.isDone()) {
        parked.put(pending, System.nanoTime() + limit.toNanos());
        beginToWatch();
      }
      return pending.await(limit);
    } finally {
      parked.remove(pending);
      waiting.decrementAndGet();
    }
  }

  private void beginToWatch() {
    if (!watching.get() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("fairlead-waiters").start(this::watch);
    }
  }

  private void watch() {
    while (!parked.isEmpty()) {
      LockSupport.parkNanos(this, Math.max(1, limit.toNanos() / LOOKS_WITHIN_LIMIT));
      long now = System.nanoTime();
      parked.forEach((pending, due) -> {
        if (now - due >= 0) {
          pending.expire();
        }
      });
    }
    watching.set(false);
    // Whoever came in between saw that it was being watched.
    if (!parked.isEmpty()) {
      beginToWatch();
    }
  }

  /** Gives way meanwhile: the sequencer may have woken on this processor. */
  @SuppressWarnings("ThreadPriorityCheck") // counts on nothing: without the yield it takes longer
  private void spin(Pending<?> pending) {
    long end = System.nanoTime() + SPIN_NANOS;
    while (waiting.get() == 1 && !pending.isDone() && System.nanoTime() < end) {
      Thread.yield();
    }
  }
}
