// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one way in which a test waits: for a condition, and no longer than a limit. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long STEP_NANOS = 500_000;

  private Await() {}

  /** Waits at most 20 seconds until {@code condition} holds; {@code what} names it in the error. */
  public static void until(String what, BooleanSupplier condition) {
    until(what, LIMIT, condition);
  }

  /** Waits at most {@code limit} until {@code condition} holds. */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    value(what, limit, () -> condition.getAsBoolean() ? Optional.of(what) : Optional.empty());
  }

  /** Waits at most 20 seconds until there is a value. */
  public static <T> T value(String what, Supplier<Optional<T>> supplier) {
    return value(what, LIMIT, supplier);
  }

  /** Waits at most {@code limit} until there is a value. */
  public static <T> T value(String what, Duration limit, Supplier<Optional<T>> supplier) {
    long begun = System.nanoTime();
    while (true) {
      Optional<T> value = supplier.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new AssertionError("waited " + limit + " in vain for: " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
