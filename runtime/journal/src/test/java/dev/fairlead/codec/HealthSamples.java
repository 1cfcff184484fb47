// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateEdit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Verdicts on links. */
final class HealthSamples {
  /** Of every kind of cause one. */
  private static final LinkHealth OPEN =
      new LinkHealth(
          Samples.ACCOUNT,
          0,
          Breaker.OPEN,
          Arrays.stream(Kind.values())
              .map(kind -> new Cause(kind, 30, 3_200 + List.of(Kind.values()).indexOf(kind), 1_000))
              .toList());

  private static final LinkHealth HALF_OPEN =
      new LinkHealth(Samples.ACCOUNT, 70, Breaker.HALF_OPEN, List.of());

  private HealthSamples() {}

  static void add(Map<String, Input.Cause> causes) {
    causes.put("LinkHealth-open", OPEN);
    causes.put("LinkHealth-half-open", HALF_OPEN);
    causes.put("LinkHealth-closed", LinkHealth.unjudged(Samples.ACCOUNT));
  }

  static void addClearances(Map<String, Input.Cause> causes) {
    for (Clearance.Standing standing : Clearance.Standing.values()) {
      causes.put("Clearance-" + standing.word(), clearance(standing));
    }
  }

  private static Clearance clearance(Clearance.Standing standing) {
    return new Clearance(Samples.ACCOUNT, standing, standing.word() + " it is");
  }

  private static EngineState.Link up() {
    return new EngineState.Link(Samples.ACCOUNT, CapabilitySamples.FIRST, Samples.NOON);
  }

  /** A state with links that were judged, and nothing else. */
  static EngineState judged() {
    return of(List.of(up().judged(OPEN), up().judged(HALF_OPEN).down(Samples.NOON.plusSeconds(1))));
  }

  /** A state with accounts that are kept back by their books, and nothing else. */
  static EngineState keptBack() {
    return of(
        List.of(
            up().cleared(clearance(Clearance.Standing.DRIFTED)),
            up().judged(OPEN).cleared(clearance(Clearance.Standing.STARTING))));
  }

  private static EngineState of(List<EngineState.Link> links) {
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(Samples.ROUTING)
        .links(links)
        .done();
  }
}
