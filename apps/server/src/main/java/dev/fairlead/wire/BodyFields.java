// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which fields a body may have.
 *
 * @param known in the order in which they are told
 * @param unsupported Alpaca's fields that are not served yet, with what to do instead
 * @param objects fields that are objects of plain fields, which are called {@code outer.inner}
 */
public record BodyFields(
    SequencedSet<String> known,
    Map<String, String> unsupported,
    Map<String, SequencedSet<String>> objects) {
  public static BodyFields of(List<String> known, Map<String, String> unsupported) {
    return new BodyFields(ordered(known), Map.copyOf(unsupported), Map.of());
  }

  /** The same with one more field, an object of these. */
  public BodyFields with(String object, List<String> inner) {
    Map<String, SequencedSet<String>> more = new LinkedHashMap<>(objects);
    more.put(object, ordered(inner));
    return new BodyFields(known, unsupported, Collections.unmodifiableMap(more));
  }

  private static SequencedSet<String> ordered(List<String> names) {
    return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(names));
  }

  /** Everything that may stand in the body itself. */
  SequencedSet<String> names() {
    SequencedSet<String> names = new LinkedHashSet<>(known);
    names.addAll(objects.keySet());
    return names;
  }
}
