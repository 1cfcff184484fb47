// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Kind;
import dev.fairlead.doubt.Doubt.Level;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event.OfDoubt;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.PlacementId;
import dev.fairlead.state.DoubtCase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators are told of doubts, and when. */
final class DoubtAlarmsTest {
  private static final String DOUBTED =
      """
      place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
      p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
      """;

  private final Desk desk = Desk.open("100000", 2);

  private DoubtCase only() {
    assertThat(desk.engine().doubts()).hasSize(1);
    return desk.engine().doubts().getFirst();
  }

  private @Nullable Level told(Outcome outcome) {
    return outcome.events().stream()
        .filter(OfDoubt.Raised.class::isInstance)
        .map(event -> ((OfDoubt.Raised) event).doubt().level())
        .findFirst()
        .orElse(null);
  }

  /** Lets the timers run that this start has set, and those that they set; nothing else happens. */
  private List<String> runTimersFor(Duration duration) {
    record Timer(Instant at, PlacementId placement) {}
    List<String> told = new ArrayList<>();
    List<Timer> timers = new ArrayList<>();
    int seen = 0;
    for (int i = 0; i < desk.inputs().size(); i++) {
      // A start loses all timers.
      seen = desk.inputs().get(i).cause() instanceof Started ? i : seen;
    }
    Instant start = desk.now();
    Instant end = start.plus(duration);
    while (true) {
      for (; seen < desk.outcomes().size(); seen++) {
        for (Effect effect : desk.outcomes().get(seen).effects()) {
          if (effect instanceof Effect.StartTimer(PlacementId placement, Instant at)
              && !at.isBefore(start)) {
            timers.add(new Timer(at, placement));
          }
        }
      }
      timers.sort((one, other) -> one.at().compareTo(other.at()));
      if (timers.isEmpty() || timers.getFirst().at().isAfter(end)) {
        return told;
      }
      Timer due = timers.removeFirst();
      desk.letPass(Duration.between(desk.now(), due.at()));
      Level level = told(desk.apply(new TimerFired(due.placement())));
      if (level != null) {
        told.add(level + " " + Duration.between(only().doubt().since(), desk.now()).toSeconds());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  @DisplayName(
      "I-24 I-25 a doubt is told at 5 s and 60 s, and is an operator's at 10 min, link or no link")
  void aDoubtIsToldLouderTheLongerItLasts(boolean linkIsDown) {
    Scenario.tell(desk, DOUBTED);
    assertThat(only().doubt().level()).isEqualTo(Level.NEW);
    if (linkIsDown) {
      desk.apply(new LinkChange.Down(Desk.ACCOUNT, "cut"));
      assertThat(only().doubtClass()).isNull();
      assertThat(only().needs()).startsWith("the link comes up");
    }
    assertThat(runTimersFor(Duration.ofHours(1)))
        .containsExactly("ALARM 5", "PAGE 60", "OPERATOR 600");
  }

  @Test
  @DisplayName("I-24 after a restart what was in doubt before is told of as if there had been none")
  void aRestartSilencesNoDoubt() {
    Scenario.tell(desk, DOUBTED);
    Instant since = only().doubt().since();
    assertThat(runTimersFor(Duration.ofSeconds(30))).containsExactly("ALARM 5");
    desk.letPass(Duration.ofSeconds(1));
    desk.restart();
    assertThat(only().doubt().since()).isEqualTo(since);
    assertThat(runTimersFor(Duration.ofHours(1))).containsExactly("PAGE 60", "OPERATOR 600");
  }

  @Test
  @DisplayName("F-C05 a timer that comes late tells once, as loud as it is by then")
  void aLateTimerTellsOnce() {
    Scenario.tell(desk, DOUBTED);
    desk.letPass(Duration.ofMinutes(20));
    PlacementId placement = only().doubt().placement();
    assertThat(told(desk.apply(new TimerFired(placement)))).isEqualTo(Level.OPERATOR);
    assertThat(told(desk.apply(new TimerFired(placement)))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"15:30,600", "15:20,300", "15:16,60", "15:05,0", "15:00,0"})
  @DisplayName("3.3 a quarter of an hour before the account pauses a doubt is an operator's")
  void aPauseBringsADoubtToTheOperatorSooner(LocalTime pause, long seconds) {
    desk.letPass(Duration.between(Desk.START, Instant.parse("2026-01-05T15:00:00Z")));
    Pause nightly = new Pause(pause, pause.plusHours(2), ZoneId.of("UTC"), "restart");
    Capabilities can = Desk.capabilities(Desk.PROOF).pausing(List.of(nightly));
    desk.apply(new LinkChange.Up(Desk.ACCOUNT, can));
    Scenario.tell(desk, DOUBTED);
    Doubt doubt = only().doubt();
    Duration queued = Duration.between(doubt.since(), doubt.escalates());
    // At the pause's own beginning the next one is a day away.
    boolean begun = !pause.isAfter(LocalTime.of(15, 0));
    assertThat(queued.toSeconds()).isEqualTo(begun ? 600 : seconds);
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatWouldSettleADoubtAtEachClass(DoubtClass doubtClass) {
    desk.apply(new LinkChange.Up(Desk.ACCOUNT, can(doubtClass)));
    Scenario scenario = new Scenario(desk);
    scenario.step(new Words("place o1 buy 10 AAPL limit 100"));
    scenario.step(new Words("p1 answers place doubt slow"));
    assertThat(only().doubtClass()).isEqualTo(doubtClass);
    assertThat(only().doubt().kind()).isEqualTo(Kind.PLACE);
    assertThat(only().doubt().cause()).isEqualTo("slow");
    assertThat(only().needs())
        .contains(
            switch (doubtClass) {
              case A -> "3 look-ups in a row over 30 s do not find it (0 so far)";
              case B -> "that the broker has it not proves nothing there";
              case C -> "the session's numbers show that it never arrived";
              case D -> "it is missing from all lists 2 times, 30 s apart (0 so far)";
              case E -> "for it cannot be asked";
            });
  }

  static Capabilities can(DoubtClass doubtClass) {
    Capabilities nothing = Desk.capabilities(null).knowing(Identity.NONE);
    Capabilities finding =
        nothing.knowing(new Identity(Identity.Kind.TAG, Duration.ZERO, true, true));
    return switch (doubtClass) {
      case A -> Desk.capabilities(Desk.PROOF);
      case B -> finding;
      case C -> finding.provingAbsence(new AbsenceProof.Sequence());
      case D -> nothing.provingAbsence(new AbsenceProof.Lists(2, Duration.ofSeconds(30)));
      case E -> nothing;
    };
  }

  @Test
  @DisplayName("3.7 a cancel that was taken and is not told of is a doubt, too")
  void aCancelThatIsNotToldOfBecomesADoubt() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers cancel accepted     |
        """);
    assertThat(desk.engine().doubts()).isEmpty();
    runTimersFor(Duration.ofSeconds(8));
    assertThat(only().doubt().kind()).isEqualTo(Kind.CANCEL);
  }
}
