// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything that pure code must not do, so that {@link ArchitectureTest} can test its rules. */
@SuppressWarnings({"unused", "UnsynchronizedOverridesSynchronized", "JavaInstantGetSecondsGetNano"})
final class Planted {
  private volatile int guarded;
  private double binary;

  Instant clock() {
    return Instant.now();
  }

  LongSupplier clockByReference() {
    return System::nanoTime;
  }

  UUID randomId() {
    return UUID.randomUUID();
  }

  double random() {
    return Math.random();
  }

  String ofThisMachine(String format) {
    return String.format(Locale.getDefault(), format, System.getenv("HOME"));
  }

  int identity() {
    return System.identityHashCode(this);
  }

  Supplier<Thread> thread() {
    return Thread::currentThread;
  }

  synchronized List<java.io.File> files() {
    return List.of(new java.io.File("a"));
  }

  Map<String, Integer> byName() {
    return new HashMap<>(Map.of("a", 1));
  }

  Set<String> names(List<String> names) {
    return names.stream().collect(Collectors.toSet());
  }
}
