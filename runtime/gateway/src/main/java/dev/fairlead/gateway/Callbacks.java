// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Calls one listener with order events, on a thread of its own, so that a slow one holds up nobody.
 * One that falls behind by more than the queue holds is cut off, with an error in the log: a gap in
 * the middle would be worse than an end.
 */
final class Callbacks implements OutcomeListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(Callbacks.class.getName());
  private static final int QUEUE_LIMIT = 65_536;

  private final Consumer<OrderEvent> listener;
  private final BlockingQueue<OrderEvent> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final Thread thread;
  private volatile boolean cut;

  Callbacks(Consumer<OrderEvent> listener) {
    this.listener = listener;
    thread = Thread.ofVirtual().name("fairlead-callbacks").start(this::run);
  }

  @Override
  public void onOutcome(Outcome outcome) {
    for (Event event : outcome.events()) {
      if (event instanceof OrderEvent orderEvent && !cut && !queue.offer(orderEvent)) {
        cut = true;
        LOG.log(
            Level.ERROR,
            "order listener cut off, it is {0} events behind at number={1}",
            QUEUE_LIMIT,
            orderEvent.number());
      }
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        OrderEvent event = queue.take();
        try {
          listener.accept(event);
        } catch (RuntimeException broken) {
          LOG.log(Level.ERROR, "order listener failed number=" + event.number(), broken);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
