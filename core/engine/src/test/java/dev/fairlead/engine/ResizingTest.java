// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What of an order may be replaced at all, and by what (facts 2.1, 3.6). */
final class ResizingTest {
  @Test
  void howLongAnOrderLastsIsChangedToo() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 tif gtc          | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        """);
  }

  @Test
  @DisplayName("facts 3.6: of an order for part of a share the price is changed, not the quantity")
  void aFractionKeepsItsQuantity() {
    Scenario.tell(
        """
        place o1 buy 1.5 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1    | o1 working [WORKING 0]
        replace o1 o2 qty 2             | denied INVALID_ORDER: qty '2' breaks rule fractional: the
                                        | qty of a fractional order cannot be changed, its price
                                        | can; cancel it and place another
        replace o1 o2 qty 1.25 limit 99 | denied INVALID_ORDER: qty '1.25' breaks rule fractional:
                                        | the qty of a fractional order cannot be changed, its
                                        | price can; cancel it and place another
        replace o1 o2 qty 1.50          | denied NOTHING_TO_CHANGE: order parameters are not changed
        replace o1 o2 qty 1.5 limit 99  | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                        | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                        | done o2
        p1 tells replaced B2            | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        replace o2 o3 tif gtc           | denied INVALID_ORDER: time_in_force 'gtc' breaks rule
                                        | fractional: fractional orders must be DAY orders
        """);
  }

  @Test
  @DisplayName("facts 2.1: shares are resized by whole ones, crypto in any part that it trades in")
  void sharesAreResizedByWholeOnes() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1    | o1 working [WORKING 0]
        replace o1 o2 qty 10.5          | denied INVALID_ORDER: qty '10.5' breaks rule whole: qty
                                        | must be integer where it is changed
        replace o1 o2 qty 11.000        | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                        | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                        | done o2
        place o3 buy 0.5 BTC/USD limit 100 gtc ref 100 | o3 accepted [ACCEPTED 0]; send place p2;
                                        | done o3
        p2 answers place accepted B3    | o3 working [WORKING 0]
        replace o3 o4 qty 0.25          | o3 replace-requested by o4 [PENDING_REPLACE 0];
                                        | o4 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                        | done o4
        """);
  }
}
