// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that one thread waits for and another completes. The one that waits parks without a
 * time-out and is told of it when the limit is over: for a virtual thread, a time-out of its own
 * would be a timer that is set and cancelled, and costs more than all the rest of the wait.
 */
final class Pending<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile @Nullable Thread waiter;
  private volatile boolean overdue;

  void complete(T value) {
    future.complete(value);
    wake();
  }

  /** Completes it with what {@code supplier} gives; does not ask it if nobody waits any more. */
  void completeWith(Supplier<T> supplier) {
    if (settled.compareAndSet(false, true)) {
      try {
        future.complete(supplier.get());
      } catch (RuntimeException failed) {
        future.completeExceptionally(failed);
      }
      wake();
    }
  }

  void fail(GatewayUnavailable failure) {
    future.completeExceptionally(failure);
    wake();
  }

  /** The limit is over: ends the wait, and nothing else. */
  void expire() {
    overdue = true;
    wake();
  }

  private void wake() {
    // Either this sees who waits, or that thread sees, before it parks, what has happened.
    Thread waiting = waiter;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /** What comes of it in the end, should it come after all waiting. */
  <R> CompletableFuture<R> whenDone(Function<T, R> result) {
    return future.thenApply(result);
  }

  boolean isDone() {
    return future.isDone();
  }

  /** Waits until it is complete, or until somebody calls {@link #expire} after {@code limit}. */
  T await(Duration limit) {
    try {
      return get(limit);
    } catch (TimeoutException late) {
      throw new GatewayUnavailable(
          Category.NO_ANSWER,
          "no answer within " + limit.toMillis() + " ms; the command may still be done");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new GatewayUnavailable(
          Category.NO_ANSWER, "interrupted while waiting; the command may still be done");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GatewayUnavailable unavailable) {
        throw unavailable.again();
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Gives up at the limit, unless the answer is being made: then that is waited for once more. */
  private T get(Duration limit) throws TimeoutException, InterruptedException, ExecutionException {
    park();
    if (!future.isDone() && settled.compareAndSet(false, true)) {
      throw new TimeoutException();
    }
    return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void park() throws InterruptedException {
    waiter = Thread.currentThread();
    while (!future.isDone() && !overdue) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
