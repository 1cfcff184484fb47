// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.remote.SocketEvent.Drained;
import dev.fairlead.remote.SocketEvent.End;
import dev.fairlead.remote.SocketEvent.Lost;
import dev.fairlead.remote.SocketEvent.Opened;
import dev.fairlead.remote.SocketEvent.Ready;
import dev.fairlead.remote.SocketEvent.Tick;
import dev.fairlead.remote.SocketState.Answers;
import dev.fairlead.remote.SocketStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table under a clock of its own. */
final class SocketLifeTest {
  private static final SocketLimits LIMITS = SocketLimits.DEFAULT;

  /** One life, from a beginning; its time begins anywhere, also where it wraps around. */
  private static final class Life {
    private final SocketLife table = new SocketLife(LIMITS);
    private final List<String> actions = new ArrayList<>();
    private final long begun;
    private long now;
    private long heard;
    private long proven;
    private SocketState state;

    /** What the peer does: answers pings, answers questions. */
    private boolean pongs = true;

    private boolean answers = true;

    Life(long begun) {
      this.begun = begun;
      now = begun;
      heard = begun;
      proven = begun;
      state = SocketLife.begin(now);
    }

    void on(SocketEvent event) {
      SocketStep step = table.on(state, event, now);
      state = step.state();
      switch (step.action()) {
        case Action.Nothing _ -> {}
        case Action.Connect _ -> act("connect");
        case Action.Ping _ -> {
          act("ping");
          if (pongs) {
            heard = now;
          }
        }
        case Action.Probe _ -> {
          act("probe");
          if (answers) {
            heard = now;
            proven = now;
          }
        }
        case Action.Drop(Loss loss) -> act("drop " + loss.reason());
        case Action.Hush _ -> act("hush");
      }
    }

    private void act(String what) {
      actions.add(Duration.ofNanos(now - begun).toMillis() + " " + what);
    }

    /** Lets time go on, from one due tick to the next. */
    void pass(Duration time) {
      long end = now + time.toNanos();
      while (true) {
        long due = table.due(state, new Tick(heard, proven));
        if (due == Long.MAX_VALUE || due - end > 0) {
          now = end;
          return;
        }
        now = due - now > 0 ? due : now;
        SocketState before = state;
        on(new Tick(heard, proven));
        assertThat(state).as("a due tick does something").isNotEqualTo(before);
      }
    }

    List<String> taken() {
      List<String> taken = List.copyOf(actions);
      actions.clear();
      return taken;
    }

    List<String> kinds() {
      return taken().stream().map(action -> action.split(" ", -1)[1]).toList();
    }

    void become(boolean live) {
      pass(Duration.ZERO);
      on(new Opened());
      heard = now;
      proven = now;
      if (live) {
        on(new Ready());
      }
      taken();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000, -5_000_000_000L})
  void connectsPingsAndAsksWhereverItsClockBegins(long begun) {
    Life life = new Life(begun);
    life.pass(Duration.ZERO);
    assertThat(life.taken()).containsExactly("0 connect");
    life.on(new Opened());
    life.on(new Ready());
    life.pass(Duration.ofSeconds(41));
    assertThat(life.taken())
        .containsExactly(
            "8000 ping", "16000 ping", "24000 ping", "30000 probe", "32000 ping", "40000 ping");
  }

  @Test
  void givesUpAConnectionThatIsNotMade() {
    Life life = new Life(0);
    life.pass(Duration.ofSeconds(11));
    assertThat(life.taken()).containsExactly("0 connect", "10000 drop no connection within PT10S");
  }

  @Test
  void givesUpAPeerThatDoesNotLetUsIn() {
    Life life = new Life(0);
    life.become(false);
    life.pass(Duration.ofSeconds(16));
    assertThat(life.taken()).containsExactly("8000 ping", "15000 drop not let in within PT15S");
  }

  @Test
  void fn10GivesUpAConnectionThatIsOpenAndSilent() {
    Life life = new Life(0);
    life.become(true);
    life.pongs = false;
    life.answers = false;
    life.pass(Duration.ofMinutes(2));
    assertThat(life.taken())
        .containsExactly(
            "8000 ping", "16000 ping", "20000 drop nothing came within PT20S, not even a pong");
  }

