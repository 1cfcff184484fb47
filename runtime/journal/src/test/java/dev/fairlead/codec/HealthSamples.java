// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

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

  /** A state with links that were judged, and nothing else. */
  static EngineState judged() {
    EngineState.Link up =
        new EngineState.Link(Samples.ACCOUNT, CapabilitySamples.FIRST, Samples.NOON);
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(Samples.ROUTING)
        .links(List.of(up.judged(OPEN), up.judged(HALF_OPEN).down(Samples.NOON.plusSeconds(1))))
        .done();
  }
}
