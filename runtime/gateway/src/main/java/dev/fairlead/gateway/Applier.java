// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies inputs while the sequencer makes them durable, on a thread of its own. What they led to
 * is given out when it is asked for, which is when they are durable (I-02). An engine that has run
 * ahead of a commit that failed is never used again (J-04).
 *
 * <p>Few inputs are applied when they are asked for: to wake a thread takes longer than they do.
 */
final class Applier implements AutoCloseable {
  private static final int FEW = 8;

  /** What the inputs led to, up to the one that broke the engine. */
  record Applied(List<Outcome> outcomes, @Nullable RuntimeException broken) {}

  private final OrderEngine engine;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("fairlead-engine").factory());

  Applier(OrderEngine engine) {
    this.engine = engine;
  }

  /** Begins with the inputs. Until the result is asked for, the engine is nobody else's. */
  Supplier<Applied> begin(List<Input> inputs) {
    return inputs.size() <= FEW
        ? () -> apply(inputs)
        : CompletableFuture.supplyAsync(() -> apply(inputs), thread)::join;
  }

  private Applied apply(List<Input> inputs) {
    List<Outcome> outcomes = new ArrayList<>(inputs.size());
    try {
      for (Input input : inputs) {
        outcomes.add(engine.apply(input));
      }
      return new Applied(outcomes, null);
    } catch (RuntimeException broken) {
      return new Applied(outcomes, broken);
    } catch (Error broken) {
      return new Applied(outcomes, new IllegalStateException(String.valueOf(broken), broken));
    }
  }

  /** Does not wait: what is still being applied then follows a commit that has failed. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
