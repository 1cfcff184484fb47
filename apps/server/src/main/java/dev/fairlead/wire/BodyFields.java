// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which fields a body may have.
 *
 * @param known in the order in which they are told
 * @param unsupported Alpaca's fields that are not served yet, with what to do instead
 */
public record BodyFields(SequencedSet<String> known, Map<String, String> unsupported) {
  public static BodyFields of(List<String> known, Map<String, String> unsupported) {
    return new BodyFields(
        Collections.unmodifiableSequencedSet(new LinkedHashSet<>(known)), Map.copyOf(unsupported));
  }
}
