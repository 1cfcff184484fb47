// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders with exits at a broker that keeps them itself, as a client and that broker see them. */
final class CarriedTest {
  static final String SENT =
      """
      up-keeping-groups            |
      place o1 buy 10 AAPL limit 100 bracket 110/90 legs o2,o3 |
                                   | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                   | o3 held [HELD 0]; send group p1; done o1
      """;

  static final String KEPT =
      SENT
          + """
          p1 answers place accepted B1  | o1 working [WORKING 0]; look in 1s; look in 1s
          p2 tells held B2              | look in 1s
          p3 tells held B3              |
          """;

  @Test
  void aBracketGoesAsOneAndTakesItsProfit() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            placement p3                  | [WORKING 0] B3
            position AAPL                 | 10 cost 1000 realized 0
            replace o1 o9 limit 101       | denied NOT_REPLACEABLE: unable to replace order, order
                                          | is already in "filled" state
            touch o2 110                  |
            p2 tells fill x2 10 @ 110     | o2 filled 10 @ 110 [FILLED 10]; look in 1s
            p3 tells canceled             | o3 canceled [CANCELED 0]
            position AAPL                 | 0 cost 0 realized 100
            """);
  }

  @Test
  void aBracketIsStoppedOut() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            p3 tells working B3           | o3 working [WORKING 0]
            p3 tells fill x2 10 @ 90      | o3 filled 10 @ 90 [FILLED 10]; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]
            """);
  }

  @Test
  void cancellingTheEntryCancelsAll() {
    Scenario.tell(
        KEPT
            + """
            cancel o1                     | o1 cancel-requested [PENDING_CANCEL 0];
                                          | send cancel p1; look in 0.5s; done o1
            p1 answers cancel accepted B1 |
            p1 tells canceled             | o1 canceled [CANCELED 0]; look in 1s; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]; look in 1s
            p3 tells canceled             | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  void cancellingAnExitBeforeTheEntryFilledCancelsTheEntry() {
    Scenario.tell(
        KEPT
            + """
            cancel o3                     | o1 cancel-requested [PENDING_CANCEL 0];
                                          | send cancel p1; look in 0.5s; done o3
            p1 tells canceled             | o1 canceled [CANCELED 0]; look in 1s; look in 1s
            p3 tells canceled             | o3 canceled [CANCELED 0]; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]
            """);
  }

  @Test
  void cancellingAnExitCancelsTheOneThatWorks() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            cancel o3                     | o2 cancel-requested [PENDING_CANCEL 0];
                                          | send cancel p2; look in 0.5s; done o3
            p2 tells canceled             | o2 canceled [CANCELED 0]; look in 1s
            p3 tells canceled             | o3 canceled [CANCELED 0]
            position AAPL                 | 10 cost 1000 realized 0
            """);
  }

  @Test
  @DisplayName("I-21 a held exit is replaced at the broker, and held on")
  void aHeldExitIsReplacedAtTheBroker() {
    Scenario.tell(
        KEPT
            + """
            replace o3 o4 stop 95          | o3 replace-requested by o4 [PENDING_REPLACE 0];
                                           | o4 accepted [ACCEPTED 0]; send replace p3;
                                           | look in 5s; done o4
            p3 answers replace accepted B9 |
            p3 tells replaced B9           | o3 replaced by o4 [REPLACED 0]; o4 held [HELD 0]
            sent p3                        | SELL 10 STOP 95
            replace o4 o5 stop 96          | o4 replace-requested by o5 [PENDING_REPLACE 0];
                                           | o5 accepted [ACCEPTED 0]; send replace p3;
                                           | look in 5s; done o5
            p3 tells replace-refused held  | o4 replace-refused [HELD 0];
                                           | o5 rejected [REJECTED 0]; look in 0.5s
            p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]; look in 1s;
                                           | look in 1s
            p3 tells working B9            | o4 working [WORKING 0]
            p3 tells fill x2 10 @ 95       | o4 filled 10 @ 95 [FILLED 10]; look in 1s
            p2 tells canceled              | o2 canceled [CANCELED 0]
            """);
  }

  @Test
  void theQuantityOfTheEntryStays() {
    Scenario.tell(
        KEPT
            + """
            replace o1 o4 qty 12          | denied NOT_REPLACEABLE: unable to replace order, the
                                          | broker keeps its exits, which are for the same
                                          | quantity
            replace o1 o5 limit 99        | o1 replace-requested by o5 [PENDING_REPLACE 0];
                                          | o5 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                          | done o5
            p1 tells replaced B9          | o1 replaced by o5 [REPLACED 0]; o5 working [WORKING 0]
            p1 tells fill x1 10 @ 99      | o5 filled 10 @ 99 [FILLED 10]; look in 1s; look in 1s
            """);
  }

  @Test
  void beforeTheBrokerHasToldItsNameAnExitIsNotChanged() {
    Scenario.tell(
        SENT
            + """
            replace o2 o4 limit 111       | denied NOT_REPLACEABLE: unable to replace order, order
                                          | isn't sent to exchange yet
            p1 answers place accepted B1  | o1 working [WORKING 0]; look in 1s; look in 1s
            p2 tells held B2              | look in 1s
            replace o2 o5 limit 111       | o2 replace-requested by o5 [PENDING_REPLACE 0];
                                          | o5 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                          | look in 1s; done o5
            """);
  }

  @Test
  void bothExitsOfAPositionGoAsOne() {
    Scenario.tell(
        """
        up-keeping-groups              |
        place o7 buy 10 AAPL limit 100 | o7 accepted [ACCEPTED 0]; send place p1; done o7
        p1 tells fill x1 10 @ 100      | o7 filled 10 @ 100 [FILLED 10]
        place o1 sell 10 AAPL limit 110 oco 90 legs o2 |
                                       | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                       | send group p2; done o1
        sent p2                        | SELL 10 LIMIT 110
        p2 answers place accepted B2   | o1 working [WORKING 0]; look in 1s
        p3 tells held B3               |
        p3 tells working B3            | o2 working [WORKING 0]
        p2 tells held B2               |
        p2 tells found held B2         |
        p3 tells fill x2 10 @ 90       | o2 filled 10 @ 90 [FILLED 10]; look in 1s
        p2 tells canceled              | o1 canceled [CANCELED 0]
        position AAPL                  | 0 cost 0 realized -100
        """);
  }

  @Test
  void oneExitFollowsItsEntry() {
    Scenario.tell(
        """
        up-keeping-groups              |
        place o1 buy 10 AAPL limit 100 oto-loss 90 legs o2 |
                                       | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                       | send group p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]; look in 1s
        p2 tells held B2               |
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]; look in 1s
        sleep 1s                       |
        timer p2                       | send query p2; look in 0.2s
        p2 tells found working B2      | o2 working [WORKING 0]
        p2 tells fill x2 10 @ 90       | o2 filled 10 @ 90 [FILLED 10]
        """);
  }

  @Test
  void aHalfFilledEntryThatIsCancelledMayKeepItsExits() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 4 @ 100      | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
            cancel o1                     | o1 cancel-requested [PENDING_CANCEL 4];
                                          | send cancel p1; look in 0.5s; done o1
            p1 tells canceled             | o1 canceled [CANCELED 4]; look in 1s; look in 1s
            sleep 1s                      |
            timer p2                      | send query p2; look in 0.2s; send query p3;
                                          | look in 0.2s
            timer p3                      | look in 0.2s; look in 0.2s
            p2 tells canceled             | o2 canceled [CANCELED 0]; look in 0.2s
            p3 tells canceled             | o3 canceled [CANCELED 0]; alarm no-exit-left
            position AAPL                 | 4 cost 400 realized 0
            """);
  }

  @Test
  void whoKeepsTheGroupMayPutAnotherOrderInAnExitsPlace() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 10 @ 100     | o1 filled 10 @ 100 [FILLED 10]; look in 1s; look in 1s
            p2 tells working B2           | o2 working [WORKING 0]
            p3 tells replaced B8          |
            p3 tells fill x2 10 @ 89      | o3 filled 10 @ 89 [FILLED 10]; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]
            placement p3                  | [FILLED 10] B8
            """);
  }

  @Test
  void allIsCancelledByOneCommand() {
    Scenario.tell(
        KEPT
            + """
            cancel-all                    | o1 cancel-requested [PENDING_CANCEL 0];
                                          | send cancel p1; look in 0.5s; done all o1 o2 o3
            p1 tells canceled             | o1 canceled [CANCELED 0]; look in 1s; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]; look in 1s
            p3 tells canceled             | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  void whereTheBrokerKeepsNoneTheEngineDoes() {
    Scenario.tell(
        """
        up-keeping-groups              |
        up                             |
        place o4 buy 5 AAPL limit 100 bracket 110/90 legs o5,o6 |
                                       | o4 accepted [ACCEPTED 0]; o5 held [HELD 0];
                                       | o6 held [HELD 0]; send place p1; done o4
        """);
  }

  @Test
  void theBrokerSizesItsExits() {
    Scenario.tell(
        KEPT
            + """
            p1 tells fill x1 4 @ 100      | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
            p3 tells sized 4 B3           | o3 sized [HELD 0]; o3 working [WORKING 0]
            size o3                       | 4
            p3 tells fill x2 4 @ 90       | o3 filled 4 @ 90 [FILLED 4]; look in 1s; look in 1s
            p1 tells canceled             | o1 canceled [CANCELED 4]; look in 1s
            p2 tells canceled             | o2 canceled [CANCELED 0]
            """);
  }
}
