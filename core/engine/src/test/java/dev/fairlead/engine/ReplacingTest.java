// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReplacingTest {
  @Test
  void newTermsTakeOverWhenTheBrokerSaysSo() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 12 limit 101 | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        money reserved                 | 1212
        p1 answers replace accepted    |
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        placement p1                   | [WORKING 0] B2
        p1 tells replaced B2           |
        p1 tells fill x1 12 @ 101      | o2 filled 12 @ 101 [FILLED 12]
        order o1                       | [REPLACED 0]
        """);
  }

  @Test
  @DisplayName("I-21 the old terms hold until then, and the larger of both is reserved")
  void theOldTermsHoldUntilThen() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 4            | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        money reserved                 | 1000
        p1 tells fill x1 3 @ 100       | o1 filled 3 @ 100 [PENDING_REPLACE 3]
        order o2                       | [ACCEPTED 0]
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 3];
                                       | o2 working [PARTIALLY_FILLED 3]
        money reserved                 | 100
        p1 tells fill x2 1 @ 100       | o2 filled 1 @ 100 [FILLED 4]
        """);
  }

  @Test
  void aRefusedReplaceLeavesTheOldTerms() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace refused no  | o1 replace-refused [WORKING 0]; o2 rejected [REJECTED 0]
        p1 tells replace-refused no    |
        replace o1 o3 limit 98         | o1 replace-requested by o3 [PENDING_REPLACE 0];
                                       | o3 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o3
        """);
  }

  @Test
  void aReplaceThatWasNotSentIsRefused() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 2 @ 100       | o1 filled 2 @ 100 [PARTIALLY_FILLED 2]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 2];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace not-sent cut| o1 replace-refused [PARTIALLY_FILLED 2];
                                       | o2 rejected [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-19, I-21 a fill of all there was ever to be leaves open which order it fills")
  void aFillOfAllWaitsForTheReplace() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [PENDING_REPLACE 10]
        p1 answers replace refused late| o1 replace-refused [FILLED 10]; o2 rejected [REJECTED 0]
        place o3 buy 10 AAPL limit 100 | o3 accepted [ACCEPTED 0]; send place p2; done o3
        p2 answers place accepted B2   | o3 working [WORKING 0]
        replace o3 o4 limit 99         | o3 replace-requested by o4 [PENDING_REPLACE 0];
                                       | o4 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                       | done o4
        p2 tells fill x2 10 @ 100      | o3 filled 10 @ 100 [PENDING_REPLACE 10]
        p2 tells replaced B3           | o3 replaced by o4 [REPLACED 10]; o4 working [FILLED 10]
        """);
  }

  @Test
  @DisplayName("I-21 a fill of the old quantity may have overtaken a larger one: it ends nothing")
  void aFillOfTheOldQuantityEndsNothing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 15           | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [PENDING_REPLACE 10]
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 10];
                                       | o2 working [PARTIALLY_FILLED 10]
        p1 tells fill x2 5 @ 100       | o2 filled 5 @ 100 [FILLED 15]
        """);
  }

  @Test
  @DisplayName("I-21 F-B18 a query that shows all fills shows which order they fill, too")
  void aQueryThatShowsAllFillsShowsTheTerms() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 15           | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace doubt cut   | send query p1; look in 5s
        p1 tells found filled new B2 x1 15 @ 100 | o1 filled 15 @ 100 [PENDING_REPLACE 15];
                                       | o1 replaced by o2 [REPLACED 15]; o2 working [FILLED 15]
        """);
  }

  @Test
  void aRefusalAfterTheOldQuantityIsFilledEndsIt() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 15           | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [PENDING_REPLACE 10]
        p1 answers replace refused late| o1 replace-refused [FILLED 10]; o2 rejected [REJECTED 0]
        money reserved                 | 0
        """);
  }

  @Test
  @DisplayName("I-21 less than was filled by then is filled, and not cancelled")
  void lessThanWasFilledIsFilled() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 4            | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells fill x1 6 @ 100       | o1 filled 6 @ 100 [PENDING_REPLACE 6]
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 6]; o2 working [FILLED 6]
        """);
  }

  @Test
  void theNewQuantityIsTheTotalOfWhatTheClientWants() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 6 @ 100       | o1 filled 6 @ 100 [PARTIALLY_FILLED 6]
        replace o1 o2 qty 6            | denied INVALID_ORDER: qty '6' breaks rule below-filled:
                                       | must be more than the filled 6
        replace o1 o2 qty 0            | denied INVALID_ORDER: qty '0' breaks rule positive: must be
                                       | more than 0
        replace o1 o2 qty 8            | o1 replace-requested by o2 [PENDING_REPLACE 6];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 6];
                                       | o2 working [PARTIALLY_FILLED 6]
        money reserved                 | 200
        p1 tells fill x2 2 @ 100       | o2 filled 2 @ 100 [FILLED 8]
        position AAPL                  | 8 cost 800 realized 0
        """);
  }

  @Test
  @DisplayName("F-B16 a cancel while a replace is pending goes out when that has settled")
  void aCancelWaitsForTheReplace() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0];
                                       | o2 cancel-requested [PENDING_CANCEL 0]; done o1
        cancel o2                      | denied NOT_CANCELABLE: order pending cancel
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 0];
                                       | o2 working [PENDING_CANCEL 0]; send cancel p1; look in 0.5s
        p1 tells canceled              | o2 canceled [CANCELED 0]
        """);
  }

  @Test
  @DisplayName("F-B16 it goes out as well when the replace is refused")
  void aCancelFollowsARefusedReplace() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        cancel-all                     | o1 cancel-requested [PENDING_CANCEL 0];
                                       | o2 cancel-requested [PENDING_CANCEL 0]; done all o1 o2
        p1 answers replace refused no  | o1 replace-refused [PENDING_CANCEL 0];
                                       | o2 rejected [REJECTED 0]; send cancel p1; look in 0.5s
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void anOrderThatEndsTakesItsReplaceAlong() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells canceled              | o1 canceled [CANCELED 0]; o2 rejected [REJECTED 0]
        p1 tells replaced B2           |
        money reserved                 | 0
        """);
  }

  @Test
  @DisplayName("reliability 3.5: a replace in doubt is decided by the terms that the broker shows")
  void newTermsThatShowDecideTheDoubt() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace doubt slow  | send query p1; look in 5s
        p1 tells found working new B2  | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        """);
  }

  @Test
  @DisplayName("reliability 3.5: old terms decide it only after the settle time")
  void oldTermsDecideItAfterTheSettleTimeOnly() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace doubt slow  | send query p1; look in 5s
        p1 tells found working B1      |
        order o1                       | [PENDING_REPLACE 0]
        sleep 31s                      |
        p1 tells found working B1      |
        p1 answers query accepted      |
        timer p1                       | send query p1; look in 0.3s
        p1 tells found working B1      | o1 replace-refused [WORKING 0]; o2 rejected [REJECTED 0]
        p1 tells replaced B2           | alarm replaced-unasked
        """);
  }

  @Test
  void oldTermsOfAnOrderThatHasEndedDecideItAtOnce() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 15           | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace doubt slow  | send query p1; look in 5s
        p1 tells found filled B1 x1 10 @ 100 | o1 filled 10 @ 100 [PENDING_REPLACE 10];
                                        | o1 replace-refused [FILLED 10]; o2 rejected [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-24 a replace that the broker took and never told of is looked for")
  void aReplaceWithoutAnEchoIsLookedFor() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 answers replace accepted    |
        sleep 5s                       |
        timer p1                       | send query p1; look in 0.2s
        p1 tells found working new B2  | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-20 an old name that comes late does not take the new one's place")
  void anOldNameThatComesLateIsOld() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        p1 tells working B1            |
        placement p1                   | [WORKING 0] B2
        """);
  }

  @Test
  void whatCannotBeReplacedSaysWhy() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        replace o1 o2 limit 99          | denied NOT_REPLACEABLE: unable to replace order, order
                                        | isn't sent to exchange yet
        p1 answers place accepted B1    | o1 working [WORKING 0]
        replace o1 o2                   | denied NOTHING_TO_CHANGE: order parameters are not changed
        replace o1 o2 limit 100 qty 10  | denied NOTHING_TO_CHANGE: order parameters are not changed
        replace o1 o2 stop 99           | denied INVALID_ORDER: stop_price '99' breaks rule
                                        | not-allowed: the order has no stop_price
        replace o1 o2 limit 99 as bob   | denied UNKNOWN_ORDER: order not found for
                                        | 00000000-0000-4000-0000-000000000001
        replace o1 o2 limit 99.005 qty 0| denied INVALID_ORDER: qty '0' breaks rule positive: must
                                        | be more than 0; limit_price '99.005' breaks rule tick:
                                        | must be a multiple of 0.01 (sub-penny increment does not
                                        | fulfill minimum pricing criteria)
        replace o1 o2 limit 99          | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                        | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                        | done o2
        replace o1 o3 limit 98          | denied NOT_REPLACEABLE: unable to replace order, a replace
                                        | is pending already
        p1 tells replaced B2            | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        replace o1 o3 limit 98          | denied NOT_REPLACEABLE: unable to replace order, order is
                                        | already in "replaced" state
        cancel o2                       | o2 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                        | look in 0.5s; done o2
        replace o2 o3 limit 98          | denied NOT_REPLACEABLE: unable to replace order, order
                                        | pending cancel
        p1 tells canceled               | o2 canceled [CANCELED 0]
        replace o2 o3 limit 98          | denied NOT_REPLACEABLE: unable to replace order, order is
                                        | already in "canceled" state
        place o5 buy $500 AAPL          | o5 accepted [ACCEPTED 0]; send place p2; done o5
        p2 answers place accepted B5    | o5 working [WORKING 0]
        replace o5 o6 qty 3             | denied NOT_REPLACEABLE: unable to replace order, an order
                                        | by notional cannot be changed
        down                            |
        place o7 buy 1 AAPL             | denied NO_BROKER_READY: no broker is ready: the link is
                                        | down
        """);
  }

  @Test
  void theTrailOfATrailingStopIsReplacedInItsUnit() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100    | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100         | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell 10 AAPL trail 1%    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2      | o2 working [WORKING 0]
        p2 tells trailed 105              | o2 trailed [WORKING 0]
        replace o2 o3 trail 100           | denied INVALID_ORDER: trail_percent '100' breaks rule
                                        | range: must be more than 0 and less than 100
        replace o2 o3 trail 2             | o2 replace-requested by o3 [PENDING_REPLACE 0];
                                        | o3 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                        | done o3
        p2 tells replaced B3              | o2 replaced by o3 [REPLACED 0]; o3 working [WORKING 0]
        """);
  }
}
