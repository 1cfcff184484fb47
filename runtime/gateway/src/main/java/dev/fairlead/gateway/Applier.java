// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies inputs while the sequencer makes them durable, on a thread of its own, and makes ready
 * what they lead to. All of it is given out when it is asked for, which is when they are durable
 * (I-02). An engine that has run ahead of a commit that failed is never used again (J-04).
 *
 * <p>To wake a thread takes longer than to apply a few inputs, so for a few the sequencer does not
 * wake it. It is awake for them where a client has said that its command comes; otherwise they are
 * applied when they are asked for.
 */
final class Applier implements AutoCloseable {
  private static final int FEW = 8;

  /** How long what was announced may take to come: the sequencer may have to wake up, too. */
  private static final long AWAKE_NANOS = 200_000;

  /** What one input led to, and what is to be done about it, in order, when it is durable. */
  record Done(Outcome outcome, List<Runnable> deeds) {}

  /** What the inputs led to, up to the one that broke the engine. */
  record Applied(List<Done> done, @Nullable RuntimeException broken) {}

  /** Makes effects ready. */
  interface Readying {
    /**
     * What does {@code effect}, which followed from an input at {@code at}. Until the result is run
     * nothing of it may be done. Must not wait.
     */
    Runnable ready(Instant at, Effect effect);
  }

  private final OrderEngine engine;
  private final Readying effects;
  private final Thread thread;

  /** What the thread is to do; only the sequencer puts something there. */
  private final AtomicReference<@Nullable FutureTask<Applied>> next = new AtomicReference<>();

  private volatile boolean asleep;
  private volatile boolean closed;

  Applier(OrderEngine engine, Readying effects) {
    this.engine = engine;
    this.effects = effects;
    thread = Thread.ofPlatform().daemon().name("fairlead-engine").unstarted(this::run);
  }

  /** Until then inputs are applied when they are asked for. */
  void start() {
    thread.start();
  }

  /** Inputs are about to come: has the thread awake for them. Any thread; does not wait. */
  void expect() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Begins with the inputs. Until the result is asked for, the engine is nobody else's. */
  Supplier<Applied> begin(List<Input> inputs) {
    FutureTask<Applied> task = new FutureTask<>(() -> apply(inputs));
    next.set(task);
    if (inputs.size() > FEW) {
      expect();
    }
    return () -> {
      // Whoever comes first does it.
      next.set(null);
      task.run();
      return result(task);
    };
  }

  private void run() {
    while (!closed) {
      sleep();
      awaitNext();
      FutureTask<Applied> task = next.getAndSet(null);
      if (task != null) {
        task.run();
      }
    }
  }

  /** Either this sees what is to be done, or whoever put it there sees that this sleeps. */
  private void sleep() {
    asleep = true;
    if (next.get() == null && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /** Gives way meanwhile: what is to come may need this processor for it. */
  @SuppressWarnings("ThreadPriorityCheck") // counts on nothing: without the yield it takes longer
  private void awaitNext() {
    long end = System.nanoTime() + AWAKE_NANOS;
    while (next.get() == null && System.nanoTime() < end) {
      Thread.yield();
    }
  }

  /** {@link #apply} throws nothing, and nobody cancels it. */
  private static Applied result(FutureTask<Applied> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException stopping) {
          // It is under way, and takes a moment.
          interrupted = true;
        } catch (ExecutionException broken) {
          throw new IllegalStateException(broken.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Applied apply(List<Input> inputs) {
    List<Done> done = new ArrayList<>(inputs.size());
    try {
      for (Input input : inputs) {
        done.add(applied(input));
      }
      return new Applied(done, null);
    } catch (RuntimeException broken) {
      return new Applied(done, broken);
    } catch (Error broken) {
      return new Applied(done, new IllegalStateException(String.valueOf(broken), broken));
    }
  }

  private Done applied(Input input) {
    Outcome outcome = engine.apply(input);
    List<Effect> led = outcome.effects();
    if (led.isEmpty()) {
      return new Done(outcome, List.of());
    }
    List<Runnable> deeds = new ArrayList<>(led.size());
    for (Effect effect : led) {
      deeds.add(effects.ready(outcome.at(), effect));
    }
    return new Done(outcome, deeds);
  }

  /** Does not wait: what is still being applied then follows a commit that has failed. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
