// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How long the hops of one broker account's orders took. Thread-safe; never waits. */
public final class HopTimes {
  private final Map<Hop, Histogram> times = new EnumMap<>(Hop.class);

  /** Nothing measured yet. */
  public HopTimes() {
    for (Hop hop : Hop.values()) {
      times.put(hop, new Histogram());
    }
  }

  /** One that lasted from {@code from} to {@code to}; nothing where either is not known. */
  public void between(Hop hop, long from, long to) {
    if (from != HopClock.NEVER && to != HopClock.NEVER) {
      took(hop, to - from);
    }
  }

  void took(Hop hop, long nanos) {
    Objects.requireNonNull(times.get(hop)).took(nanos);
  }

  /** What was measured so far; every hop is there. */
  public Map<Hop, Distribution> distributions() {
    Map<Hop, Distribution> all = new EnumMap<>(Hop.class);
    times.forEach((hop, histogram) -> all.put(hop, histogram.distribution()));
    return Collections.unmodifiableMap(all);
  }
}
