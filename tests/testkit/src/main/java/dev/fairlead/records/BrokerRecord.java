// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.records;

import dev.fairlead.message.Capabilities;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What a broker can do, and how that is known.
 *
 * @param name of the adapter that there is or will be, as in an account's name
 * @param title what people call the broker
 * @param summary a sentence or two about what sets it apart
 * @param sources of each aspect: where it is documented, and what was made of it
 */
public record BrokerRecord(
    String name,
    String title,
    String summary,
    Capabilities capabilities,
    Map<Aspect, String> sources) {

  /** Refuses a value without a source. */
  public BrokerRecord {
    EnumSet<Aspect> missing = EnumSet.allOf(Aspect.class);
    sources.forEach((aspect, source) -> {
      if (!source.isBlank()) {
        missing.remove(aspect);
      }
    });
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + missing + " without a source");
    }
    sources = Map.copyOf(sources);
  }

  /** Those that have no adapter yet. */
  public static List<BrokerRecord> planned() {
    return List.of(Upstox.RECORD, InteractiveBrokers.RECORD, Fix.RECORD);
  }

  /** The sources in the order of the aspects. */
  public Map<Aspect, String> sourcesInOrder() {
    return new EnumMap<>(sources);
  }
}
