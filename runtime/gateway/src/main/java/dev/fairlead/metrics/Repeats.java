// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets the same trouble be logged once in a while, and tells how often it was kept quiet meanwhile.
 * Thread-safe.
 */
final class Repeats {
  /** How long the same trouble is not logged again. */
  static final Duration QUIET = Duration.ofMinutes(1);

  private static final int MOST_REMEMBERED = 256;

  private record Last(long atNanos, long quiet) {}

  private final LongSupplier nanos;
  private final Map<String, Last> last = new LinkedHashMap<>();

  Repeats(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How often {@code trouble} was kept quiet since it was last logged; empty: keep quiet now. */
  synchronized OptionalLong admit(String trouble) {
    long now = nanos.getAsLong();
    Last before = last.remove(trouble);
    if (before != null && now - before.atNanos() < QUIET.toNanos()) {
      last.put(trouble, new Last(before.atNanos(), before.quiet() + 1));
      return OptionalLong.empty();
    }
    last.put(trouble, new Last(now, 0));
    if (last.size() > MOST_REMEMBERED) {
      last.remove(last.keySet().iterator().next());
    }
    return OptionalLong.of(before == null ? 0 : before.quiet());
  }
}
