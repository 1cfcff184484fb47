// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import java.util.List;

/** The same inputs lead to the same outcomes and the same state, whole or from half way (I-04). */
final class Replays {
  private Replays() {}

  static void endAlike(List<Input> inputs, List<Outcome> outcomes, EngineState end) {
    endAlike(inputs, outcomes, end, inputs.size() / 2);
  }

  static void endAlike(
      List<Input> inputs, List<Outcome> outcomes, EngineState end, int snapshotAt) {
    OrderEngine replayed = new OrderEngine(EngineState.EMPTY);
    OrderEngine restored = new OrderEngine(EngineState.EMPTY);
    for (int i = 0; i < inputs.size(); i++) {
      if (i == snapshotAt) {
        restored = new OrderEngine(replayed.state());
        assertThat(restored.state()).as("I-04 restored").isEqualTo(replayed.state());
      }
      Input input = inputs.get(i);
      assertThat(replayed.apply(input)).as("I-04 replayed").isEqualTo(outcomes.get(i));
      if (i >= snapshotAt) {
        assertThat(restored.apply(input)).as("I-04 restored").isEqualTo(outcomes.get(i));
      }
    }
    assertThat(replayed.state()).as("I-04 replayed").isEqualTo(end);
    assertThat(restored.state()).as("I-04 restored").isEqualTo(end);
    assertThat(restored.state().toString()).as("I-04 text").isEqualTo(end.toString());
  }
}
