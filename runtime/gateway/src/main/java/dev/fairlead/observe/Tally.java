// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often each variant of a closed set occurred. Thread-safe; never waits. */
final class Tally {
  private final Map<Class<?>, LongAdder> counts = new HashMap<>();

  private Tally() {}

  /** One of all variants of {@code sealed}, those of sealed types within it included. */
  static Tally of(Class<?> sealed) {
    Tally tally = new Tally();
    Variants.of(sealed).forEach(variant -> tally.counts.put(variant, new LongAdder()));
    return tally;
  }

  void count(Object variant) {
    LongAdder count = counts.get(variant.getClass());
    if (count == null) {
      throw new IllegalArgumentException(variant + " is no variant of what is counted");
    }
    count.increment();
  }

  /** How often each occurred, by its name in small letters; those that never did are there too. */
  SequencedMap<String, Long> counts() {
    SequencedMap<String, Long> all = new TreeMap<>();
    counts.forEach((variant, count) -> all.put(Variants.word(variant), count.sum()));
    return all;
  }
}
