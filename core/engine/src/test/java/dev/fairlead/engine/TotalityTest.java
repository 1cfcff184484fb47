// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.state.EngineState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine is total (F-P06): whatever can be decoded gets an answer, and nothing that a client or
 * a broker says stops it. A journal that stops the engine would stop it at every start.
 */
final class TotalityTest {
  private static final int STEPS = 4_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("F-P06 the wildest numbers and ids stop nothing, and every command is answered")
  void nothingStopsTheEngine(long seed) {
    Wild wild = new Wild(seed);
    Run run = new Run();
    for (int i = 0; i < STEPS; i++) {
      Input.Cause cause = wild.cause(run.engine.state());
      Outcome outcome = run.apply(cause);
      assertThat(outcome.reply() != null)
          .as("seed %d step %d: %s", seed, i, cause)
          .isEqualTo(cause instanceof ClientCommand || cause instanceof OperatorAction);
    }
    assertThat(run.done).as("orders that were taken").isPositive();
    EngineState end = run.engine.state();
    assertThat(new OrderEngine(end).state()).as("I-04 restored").isEqualTo(end);
  }

  private static final class Run {
    private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
    private long sequence;
    private int done;

    Run() {
      for (Input input : Desk.open("1000000", 4).inputs()) {
        apply(input.cause());
      }
    }

    Outcome apply(Input.Cause cause) {
      sequence++;
      Instant at = Desk.START.plusSeconds(sequence);
      Outcome outcome = engine.apply(new Input(sequence, at, cause));
      done += outcome.reply() instanceof Reply.Done ? 1 : 0;
      return outcome;
    }
  }

  @Test
  void anUnknownRoutingStrategyIsARefusal() {
    Desk desk = Desk.open("1000", 1);
    desk.apply(new Started(77, 2, OrderEngine.VERSION, new Routing("coin-toss", List.of())));
    Scenario.tell(
        desk,
        """
        place o1 buy 1 AAPL limit 1 | denied NO_BROKER_READY:
                                    | no broker is ready: no routing strategy is called coin-toss
        """);
  }
}
