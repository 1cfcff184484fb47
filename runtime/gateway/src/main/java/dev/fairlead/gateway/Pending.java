// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something that one thread waits for and another completes, no longer than a limit. */
final class Pending<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();

  void complete(T value) {
    future.complete(value);
  }

  /** Completes it with what {@code supplier} gives; does not ask it if nobody waits any more. */
  void completeWith(Supplier<T> supplier) {
    if (settled.compareAndSet(false, true)) {
      try {
        future.complete(supplier.get());
      } catch (RuntimeException failed) {
        future.completeExceptionally(failed);
      }
    }
  }

  void fail(GatewayUnavailable failure) {
    future.completeExceptionally(failure);
  }

  /** What comes of it in the end, should it come after all waiting. */
  <R> CompletableFuture<R> whenDone(Function<T, R> result) {
    return future.thenApply(result);
  }

  boolean isDone() {
    return future.isDone();
  }

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
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      if (settled.compareAndSet(false, true)) {
        throw late;
      }
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
