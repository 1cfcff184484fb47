// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups when a broker refuses, loses or races, and when the gateway is started anew. */
final class GroupTroubleTest {
  @Test
  @DisplayName("I-22 a cancel that loses to a fill ends the group")
  void aCancelThatLosesToAFillEndsTheGroup() {
    Scenario.tell(
        GroupsTest.SWITCHING
            + """
            p2 tells fill x2 10 @ 90 | o3 filled 10 @ 90 [FILLED 10];
                                     | o3 cancel-refused [FILLED 10]; o2 canceled [CANCELED 0]
            p2 answers cancel refused too late |
            """);
  }

  @Test
  void whatTheCancelledExitFilledIsCounted() {
    Scenario.tell(
        GroupsTest.SWITCHING
            + """
            p2 tells fill x2 4 @ 90   | o3 filled 4 @ 90 [PENDING_CANCEL 4]; o2 sized [HELD 0]
            p2 tells canceled         | o3 held [HELD 4]; o2 released [ACCEPTED 0]; send place p3
            sent p3                   | SELL 6 LIMIT 110
            p3 tells fill x3 6 @ 110  | o2 filled 6 @ 110 [FILLED 6]; o3 canceled [CANCELED 4]
            size o2                   | 6
            position AAPL             | 0 cost 0 realized 20
            """);
  }

  @Test
  @DisplayName("I-15 while a placing is in doubt the other exit is not placed")
  void aPlacingInDoubtFencesTheGroup() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells fill x1 10 @ 100  | o1 filled 10 @ 100 [FILLED 10]; o3 released [ACCEPTED 0];
                                       | send place p2
            p2 answers place doubt cut | o3 in-doubt [IN_DOUBT 0]; send query p2; look in 0.2s
            touch o2 110               |
            cancel o2                  | o3 cancel-requested [PENDING_CANCEL 0];
                                       | o2 canceled [CANCELED 0]; done o2
            p2 tells working B2        | o3 working [PENDING_CANCEL 0]; send cancel p2; look in 0.5s
            p2 tells canceled          | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  @DisplayName("I-15 while a cancel is in doubt the other exit is not placed")
  void aCancelInDoubtFencesTheGroup() {
    Scenario.tell(
        GroupsTest.SWITCHING
            + """
            p2 answers cancel doubt cut |
            sleep 0.5s                  |
            timer p2                    | send cancel p2; look in 1s; send query p2
            p2 tells found canceled B2  | o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
            """);
  }

  @Test
  void aCancelThatIsRefusedIsAskedForAgainLater() {
    Scenario.tell(
        GroupsTest.SWITCHING
            + """
            p2 answers cancel refused busy | o3 cancel-refused [WORKING 0]; send query p2;
                                           | look in 0.5s
            p2 tells found working B2      |
            sleep 0.5s                     |
            timer p2                       | o3 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                           | look in 1s
            p2 tells canceled              | o3 held [HELD 0]; o2 released [ACCEPTED 0];
                                           | send place p3
            """);
  }

