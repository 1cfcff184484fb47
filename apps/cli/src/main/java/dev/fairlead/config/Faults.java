// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.config.YamlNode.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, in the order of its lines. */
final class Faults {
  private record Found(Place place, String sentence) {}

  private final String file;
  private final List<Found> found = new ArrayList<>();

  Faults(String file) {
    this.file = file;
  }

  void add(Place place, String sentence) {
    found.add(new Found(place, sentence));
  }

  /** Throws all that was collected, if anything was. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(lines());
    }
  }

  private List<String> lines() {
    return found.stream()
        .sorted(
            Comparator.comparingInt((Found fault) -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()))
        .map(fault ->
            file
                + ":"
                + fault.place().line()
                + ":"
                + fault.place().column()
                + ": "
                + fault.sentence())
        .toList();
  }
}
