// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls one listener with order events, on a thread of its own, so that a slow one holds up nobody.
 * One that falls behind by more than the queue holds is cut off, with an error in the log: a gap in
 * the middle would be worse than an end.
 *
 * <p>The thread is the system's and not a virtual one: what a user's code does there, computing for
 * an hour perhaps, must not take a carrier from the gateway's own.
 */
final class Callbacks implements OutcomeListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(Callbacks.class.getName());
  private static final int QUEUE_LIMIT = 65_536;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Consumer<OrderEvent> listener;
  private final ThreadPoolExecutor caller;
  private volatile @Nullable Thread thread;
  private volatile boolean ended;
  private boolean cut;

  Callbacks(Consumer<OrderEvent> listener) {
    this.listener = listener;
    caller =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_LIMIT),
            task -> Thread.ofPlatform().daemon().name("fairlead-callbacks").unstarted(task));
  }

  @Override
  public void onOutcome(Outcome outcome) {
    for (Event event : outcome.events()) {
      if (event instanceof OrderEvent orderEvent && !cut) {
        queue(orderEvent);
      }
    }
  }

  private void queue(OrderEvent event) {
    try {
      caller.execute(() -> call(event));
    } catch (RejectedExecutionException full) {
      cut = true;
      if (!caller.isShutdown()) {
        LOG.log(
            Level.ERROR,
            "order listener cut off, it is {0} events behind at number={1}",
            QUEUE_LIMIT,
            event.number());
      }
    }
  }

  private void call(OrderEvent event) {
    if (ended) {
      return;
    }
    thread = Thread.currentThread();
    try {
      listener.accept(event);
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.ERROR, "order listener failed number=" + event.number(), broken);
    }
  }

  /** Calls no more; a call that is under way ends by itself. */
  void end() {
    ended = true;
    caller.shutdown();
  }

  /** Calls with what is queued, as long as that takes no more than a few seconds. */
  @Override
  public void close() {
    caller.shutdown();
    try {
      boolean itself = Thread.currentThread().equals(thread);
      if (!itself && !caller.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "order listener left behind, it took more than {0}", CLOSE_LIMIT);
        ended = true;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