  @Test
  @DisplayName("once an exit executes nothing more is entered, and what left all of it is filled")
  void onceAnExitExecutesNothingMoreIsEntered() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                     | o3 released [ACCEPTED 0]; send place p2
            p2 tells working B2      | o3 working [WORKING 0]; watch o2 >= 110
            p2 tells fill x2 4 @ 90  | o3 filled 4 @ 90 [HELD 4];
                                     | o1 cancel-requested [PENDING_CANCEL 4];
                                     | o2 sized [HELD 0]; o3 sized [HELD 4];
                                     | send cancel p1; look in 0.5s; unwatch o2
            p1 tells canceled        | o1 canceled [CANCELED 4]; o2 canceled [CANCELED 0];
                                     | o3 completed [FILLED 4]
            size o3                  | 4
            """);
  }

  @Test
  void whatTheEntryFillsAfterAllIsLeftAsWell() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                     | o3 released [ACCEPTED 0]; send place p2
            p2 tells fill x2 4 @ 90  | o3 filled 4 @ 90 [HELD 4];
                                     | o1 cancel-requested [PENDING_CANCEL 4];
                                     | o2 sized [HELD 0]; o3 sized [HELD 4];
                                     | send cancel p1; look in 0.5s
            p1 tells fill x3 6 @ 90  | o1 filled 6 @ 90 [FILLED 10]; o1 cancel-refused [FILLED 10];
                                     | o3 released [ACCEPTED 4]; send place p3
            sent p3                  | SELL 6 STOP 90
            p3 tells fill x4 6 @ 90  | o3 filled 6 @ 90 [FILLED 10]; o2 canceled [CANCELED 0]
            position AAPL            | 0 cost 0 realized -40
            """);
  }

  @Test
  @DisplayName("I-12 a fill that comes when no exit is left is told to the operator")
  void aFillWithoutAnExitIsAnAlarm() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells canceled        | o1 canceled [CANCELED 0]; o2 canceled [CANCELED 0];
                                     | o3 canceled [CANCELED 0]
            p1 tells fill x1 4 @ 100 | o1 late-fill 4 @ 100 [CANCELED 4]; alarm F-B11;
                                     | alarm no-exit-left
            """);
  }

  @Test
  @DisplayName("I-05 a restart in the middle of a switch places nothing twice")
  void aRestartInTheMiddleOfASwitch() {
    Scenario.tell(
        GroupsTest.SWITCHING
            + """
            restart                   |
            up                        | send cancel p2; look in 1s; send query p2
            p2 tells found canceled B2| o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
            restart                   | o2 in-doubt [IN_DOUBT 0]
            up                        | send query p3; look in 0.2s
            p3 tells found working B3 | o2 working [WORKING 0]; watch o3 <= 90
            """);
  }

  @Test
  void whatFillsWhileTheLinkIsDownIsProtectedWhenItIsUp() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            down                      |
            p1 tells fill x1 10 @ 100 | o1 filled 10 @ 100 [FILLED 10]
            up                        | o3 released [ACCEPTED 0]; send place p2
            """);
  }

  @Test
  @DisplayName("D-07 an exit that was not sent is placed again, later each time")
  void anExitThatWasNotSentIsPlacedAgain() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10];
                                         | o3 released [ACCEPTED 0]; send place p2
            p2 answers place not-sent cut| o3 held [HELD 0]; look in 0.5s
            timer p2                     |
            sleep 0.5s                   |
            timer p2                     | o3 released [ACCEPTED 0]; send place p3
            p3 answers place not-sent cut| o3 held [HELD 0]; look in 1s
            sleep 1s                     |
            timer p3                     | o3 released [ACCEPTED 0]; send place p4
            p4 answers place accepted B4 | o3 working [WORKING 0]; watch o2 >= 110
            """);
  }

  @Test
  void anExitThatTheBrokerRefusesLeavesTheOther() {
    Scenario.tell(
        GroupsTest.ENTERED
            + """
            p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10];
                                         | o3 released [ACCEPTED 0]; send place p2
            p2 answers place refused halt| o3 rejected [REJECTED 0]; alarm exit-refused;
                                         | o2 released [ACCEPTED 0]; send place p3
            p3 answers place refused halt| o2 rejected [REJECTED 0]; alarm exit-refused
            """);
  }

  @Test
  void anExitThatEndsAtTheBrokerEndsTheGroup() {
    Scenario.tell(
        GroupsTest.PROTECTED
            + "p2 tells expired | o3 expired [EXPIRED 0]; o2 canceled [CANCELED 0]; unwatch o2");
    Scenario.tell(
        GroupsTest.PROTECTED
            + "p2 tells canceled | o3 canceled [CANCELED 0]; o2 canceled [CANCELED 0]; unwatch o2");
  }

  @Test
  @DisplayName("I-31 an exit never opens a position that was closed meanwhile")
  void anExitNeverOpensAPosition() {
    Scenario.tell(
        """
        place o9 sell 10 AAPL limit 100 | o9 accepted [ACCEPTED 0]; send place p1; done o9
        p1 tells fill x9 10 @ 100       | o9 filled 10 @ 100 [FILLED 10]
        place o1 buy 10 AAPL limit 100 bracket 110/90 legs o2,o3 |
                                        | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                        | o3 held [HELD 0]; send place p2; done o1
        p2 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]; alarm nothing-to-leave;
                                        | o2 canceled [CANCELED 0]; o3 canceled [CANCELED 0]
        """);
  }

  /** An exit whose first placing was proven absent, and that has ended under its second one. */
  private static final String ENDED_UNDER_ANOTHER =
      GroupsTest.ENTERED
          + """
          p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10];
                                        | o3 released [ACCEPTED 0]; send place p2
          p2 answers place not-sent cut | o3 held [HELD 0]; look in 0.5s
          sleep 0.5s                    |
          timer p2                      | o3 released [ACCEPTED 0]; send place p3
          p3 tells expired              | o3 expired [EXPIRED 0]; o2 canceled [CANCELED 0]
          """;

  @Test
  @DisplayName(
      "D-06 I-18 an exit that lives though it was proven absent is cancelled without a word")
  void aPlacingThatLivesAfterAllIsCancelledAside() {
    Scenario.tell(
        ENDED_UNDER_ANOTHER
            + """
            p2 tells working B2            | alarm reinstated; send cancel p2; look in 0.5s
            p2 answers cancel refused busy | send query p2; look in 1s
            p2 tells found working B2      |
            sleep 1s                       |
            timer p3                       | send cancel p2; look in 1s
            p2 tells canceled              |
            """);
  }

  @Test
  @DisplayName("I-04 a group that has come to life again is open, in a restored book too")
  void aGroupThatLivesAgainIsOpen() {
    for (int more = 0; more < 12; more++) {
      Scenario.tell(
          ENDED_UNDER_ANOTHER
              + """
              p2 tells working B2            | alarm reinstated; send cancel p2; look in 0.5s
              p2 answers cancel refused busy | send query p2; look in 1s
              cancel-all                     | done all
              """
              + "timer p1 |\n".repeat(more));
    }
  }
}