  @Test
  void fn10GivesUpAnApplicationThatHasStoppedBehindItsPongs() {
    Life life = new Life(0);
    life.become(true);
    life.pass(Duration.ofSeconds(45));
    assertThat(life.state.past().answers()).isEqualTo(Answers.YES);
    life.taken();
    life.answers = false;
    life.pass(Duration.ofMinutes(2));
    assertThat(life.taken())
        .contains("60000 probe")
        .last()
        .isEqualTo("70000 drop the peer's application gave no answer within PT10S");
  }

  @Test
  void keepsAPeerThatNeverAnswersQuestionsAndAsksItOn() {
    Life life = new Life(0);
    life.answers = false;
    life.become(true);
    life.pass(Duration.ofSeconds(41));
    assertThat(life.kinds()).endsWith("drop");
    life.on(new Drained(1));
    life.pass(Duration.ofSeconds(1));
    life.become(true);
    life.pass(Duration.ofSeconds(100));
    assertThat(life.state.past().answers()).isEqualTo(Answers.NO);
    assertThat(life.kinds()).contains("probe").doesNotContain("drop");
    // It had only been asleep: from now on its silence counts again.
    life.answers = true;
    life.pass(Duration.ofSeconds(20));
    assertThat(life.state.past().answers()).isEqualTo(Answers.YES);
    life.answers = false;
    life.pass(Duration.ofSeconds(60));
    assertThat(life.kinds()).endsWith("drop");
  }

  @Test
  void whatComesByItselfSparesTheQuestion() {
    Life life = new Life(0);
    life.become(true);
    for (int i = 0; i < 12; i++) {
      life.pass(Duration.ofSeconds(10));
      life.heard = life.now;
      life.proven = life.now;
    }
    assertThat(life.kinds()).containsOnly("ping");
  }

  @Test
  void fn11StaysAwayLongerAfterEachFailure() {
    Life life = new Life(0);
    List<Long> rests = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      life.pass(Duration.ZERO);
      life.on(new Lost(Loss.soon("refused")));
      life.on(new Drained(1));
      long before = life.now;
      life.pass(Duration.ofNanos(life.table.due(life.state, new Tick(0, 0)) - life.now));
      rests.add(Duration.ofNanos(life.now - before).toMillis());
    }
    assertThat(rests)
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
  }

  @Test
  void forgetsFailuresOnlyOfAConnectionThatLasted() {
    Life life = new Life(0);
    for (int i = 0; i < 4; i++) {
      life.become(true);
      life.pass(Duration.ofSeconds(5));
      life.on(new Lost(Loss.soon("closed")));
      life.on(new Drained(1));
      life.pass(Duration.ofNanos(life.table.due(life.state, new Tick(0, 0)) - life.now));
    }
    assertThat(life.state.past().failures()).isEqualTo(4);
    life.become(true);
    life.pass(Duration.ofSeconds(61));
    life.on(new Lost(Loss.soon("closed")));
    assertThat(life.state.past().failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void waitsAsItsLossSays(Loss.Pace pace) {
    Life life = new Life(0);
    life.become(true);
    life.on(new Lost(new Loss(pace, "so")));
    life.on(new Drained(1));
    Duration rest = Duration.ofNanos(life.table.due(life.state, new Tick(0, 0)) - life.now);
    assertThat(rest)
        .isEqualTo(
            switch (pace) {
              case SOON -> Duration.ofMillis(500);
              case CROWDED -> Duration.ofSeconds(15);
              case REFUSED -> Duration.ofSeconds(30);
            });
  }

  @Test
  void opensNoOtherConnectionBeforeTheLostOneIsDrained() {
    Life life = new Life(0);
    life.become(true);
    life.on(new Lost(Loss.soon("closed")));
    life.taken();
    life.pass(Duration.ofHours(1));
    assertThat(life.taken()).isEmpty();
    life.on(new Drained(0));
    life.pass(Duration.ofSeconds(1));
    assertThat(life.kinds()).containsExactly("connect");
  }

  @Test
  void endsForGoodFromEveryState() {
    List<SocketEvent> path = List.of(new Opened(), new Ready(), new Lost(Loss.soon("x")));
    for (int steps = 0; steps <= path.size(); steps++) {
      Life life = new Life(0);
      life.pass(Duration.ZERO);
      path.subList(0, steps).forEach(life::on);
      life.taken();
      life.on(new End());
      assertThat(life.kinds()).containsExactly("hush");
      life.on(new Opened());
      life.on(new Drained(1));
      life.pass(Duration.ofDays(1));
      assertThat(life.taken()).isEmpty();
    }
  }
}
