// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PlacingTest {
  @Test
  void anOrderIsPlacedAcknowledgedAndFilled() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money reserved                 | 1000
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 tells working B1            |
        p1 tells fill x1 4 @ 99.50     | o1 filled 4 @ 99.5 [PARTIALLY_FILLED 4]
        money reserved                 | 600
        p1 tells fill x2 6 @ 100       | o1 filled 6 @ 100 [FILLED 10]
        money reserved                 | 0
        money cash                     | 99002
        position AAPL                  | 10 cost 998 realized 0
        """);
  }

  @Test
  @DisplayName("F-B05 a fill before the acknowledgement implies it")
  void aFillImpliesTheAcknowledgement() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        p1 answers place accepted B1   |
        placement p1                   | [PARTIALLY_FILLED 4] B1
        p1 tells fill x2 6 @ 100       | o1 filled 6 @ 100 [FILLED 10]
        """);
  }

  @Test
  @DisplayName("F-B05 an acknowledgement that is reported before the answer is told once")
  void anAcknowledgementMayComeBeforeTheAnswer() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells working B1            | o1 working [WORKING 0]
        p1 answers place accepted B1   |
        p1 tells working B1            |
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        """);
  }

  @Test
  @DisplayName("F-B05 an order may be filled before the broker has answered at all")
  void anOrderMayBeFilledBeforeTheAnswer() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL        | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100   | o1 filled 10 @ 100 [FILLED 10]
        p1 answers place accepted B1|
        p1 tells working B1         |
        p1 answers place doubt late |
        order o1                    | [FILLED 10]
        """);
  }

  @Test
  void aRefusalIsTheEnd() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100      | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place refused halted     | o1 rejected [REJECTED 0]
        money reserved                      | 0
        p1 tells rejected halted            |
        """);
  }

  @Test
  void whatWasNotSentIsRejectedWithTheCause() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100      | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place not-sent link down | o1 rejected [REJECTED 0]
        money reserved                      | 0
        """);
  }

  @Test
  @DisplayName("F-B04 a rejection after the acknowledgement closes the order and keeps its fills")
  void aRejectionAfterTheAcknowledgement() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells working B1            | o1 working [WORKING 0]
        p1 tells fill x1 3 @ 100       | o1 filled 3 @ 100 [PARTIALLY_FILLED 3]
        p1 tells rejected halted       | o1 rejected [REJECTED 3]
        money reserved                 | 0
        """);
  }

  @Test
  void anOrderExpires() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 tells expired               | o1 expired [EXPIRED 0]
        p1 tells canceled              |
        """);
  }

  @Test
  void anOrderByValueIsFilledWhenTheBrokerSaysSo() {
    Scenario.tell(
        """
        place o1 buy $500 AAPL             | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money reserved                     | 500
        p1 answers place accepted B1       | o1 working [WORKING 0]
        p1 tells fill x1 2 @ 100           | o1 filled 2 @ 100 [PARTIALLY_FILLED 2]
        money reserved                     | 300
        p1 tells fill x2 2.97 @ 101 completes | o1 filled 2.97 @ 101 [FILLED 4.97]
        money reserved                     | 0
        """);
  }

  @Test
  @DisplayName("I-19 the fills of an order by value may come in any order")
  void theFillsOfAnOrderByValueMayComeInAnyOrder() {
    Scenario.tell(
        """
        place o1 buy $500 AAPL                | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x2 2.97 @ 101 completes | o1 filled 2.97 @ 101 [FILLED 2.97]
        p1 tells fill x1 2 @ 100              | o1 filled 2 @ 100 [FILLED 4.97]
        """);
  }

  @Test
  void aTrailingStopFollowsTheBestPriceOnly() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell 10 AAPL trail 1% | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2   | o2 working [WORKING 0]
        p2 tells trailed 101           | o2 trailed [WORKING 0]
        p2 tells trailed 103           | o2 trailed [WORKING 0]
        p2 tells trailed 102           |
        p2 tells trailed 103           |
        p2 tells trailed 9000000000    | alarm F-T03
        p2 tells trailed 0             | alarm F-T03
        """);
  }

  @Test
  void aTrailingBuyFollowsTheLowestPrice() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL trail 1 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells working B1          | o1 working [WORKING 0]
        p1 tells trailed 99          | o1 trailed [WORKING 0]
        p1 tells trailed 100         |
        p1 tells trailed 98          | o1 trailed [WORKING 0]
        """);
  }

  @Test
  void orderEventsOfTwoPrincipalsAreNumberedApart() {
    // StepAudit holds the numbers of each principal against I-32.
    Scenario.tell(
        """
        place o1 buy 1 AAPL limit 100 as ann | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 1 AAPL limit 100 as bob | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p1 answers place accepted B1         | o1 working [WORKING 0]
        p2 answers place accepted B2         | o2 working [WORKING 0]
        """);
  }

  @Test
  void nothingIsTakenWhileNoLinkIsUp() {
    Scenario.tell(
        """
        down                          |
        place o1 buy 10 AAPL limit 100| denied NO_BROKER_READY: no broker is ready: the link is down
        up                            |
        place o1 buy 10 AAPL limit 100| o1 accepted [ACCEPTED 0]; send place p1; done o1
        """);
  }
}
