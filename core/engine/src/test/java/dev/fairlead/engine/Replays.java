// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateSum;
import java.util.List;

/**
 * The same inputs lead to the same outcomes and the same state, whole or from half way (I-04), and
 * the state is the sum of its changes, whichever engine tells them.
 */
final class Replays {
  /** Inputs from one change that is kept to the next. */
  private static final int CHANGE_EVERY = 7;

  private Replays() {}

  static void endAlike(List<Input> inputs, List<Outcome> outcomes, EngineState end) {
    endAlike(inputs, outcomes, end, inputs.size() / 2);
  }

  static void endAlike(
      List<Input> inputs, List<Outcome> outcomes, EngineState end, int snapshotAt) {
    OrderEngine replayed = new OrderEngine(EngineState.EMPTY);
    OrderEngine restored = new OrderEngine(EngineState.EMPTY);
    StateSum sum = new StateSum();
    for (int i = 0; i < inputs.size(); i++) {
      if (i == snapshotAt) {
        sum.add(replayed.changes());
        restored = new OrderEngine(sum.state());
        assertThat(restored.state()).as("I-04 restored").isEqualTo(replayed.state());
      }
      Input input = inputs.get(i);
      assertThat(replayed.apply(input)).as("I-04 replayed").isEqualTo(outcomes.get(i));
      if (i >= snapshotAt) {
        assertThat(restored.apply(input)).as("I-04 restored").isEqualTo(outcomes.get(i));
      }
      if (i % CHANGE_EVERY == 0) {
        sum.add(i < snapshotAt ? replayed.changes() : restored.changes());
      }
    }
    assertThat(replayed.state()).as("I-04 replayed").isEqualTo(end);
    assertThat(restored.state()).as("I-04 restored").isEqualTo(end);
    sum.add(restored.changes());
    assertThat(sum.state()).as("I-04 sum of changes").isEqualTo(end);
    assertThat(restored.state().toString()).as("I-04 text").isEqualTo(end.toString());
    TotalsAudit.check(replayed.totals(), end);
    TotalsAudit.check(restored.totals(), end);
  }
}
