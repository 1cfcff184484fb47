// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import static java.util.Comparator.comparingInt;

import dev.fairlead.health.HealthRules.Weight;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A link's score and what it lost points by, worst first.
 *
 * @param points 0 to 100
 */
record Score(int points, List<Cause> causes) {
  /** That of a link that is up. Pure: the same readings, the same score. */
  static Score of(Map<Kind, Reading> readings, List<Weight> weights) {
    List<Cause> causes = new ArrayList<>();
    int lost = 0;
    for (Weight weight : weights) {
      Reading reading = readings.get(weight.kind());
      if (reading == null || reading.of() < weight.evidence()) {
        continue;
      }
      int points = weight.lost(reading.value());
      if (points > 0) {
        causes.add(new Cause(weight.kind(), points, reading.value(), weight.from()));
        lost += points;
      }
    }
    // By kind where as much was lost, so that a verdict does not change by its order alone.
    causes.sort(comparingInt(Cause::lost).reversed().thenComparing(Cause::kind));
    return new Score(Math.max(0, LinkHealth.BEST - lost), List.copyOf(causes));
  }

  /** That of a link that is down, which counts nothing else. */
  static Score down(long downs) {
    return new Score(0, List.of(new Cause(Kind.SESSION, LinkHealth.BEST, Math.max(1, downs), 0)));
  }
}
