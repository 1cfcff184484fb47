// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.engine.CarriedTest.KEPT;
import static dev.fairlead.engine.CarriedTest.SENT;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups that a broker keeps, where it refuses, says nothing or loses the answer. */
final class CarriedTroubleTest {
  @Test
  @DisplayName("I-25 an exit whose end nobody tells is looked for, and cancelled if it stays")
  void theEndOfTheOtherExitIsLookedForAndThenMadeSure() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            p2 tells fill x2 10 @ 110     | o2 filled 10 @ 110 [FILLED 10]; look in 1s
            timer p3                      | look in 1s
            sleep 1s                      |
            timer p3                      | send query p3; look in 0.2s
            p3 tells found held B3        |
            sleep 0.2s                    |
            timer p3                      | send query p3; look in 0.3s
            sleep 0.3s                    |
            timer p3                      | send query p3; look in 0.5s
            sleep 0.5s                    |
            timer p3                      | o3 cancel-requested [PENDING_CANCEL 0];
                                          | send cancel p3; look in 0.5s
            p3 answers cancel accepted B3 |
            p3 tells canceled             | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  void theNamesOfTheLegsAreLookedFor() {
    Scenario.tell(
        SENT
            + """
            p1 answers place accepted B1  | o1 working [WORKING 0]; look in 1s; look in 1s
            sleep 1s                      |
            timer p2                      | send query p2; look in 0.2s; send query p3;
                                          | look in 0.2s
            timer p3                      | look in 0.2s; look in 0.2s
            p2 tells found held B2        | look in 0.2s
            p3 tells found held B3        |
            placement p2                  | [WORKING 0] B2
            placement p3                  | [WORKING 0] B3
            """);
  }

  @Test
  void aRefusalIsOneOfAll() {
    Scenario.tell(
        SENT
            + """
            p1 answers place refused insufficient buying power |
                                           | o1 rejected [REJECTED 0]; o2 canceled [CANCELED 0];
                                           | o3 canceled [CANCELED 0]
            placement p2                   | [NOT_PLACED 0]
            placement p3                   | [NOT_PLACED 0]
            """);
  }

  @Test
  @DisplayName("I-15 a group in doubt is fenced as one, and found as one")
  void inDoubtNothingOfItIsSentAgain() {
    Scenario.tell(
        SENT
            + """
            p1 answers place doubt cut    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
            sleep 0.2s                    |
            timer p1                      | send query p1; look in 0.3s
            p1 tells found working B1     | o1 working [WORKING 0]; look in 0.8s; look in 0.8s
            p2 tells held B2              | look in 0.8s
            p3 tells held B3              |
            order o1                      | [WORKING 0]
            """);
  }

  @Test
  @DisplayName("D-07 a group that never arrived goes again under new ids, all of it")
  void whatNeverArrivedGoesAgainWhole() {
    Scenario.tell(
        SENT
            + """
            p1 answers place doubt cut    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
            p1 answers query doubt slow   |
            sleep 31s                     |
            timer p1                      | send query p1; look in 0.3s
            p1 tells not-found            |
            p1 answers query accepted     |
            sleep 1s                      |
            timer p1                      | send query p1; look in 0.5s
            p1 tells not-found            |
            p1 answers query accepted     |
            sleep 1s                      |
            timer p1                      | send query p1; look in 1s
            p1 tells not-found            | o1 rerouted [ACCEPTED 0]; o2 held [HELD 0];
                                          | o3 held [HELD 0]; send group p4
            p1 answers query accepted     |
            placement p1                  | [NOT_PLACED 0]
            placement p2                  | [NOT_PLACED 0]
            p4 answers place accepted B4  | o1 working [WORKING 0]; look in 1s; look in 1s
            p5 tells held B5              | look in 1s
            p6 tells held B6              |
            p2 tells working B2           | alarm reinstated; send cancel p2; look in 0.5s
            """);
  }

  @Test
  void aLegThatIsShownProvesTheOrderThatBroughtIt() {
    Scenario.tell(
        SENT
            + """
            p1 answers place doubt cut    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
            p2 tells held B2              |
            sleep 31s                     |
            timer p1                      | send query p1; look in 0.3s
            p1 tells not-found            |
            p1 answers query accepted     |
            sleep 1s                      |
            timer p1                      | send query p1; look in 0.5s
            p1 tells not-found            |
            p1 answers query accepted     |
            sleep 1s                      |
            timer p1                      | send query p1; look in 1s
            p1 tells not-found            |
            p1 answers query accepted     |
            p1 tells found working B1     | o1 working [WORKING 0]; send query p3; look in 0.2s
            """);
  }

  @Test
  @DisplayName("I-25 a cancel that the broker refuses is asked for again")
  void aCancelThatIsRefusedIsAskedForAgain() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]; look in 1s;
                                           | look in 1s
            p2 tells working B2            | o2 working [WORKING 0]
            cancel o2                      | o2 cancel-requested [PENDING_CANCEL 0];
                                           | send cancel p2; look in 0.5s; done o2
            p2 answers cancel refused busy | o2 cancel-refused [WORKING 0]; send query p2;
                                           | look in 0.5s
            p2 tells found working B2      |
            sleep 0.5s                     |
            timer p2                       | o2 cancel-requested [PENDING_CANCEL 0];
                                           | send cancel p2; look in 1s
            p2 tells canceled              | o2 canceled [CANCELED 0]; look in 1s
            p3 tells canceled              | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  @DisplayName("I-05 after a restart a group in doubt is looked for, and nothing is sent again")
  void aRestartLooksForWhatItDoesNotKnow() {
    Scenario.tell(
        SENT
            + """
            restart                       | o1 in-doubt [IN_DOUBT 0]
            up-keeping-groups             | send query p1; look in 0.2s
            p1 tells found working B1     | o1 working [WORKING 0]; look in 1s; look in 1s
            sleep 1s                      |
            timer p2                      | send query p2; look in 0.2s; send query p3;
                                          | look in 0.2s
            timer p3                      | look in 0.2s; look in 0.2s
            p2 tells found held B2        | look in 0.2s
            p3 tells found held B3        |
            """);
  }

  @Test
  @DisplayName("a stop that has triggered stays when the broker cancels the profit for it")
  void whatProtectsIsNotCancelled() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            p2 tells canceled             | o2 canceled [CANCELED 0]; look in 1s
            sleep 1s                      |
            timer p3                      | send query p3; look in 0.2s
            p3 tells found working B3     | o3 working [WORKING 0]; look in 0.2s
            sleep 1s                      |
            timer p3                      | send query p3; look in 0.3s
            sleep 1s                      |
            timer p3                      | send query p3; look in 0.5s
            sleep 60s                     |
            timer p3                      |
            p3 tells fill x2 10 @ 90      | o3 filled 10 @ 90 [FILLED 10]
            """);
  }
}
