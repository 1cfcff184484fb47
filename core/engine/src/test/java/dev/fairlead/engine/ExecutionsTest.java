// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExecutionsTest {
  @Test
  @DisplayName("I-09 an execution is booked once, however often and by whatever channel it is told")
  void anExecutionIsBookedOnce() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells fill x1 4 @ 100       |
        p1 tells found working B1 x1 4 @ 100 x2 1 @ 100 | o1 filled 1 @ 100 [PARTIALLY_FILLED 5]
        p1 tells fill x2 1 @ 100       |
        money cash                     | 99500
        """);
  }

  @Test
  void anExecutionIdWithOtherNumbersIsKeptAside() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells fill x1 5 @ 100       | alarm F-B34
        p1 tells fill x1 5 @ 100       |
        parked                         | 1
        order o1                       | [PARTIALLY_FILLED 4]
        """);
  }

  @Test
  @DisplayName("I-12, F-B11 a fill after a cancel is booked")
  void aFillAfterACancelIsBooked() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 tells canceled              | o1 canceled [CANCELED 0]
        p1 tells fill x1 4 @ 100       | o1 late-fill 4 @ 100 [CANCELED 4]; alarm F-B11
        p1 tells fill x2 6 @ 100       | o1 late-fill 6 @ 100 [FILLED 10]; alarm F-B11
        position AAPL                  | 10 cost 1000 realized 0
        money reserved                 | 0
        """);
  }

  @Test
  @DisplayName("I-12 a fill of a rejected order is booked")
  void aFillOfARejectedOrderIsBooked() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells rejected halted       | o1 rejected [REJECTED 0]
        p1 tells fill x1 4 @ 100       | o1 late-fill 4 @ 100 [REJECTED 4]; alarm fill-on-rejected
        p1 tells fill x2 6 @ 100       | o1 late-fill 6 @ 100 [FILLED 10]; alarm fill-on-rejected
        p1 tells rejected halted       | alarm reject-after-fill
        """);
  }

  @Test
  void aFillOfAnExpiredOrderByValueIsBooked() {
    Scenario.tell(
        """
        place o1 buy $500 AAPL             | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells expired                   | o1 expired [EXPIRED 0]
        p1 tells fill x1 2 @ 100           | o1 late-fill 2 @ 100 [EXPIRED 2]; alarm F-B11
        p1 tells fill x2 3 @ 100 completes | o1 late-fill 3 @ 100 [FILLED 5]; alarm F-B11
        """);
  }

  @Test
  @DisplayName("F-B12 more than was asked for is booked and told")
  void moreThanWasAskedForIsBooked() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 8 @ 100       | o1 filled 8 @ 100 [PARTIALLY_FILLED 8]
        p1 tells fill x2 3 @ 100       | o1 late-fill 3 @ 100 [FILLED 11]; alarm F-B12
        p1 tells fill x3 1 @ 100       | o1 late-fill 1 @ 100 [FILLED 12]; alarm F-B12
        position AAPL                  | 12 cost 1200 realized 0
        """);
  }

  @Test
  @DisplayName("I-23 a bust takes its execution back and nothing else")
  void aBustTakesItsExecutionBack() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 110 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells fill x2 2 @ 110       | o1 filled 2 @ 110 [PARTIALLY_FILLED 6]
        p1 tells bust x1               | o1 busted x1 [PARTIALLY_FILLED 2]
        position AAPL                  | 2 cost 220 realized 0
        money cash                     | 99780
        money reserved                 | 880
        p1 tells bust x1               |
        p1 tells fill x1 4 @ 100       |
        p1 tells bust x2               | o1 busted x2 [WORKING 0]
        position AAPL                  | 0 cost 0 realized 0
        money cash                     | 100000
        """);
  }

  @Test
  @DisplayName("I-23 what a bust leaves is what there would be without the execution")
  void aBustLeavesWhatThereWouldBeWithout() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 110 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 5 @ 100       | o1 filled 5 @ 100 [PARTIALLY_FILLED 5]
        p1 tells fill x2 5 @ 110       | o1 filled 5 @ 110 [FILLED 10]
        place o2 sell 5 AAPL limit 120 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 tells fill x3 5 @ 120       | o2 filled 5 @ 120 [FILLED 5]
        position AAPL                  | 5 cost 525 realized 75
        p1 tells bust x1               | o1 busted x1 [FILLED 5]; send query p1
        position AAPL                  | 0 cost 0 realized 50
        """);
  }

  @Test
  @DisplayName("I-23 a bust of a filled order reopens its arithmetic, and nothing is sent again")
  void aBustOfAFilledOrderReopensItsArithmetic() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        p1 tells bust x1               | o1 busted x1 [FILLED 0]; send query p1
        p1 tells found filled B1       |
        money reserved                 | 0
        p1 tells fill x2 4 @ 100       | o1 late-fill 4 @ 100 [FILLED 4]; alarm F-B11
        """);
  }

  @Test
  @DisplayName(
      "1.2 a filled order that was busted works again only if the broker says so when asked")
  void aBustedOrderMayWorkAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        p1 tells found working B1      |
        p1 tells bust x1               | o1 busted x1 [FILLED 0]; send query p1
        p1 tells working B1            |
        p1 tells found working B1      | alarm reinstated; o1 reinstated [WORKING 0]
        money reserved                 | 1000
        """);
  }

  @Test
  @DisplayName("I-09 a bust or a correction of a filled order is asked about once, however told")
  void aRevisionIsAskedAboutOnce() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100    | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 5 @ 100          | o1 filled 5 @ 100 [PARTIALLY_FILLED 5]
        p1 tells fill x2 5 @ 100          | o1 filled 5 @ 100 [FILLED 10]
        p1 tells correct x2 r1 4 @ 100    | o1 corrected x2 [FILLED 9]; send query p1
        p1 tells found filled B1 x1 5 @ 100 x2 r1 4 @ 100 |
        p1 answers query accepted         |
        p1 tells correct x2 r1 4 @ 100    |
        p1 tells bust x1                  | o1 busted x1 [FILLED 4]; send query p1
        p1 tells found filled B1 x2 r1 4 @ 100 |
        p1 answers query accepted         |
        p1 tells bust x1                  |
        """);
  }

  @Test
  @DisplayName("F-B06 filled at the broker is filled, though a bust has taken some of it back")
  void filledIsFilledThoughABustHasTakenSomeBack() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100      | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100            | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells bust x1                    | o1 busted x1 [WORKING 0]
        p1 tells found filled B1 x2 6 @ 100 | o1 filled 6 @ 100 [PARTIALLY_FILLED 6];
                                            | o1 working [FILLED 6]
        """);
  }

  @Test
  @DisplayName("F-B13 a bust that comes before its execution waits for it")
  void aBustBeforeItsExecutionWaits() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells bust x1               | alarm I-23
        p1 tells bust x1               |
        parked                         | 1
        p1 tells fill x2 2 @ 100       | o1 filled 2 @ 100 [PARTIALLY_FILLED 2]
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 6];
                                       | o1 busted x1 [PARTIALLY_FILLED 2]
        parked                         | 0
        """);
  }

  @Test
  void aCorrectionPutsANewerRevisionInPlace() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 110    | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100 fee 1    | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells fill x2 1 @ 100          | o1 filled 1 @ 100 [PARTIALLY_FILLED 5]
        p1 tells correct x1 r1 3 @ 101 fee 0.5 | o1 corrected x1 [PARTIALLY_FILLED 4]
        position AAPL                     | 4 cost 403 realized 0
        money cash                        | 99596.5
        p1 tells correct x1 r1 3 @ 101    |
        p1 tells fill x1 4 @ 100          |
        p1 tells correct x1 r3 2 @ 102    | o1 corrected x1 [PARTIALLY_FILLED 3]
        p1 tells correct x1 r2 9 @ 109    |
        p1 tells bust x1                  | o1 busted x1 [PARTIALLY_FILLED 1]
        p1 tells correct x1 r4 9 @ 109    |
        position AAPL                     | 1 cost 100 realized 0
        """);
  }

  @Test
  @DisplayName("F-B13 corrections may come in any order, and before their execution")
  void correctionsMayComeInAnyOrder() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 110 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells correct x1 r2 2 @ 102 | alarm I-23
        p1 tells correct x1 r1 3 @ 101 | alarm I-23
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                       | o1 corrected x1 [PARTIALLY_FILLED 2]
        position AAPL                  | 2 cost 204 realized 0
        parked                         | 0
        """);
  }

  @Test
  void aCorrectionMayCompleteAnOrder() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 110 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 tells correct x1 r1 10 @ 100| o1 corrected x1 [FILLED 10]
        money reserved                 | 0
        place o2 buy 10 AAPL limit 110 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 tells fill x2 4 @ 100       | o2 filled 4 @ 100 [PARTIALLY_FILLED 4]
        cancel o2                      | o2 cancel-requested [PENDING_CANCEL 4]; send cancel p2;
                                       | look in 0.5s; done o2
        p2 tells correct x2 r1 10 @ 100| o2 corrected x2 [FILLED 10]; o2 cancel-refused [FILLED 10]
        """);
  }

  @Test
  @DisplayName("I-11 a bust counts for every order of the chain that the execution counted for")
  void aBustCountsForTheWholeChain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 4];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 4];
                                       | o2 working [PARTIALLY_FILLED 4]
        p1 tells fill x2 1 @ 99        | o2 filled 1 @ 99 [PARTIALLY_FILLED 5]
        p1 tells correct x1 r1 3 @ 100 | o1 corrected x1 [REPLACED 3];
                                       | o2 corrected x1 [PARTIALLY_FILLED 4]
        p1 tells bust x1               | o1 busted x1 [REPLACED 0];
                                       | o2 busted x1 [PARTIALLY_FILLED 1]
        p1 tells bust x2               | o2 busted x2 [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-12, I-26 what executed for nobody is kept, and the rest is told")
  void whatExecutedForNobodyIsKept() {
    Scenario.tell(
        """
        stranger tells working B9        | alarm I-26
        stranger tells fill x1 5 @ 100   | alarm I-26
        stranger tells fill x1 5 @ 100   |
        stranger tells canceled          | alarm I-26
        stranger tells bust x1           | alarm I-26
        stranger tells found filled B9 x1 5 @ 100 | alarm I-26
        stranger tells found working B9  | alarm I-26
        parked                           | 3
        position AAPL                    | none
        """);
  }

  @Test
  @DisplayName("F-B34 an execution that cannot be of its order is kept aside, never booked or lost")
  void anExecutionThatCannotBeIsKeptAside() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100            | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 0 @ 100                  | alarm F-B34
        p1 tells fill x2 -1 @ 100                 | alarm F-B34
        p1 tells fill x3 1 @ -1                   | alarm F-B34
        p1 tells fill x4 1 @ 100 of MSFT          | alarm F-B34
        p1 tells fill x5 1 @ 100 other-side       | alarm F-B34
        p1 tells correct x9 r1 9000000000 @ 1     | alarm I-23
        p1 tells fill x6 9000000000 @ 9000000000  | alarm F-T11
        parked                                    | 7
        order o1                                  | [ACCEPTED 0]
        p1 tells fill x9 1 @ 1                    | o1 filled 1 @ 1 [PARTIALLY_FILLED 1];
                                        | o1 corrected x9 [FILLED 9000000000]
        p1 tells fill x7 9000000000 @ 1           | alarm F-T11
        """);
  }

  @Test
  void anExecutionIdOfAnotherOrderIsKeptAside() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 10 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p1 tells fill x1 5 @ 100       | o1 filled 5 @ 100 [PARTIALLY_FILLED 5]
        p2 tells fill x1 5 @ 100       | alarm F-B34
        p2 tells bust x1               | alarm I-23
        order o2                       | [ACCEPTED 0]
        parked                         | 2
        """);
  }
}
