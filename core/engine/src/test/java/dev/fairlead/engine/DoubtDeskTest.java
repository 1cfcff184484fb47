// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.doubt.Doubt.Kind;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.PlacementId;
import dev.fairlead.state.DoubtCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What operators may say of doubts, and what follows from it. */
final class DoubtDeskTest {
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

  @Test
  void anOperatorHasTheBrokerAskedAtOnce() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            look p1                        | send query p1; done o1
            down                           |
            look p1                        | denied NO_BROKER_READY: no broker is ready: the link to
                                           | paper:main is down
            up                             | send query p1; look in 0.5s
            p1 tells working B1            | o1 working [WORKING 0]
            look p1                        | denied UNKNOWN_DOUBT: nothing that is called
                                           | FL002D00010000001ES is in doubt
            """
                .replace("FL002D00010000001ES", PlacementId.of(77, 1, 1).text()));
  }

  @Test
  @DisplayName("R-20 never placed: the order is refused and what it bound is free")
  void neverPlacedRefusesTheOrder() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            resolve p1 never-placed | resolved never_placed; o1 rejected [REJECTED 0]; done o1
            money reserved          | 0
            placement p1            | [NOT_PLACED 0]
            resolve p1 ended        | denied UNKNOWN_DOUBT: nothing that is called ID is in doubt
            """
                .replace("ID", PlacementId.of(77, 1, 1).text()));
    assertThat(desk.engine().doubts()).isEmpty();
  }

  @Test
  @DisplayName("D-06 an operator who was wrong is no breach of the broker's: it is cancelled once")
  void whatNeverWasAndAppearsIsCancelledAndTheBrokerStaysBelieved() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            resolve p1 never-placed | resolved never_placed; o1 rejected [REJECTED 0]; done o1
            p1 tells working B1     | alarm reinstated; o1 reinstated [PENDING_CANCEL 0];
                                    | send cancel p1; look in 0.5s
            p1 tells canceled       | o1 canceled [CANCELED 0]
            place o2 buy 1 AAPL limit 9 | o2 accepted [ACCEPTED 0]; send place p2; done o2
            """);
    assertThat(desk.engine().trusts()).isEmpty();
  }

  @Test
  void placedIsFollowedByTheNameThatWasSaid() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            resolve p1 placed B7 | resolved placed; o1 working [WORKING 0]; send query p1; done o1
            placement p1         | [WORKING 0] B7
            cancel o1            | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                 | look in 0.5s; done o1
            """);
  }

  @Test
  @DisplayName("I-09 what an operator has booked makes way for what the broker tells")
  void filledIsBookedUntilTheBrokerTellsItsFills() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            resolve p1 filled 10 @ 101 | resolved filled; o1 filled 10 @ 101 [FILLED 10]; done o1
            position AAPL              | 10 cost 1010 realized 0
            p1 tells fill x1 4 @ 99    | o1 busted operator:ID [FILLED 0];
                                       | o1 late-fill 4 @ 99 [FILLED 4]; alarm F-B11
            p1 tells fill x2 6 @ 99    | o1 late-fill 6 @ 99 [FILLED 10]; alarm F-B11
            position AAPL              | 10 cost 990 realized 0
            """
                .replace("ID", PlacementId.of(77, 1, 1).text()));
  }

  @Test
  void filledInPartEndsTheRest() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            resolve p1 filled 4 @ 101 | resolved filled; o1 filled 4 @ 101 [PARTIALLY_FILLED 4];
                                      | o1 canceled [CANCELED 4]; done o1
            money reserved            | 0
            """);
  }

  @Test
  void endedIsBelievedUntilItIsSeenAtWork() {
    Scenario.tell(
        desk,
        DOUBTED
            + """
            p1 tells not-found     |
            p1 answers query accepted |
            resolve p1 ended       | resolved ended; o1 canceled [CANCELED 0]; done o1
            p1 tells found working B1 | send query p1
            p1 tells found working B1 | alarm reinstated; o1 reinstated [WORKING 0]
            """);
  }

  @Test
  @DisplayName(
      "3.4 a cancel without an answer is a doubt, and what the broker shows stands above it")
  void aCancelInDoubtIsNotEndedAgainstTheBroker() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers cancel doubt slow   |
        """);
    assertThat(only().doubt().kind()).isEqualTo(Kind.CANCEL);
    Scenario.tell(
        desk,
        """
        p1 tells found working B1  |
        resolve p1 ended           | denied DOUBT_CONTRADICTED: the broker showed it working at
                                   | 2026-01-05T14:30:00Z; cancel it there first
        resolve p1 never-placed    | denied DOUBT_CONTRADICTED: the broker showed it working at
                                   | 2026-01-05T14:30:00Z; cancel it there first
        resolve p1 placed B2       | denied DOUBT_CONTRADICTED: the broker has it as B1, and not as
                                   | B2
        resolve p1 filled 11 @ 100 | denied DOUBT_CONTRADICTED: no more than 10 was asked for
        p1 tells canceled          | o1 canceled [CANCELED 0]
        """);
    assertThat(desk.engine().doubts()).isEmpty();
  }

  @Test
  @DisplayName(
      "D-06 an account that is caught is not believed and only reduces, until it is restored")
  void whoIsCaughtOnlyReducesUntilItIsRestored() {
    String proofOfAbsence =
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        place o2 buy 10 AAPL           | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place doubt slow    | o2 in-doubt [IN_DOUBT 0]; send query p2; look in 0.2s
        p2 answers query accepted      |
        sleep 2m                       |
        p2 tells not-found             |
        p2 tells not-found             |
        p2 tells not-found             | o2 rejected [REJECTED 0]
        p2 tells working B2            | alarm reinstated; o2 reinstated [PENDING_CANCEL 0];
                                       | send cancel p2; look in 0.5s
        p2 tells canceled              | o2 canceled [CANCELED 0]
        """;
    Scenario.tell(desk, proofOfAbsence);
    assertThat(desk.engine().trusts().getFirst().isReduceOnly()).isTrue();
    Scenario scenario = new Scenario(desk);
    assertThat(scenario.step(new Words("place o3 buy 1 AAPL limit 90")))
        .startsWith(
            "denied REDUCE_ONLY: paper:main takes only orders that make a position smaller");
    Scenario.tell(
        desk,
        """
        place o4 sell 4 AAPL limit 100 | o4 accepted [ACCEPTED 0]; send place p3; done o4
        p3 answers place doubt slow    | o4 in-doubt [IN_DOUBT 0]; send query p3; look in 0.2s
        p3 answers query accepted      |
        sleep 2m                       |
        p3 tells not-found             |
        p3 tells not-found             |
        p3 tells not-found             |
        restore                        | trusted
        restore                        | denied NOTHING_TO_RESTORE: paper:main is believed already
        p3 tells not-found             | o4 rerouted [ACCEPTED 0]; send place p4
        place o5 buy 1 AAPL limit 90   | o5 accepted [ACCEPTED 0]; send place p5; done o5
        """);
    assertThat(desk.engine().trusts()).isEmpty();
  }

  @Test
  @DisplayName("D-06 an owner may settle that an absence is never believed")
  void anOwnerMaySettleThatAnAbsenceIsNeverBelieved() {
    Scenario.tell(
        desk,
        "settle never-release | trusted\n"
            + DOUBTED
            + """
            p1 answers query accepted |
            sleep 2h                  |
            p1 tells not-found        |
            p1 tells not-found        |
            p1 tells not-found        |
            order o1                  | [IN_DOUBT 0]
            """);
    assertThat(only().needs()).contains("that the broker has it not is no longer believed");
  }

  @Test
  @DisplayName(
      "3.3 B_ABSENT_CLOSE_AFTER: what a tag does not find is closed only where that is settled")
  void whatATagDoesNotFindIsClosedWhereThatIsSettled() {
    desk.apply(new LinkChange.Up(Desk.ACCOUNT, DoubtAlarmsTest.can(DoubtClass.B)));
    Scenario.tell(
        desk,
        DOUBTED
            + """
            p1 answers query accepted |
            p1 tells not-found        |
            sleep 2h                  |
            p1 tells not-found        |
            p1 tells not-found        |
            settle 1h                 | trusted
            p1 tells not-found        | o1 rejected [REJECTED 0]
            placement p1              | [NOT_PLACED 0]
            """);
  }

  @Test
  @DisplayName("3.3 class E: an order just like one without an answer is not taken")
  void aTwinOfWhatIsWithoutAnAnswerIsNotTaken() {
    desk.apply(new LinkChange.Up(Desk.ACCOUNT, DoubtAlarmsTest.can(DoubtClass.E)));
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 10 AAPL limit 99  | o2 accepted [ACCEPTED 0]; send place p2; done o2
        place o3 buy 10 AAPL limit 100 | denied TWIN_UNANSWERED: order ORDER-ID is just like it and
                                       | without an answer from paper:main, which could not tell
                                       | them apart
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]
        place o3 buy 10 AAPL limit 100 | denied TWIN_UNANSWERED: order ORDER-ID is just like it and
                                       | without an answer from paper:main, which could not tell
                                       | them apart
        resolve p1 never-placed        | resolved never_placed; o1 rejected [REJECTED 0]; done o1
        place o3 buy 10 AAPL limit 100 | o3 accepted [ACCEPTED 0]; send place p3; done o3
        p3 answers place accepted B3   | o3 working [WORKING 0]
        place o4 buy 10 AAPL limit 100 | o4 accepted [ACCEPTED 0]; send place p4; done o4
        """
            .replace("ORDER-ID", Scenario.orderId("o1").toString()));
  }
}
