// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.state.EngineState;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotterTest {
  private static final long EVERY = 10;
  private static final long LATEST = 25;

  private final MemoryJournal journal = new MemoryJournal();
  private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
  private final Snapshotter snapshotter = new Snapshotter(journal, 0, EVERY, LATEST);

  /** Takes so many inputs, each a commit with a quiet moment after it. */
  private void take(int count) {
    for (int i = 0; i < count; i++) {
      takeBusily(1);
      snapshotter.keepIfDue(engine);
    }
  }

  /** Takes so many inputs, each a commit, as the sequencer does under load. */
  private void takeBusily(int count) {
    for (int i = 0; i < count; i++) {
      long sequence = engine.sequence() + 1;
      Input input =
          new Input(
              sequence,
              Samples.START,
              new OperatorAction.Started(
                  7,
                  engine.epoch() + 1,
                  OrderEngine.VERSION,
                  new OperatorAction.Routing("primary-only", List.of(Samples.ACCOUNT))));
      journal.append(List.of(input));
      engine.apply(input);
      snapshotter.keepIfOverdue(engine);
    }
  }

  private void awaitSnapshots(Long... sequences) {
    Await.until("snapshots", () -> journal.snapshots().equals(List.of(sequences)));
  }

  @Test
  void keepsOneWheneverItIsDue() {
    take(9);
    assertThat(journal.snapshots()).isEmpty();
    take(1);
    awaitSnapshots(10L);
    take(15);
    awaitSnapshots(10L, 20L);
    snapshotter.keep(engine);
    snapshotter.close();
    assertThat(journal.snapshots()).containsExactly(10L, 20L, 25L);
    assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(engine.state());
  }

  @Test
  void aBusyGatewayIsLeftAloneForAWhile() {
    takeBusily(24);
    assertThat(journal.snapshots()).isEmpty();
    takeBusily(1);
    awaitSnapshots(25L);
    takeBusily(12);
    snapshotter.keepIfDue(engine);
    awaitSnapshots(25L, 37L);
  }

  @Test
  void theTradingDoesNotWaitForOneThatTakesLong() {
    journal.holdSnapshots();
    take(35);
    assertThat(journal.snapshots()).isEmpty();
    journal.letSnapshotPass();
    awaitSnapshots(10L);
    Await.until(
        "the next is begun",
        () -> {
          take(1);
          journal.letSnapshotPass();
          return journal.snapshots().size() > 1;
        });
    journal.letSnapshotPass();
    snapshotter.keep(engine);
    snapshotter.close();
    assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(engine.state());
  }

  @Test
  void oneThatCannotBeKeptIsTheLastThatIsTried() {
    take(10);
    awaitSnapshots(10L);
    journal.failSnapshots();
    take(30);
    snapshotter.keep(engine);
    snapshotter.close();
    assertThat(journal.snapshots()).containsExactly(10L);
    assertThat(engine.sequence()).isEqualTo(40);
  }

  @Test
  void nothingNewIsNoSnapshot() {
    take(10);
    awaitSnapshots(10L);
    snapshotter.keep(engine);
    snapshotter.close();
    assertThat(journal.snapshots()).containsExactly(10L);
  }
}
