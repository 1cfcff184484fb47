// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that one thread waits for and another completes, no longer than a limit. */
final class Pending<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  void complete(T value) {
    future.complete(value);
  }

  void fail(GatewayUnavailable failure) {
    future.completeExceptionally(failure);
  }

  T await(Duration limit) {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
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
}
