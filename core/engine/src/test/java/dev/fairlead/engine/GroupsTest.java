// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Entries with exits, and exits of positions, as a client and a broker see them. */
final class GroupsTest {
  static final String ENTERED =
      """
      place o1 buy 10 AAPL limit 100 bracket 110/90 legs o2,o3 |
                                   | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                   | o3 held [HELD 0]; send place p1; done o1
      p1 tells working B1          | o1 working [WORKING 0]
      """;

  /** A bracket whose entry is filled and whose stop-loss works. */
  static final String PROTECTED =
      ENTERED
          + """
          p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10];
                                       | o3 released [ACCEPTED 0]; send place p2
          p2 answers place accepted B2 | o3 working [WORKING 0]; watch o2 >= 110
          """;

  /** The market has reached the take-profit, and the stop-loss is being cancelled for it. */
  static final String SWITCHING =
      PROTECTED
          + """
          touch o2 110.05              | o3 cancel-requested [PENDING_CANCEL 0];
                                       | send cancel p2; look in 0.5s
          """;

  @Test
  void aBracketProtectsAndThenTakesItsProfit() {
    Scenario.tell(
        SWITCHING
            + """
            sent p2                      | SELL 10 STOP 90
            p2 answers cancel accepted B2|
            p2 tells canceled            | o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
            sent p3                      | SELL 10 LIMIT 110
            p3 answers place accepted B3 | o2 working [WORKING 0]; watch o3 <= 90
            p3 tells fill x2 10 @ 110    | o2 filled 10 @ 110 [FILLED 10]; o3 canceled [CANCELED 0];
                                         | unwatch o3
            position AAPL                | 0 cost 0 realized 100
            """);
  }

  @Test
  @DisplayName("a cancel by a client ends the group whose exit is making room for the other one")
  void aSwitchIsNoCancelOfTheClients() {
    Scenario.tell(
        SWITCHING
            + """
            cancel o3                    | o2 canceled [CANCELED 0]; done o3
            cancel o3                    | denied NOT_CANCELABLE: order pending cancel
            p2 tells canceled            | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  void aBracketIsStoppedOut() {
    Scenario.tell(
        PROTECTED
            + """
            p2 tells fill x2 4 @ 90 | o3 filled 4 @ 90 [PARTIALLY_FILLED 4]; o2 sized [HELD 0]
            size o2                 | 6
            p2 tells fill x3 6 @ 89 | o3 filled 6 @ 89 [FILLED 10]; o2 canceled [CANCELED 0];
                                    | unwatch o2
            touch o2 110            |
            position AAPL           | 0 cost 0 realized -106
            """);
  }

  @Test
  void theExitsOfAShortSaleBuy() {
    Scenario.tell(
        """
        place o1 sell 10 AAPL limit 100 bracket 90/110:112 legs o2,o3 |
                                     | o1 accepted [ACCEPTED 0]; o2 held [HELD 0];
                                     | o3 held [HELD 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10]; o3 released [ACCEPTED 0];
                                     | send place p2
        sent p2                      | BUY 10 STOP_LIMIT 110 112
        p2 answers place accepted B2 | o3 working [WORKING 0]; watch o2 <= 90
        touch o2 90                  | o3 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                     | look in 0.5s
        p2 tells canceled            | o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
        sent p3                      | BUY 10 LIMIT 90
        p3 tells working B3          | o2 working [WORKING 0]; watch o3 >= 110
        """);
  }

  @Test
  @DisplayName("I-13 the exit is for what the entry has filled, and grows with it")
  void theExitGrowsWithTheEntry() {
    Scenario.tell(
        ENTERED
            + """
            p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                     | o3 released [ACCEPTED 0]; send place p2
            sent p2                  | SELL 4 STOP 90
            p1 tells fill x2 3 @ 100 | o1 filled 3 @ 100 [PARTIALLY_FILLED 7]
            p2 tells working B2      | o3 working [WORKING 0]; o3 sized [PENDING_REPLACE 0];
                                     | send replace p2; look in 5s; watch o2 >= 110
            p1 tells fill x3 3 @ 100 | o1 filled 3 @ 100 [FILLED 10]
            p2 tells replaced B3     | o3 sized [WORKING 0]; o3 sized [PENDING_REPLACE 0];
                                     | send replace p2; look in 5s
            p2 tells replaced B4     | o3 sized [WORKING 0]
            sent p2                  | SELL 10 STOP 90
            size o3                  | 10
            """);
  }

  @Test
  void whereTheBrokerChangesNoOrdersTheExitIsPlacedAnew() {
    Scenario.tell(
        "up-without-replace |\n"
            + ENTERED
            + """
            p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                     | o3 released [ACCEPTED 0]; send place p2
            p2 tells working B2      | o3 working [WORKING 0]; watch o2 >= 110
            p1 tells fill x2 6 @ 100 | o1 filled 6 @ 100 [FILLED 10];
                                     | o3 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                     | look in 0.5s; unwatch o2
            p2 tells fill x3 1 @ 90  | o3 filled 1 @ 90 [PENDING_CANCEL 1]; o2 sized [HELD 0]
            p2 tells canceled        | o3 held [HELD 1]; o3 released [ACCEPTED 1]; send place p3
            sent p3                  | SELL 9 STOP 90
            size o3                  | 10
            """);
  }

  @Test
  void theMarketMayTurnBackToTheStop() {
    Scenario.tell(
        SWITCHING
            + """
            p2 tells canceled            | o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
            p3 answers place accepted B3 | o2 working [WORKING 0]; watch o3 <= 90
            p3 tells fill x2 3 @ 110     | o2 filled 3 @ 110 [PARTIALLY_FILLED 3]; o3 sized [HELD 0]
            touch o3 89.9                | o2 cancel-requested [PENDING_CANCEL 3]; send cancel p3;
                                         | look in 0.5s
            p3 tells canceled            | o2 held [HELD 3]; o3 released [ACCEPTED 0]; send place p4
            sent p4                      | SELL 7 STOP 90
            p4 tells working B4          | o3 working [WORKING 0]; watch o2 >= 110
            p4 tells fill x3 7 @ 89.9    | o3 filled 7 @ 89.9 [FILLED 7]; o2 canceled [CANCELED 3];
                                         | unwatch o2
            """);
  }

  @Test
  void anEntryThatEndsUnfilledTakesItsExitsAlong() {
    String gone = "; o2 canceled [CANCELED 0]; o3 canceled [CANCELED 0]";
    Scenario.tell(ENTERED + "p1 tells canceled    | o1 canceled [CANCELED 0]" + gone);
    Scenario.tell(ENTERED + "p1 tells expired     | o1 expired [EXPIRED 0]" + gone);
    Scenario.tell(ENTERED + "p1 tells rejected no | o1 rejected [REJECTED 0]" + gone);
  }

  @Test
  void whatACancelledEntryHasFilledStaysProtected() {
    Scenario.tell(
        ENTERED
            + """
            p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                     | o3 released [ACCEPTED 0]; send place p2
            p2 tells working B2      | o3 working [WORKING 0]; watch o2 >= 110
            cancel o1                | o1 cancel-requested [PENDING_CANCEL 4]; send cancel p1;
                                     | look in 0.5s; done o1
            p1 tells canceled        | o1 canceled [CANCELED 4]; o2 sized [HELD 0]
            size o2                  | 4
            size o3                  | 4
            order o3                 | [WORKING 0]
            """);
  }

  @Test
  void anOcoLeavesAPositionAtOneOfTwoPrices() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL         | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell 10 AAPL limit 110 oco 90 legs o3 |
                                     | o2 held [HELD 0]; o3 held [HELD 0];
                                     | o3 released [ACCEPTED 0]; send place p2; done o2
        p2 tells working B2          | o3 working [WORKING 0]; watch o2 >= 110
        place o4 sell 1 AAPL         | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                     | for order (requested: 1, available: 0)
        touch o2 111                 | o3 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                     | look in 0.5s
        p2 tells canceled            | o3 held [HELD 0]; o2 released [ACCEPTED 0]; send place p3
        p3 tells fill x2 10 @ 111    | o2 filled 10 @ 111 [FILLED 10]; o3 canceled [CANCELED 0]
        """);
  }

  @Test
  @DisplayName("alpaca 3.1 an oco needs a position that it leaves")
  void anOcoNeedsAPosition() {
    Scenario.tell(
        """
        place o2 sell 10 AAPL limit 110 oco 90 legs o3 |
              | denied INVALID_ORDER: order_class 'oco' breaks rule exit-only: oco orders must be
              | exit orders: there is no position to leave
        place o1 buy 10 AAPL         | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10]
        place o2 buy 10 AAPL limit 90 oco 110 legs o3 |
              | denied INVALID_ORDER: order_class 'oco' breaks rule exit-only: oco orders must be
              | exit orders: there is no position to leave
        place o2 sell 11 AAPL limit 110 oco 90 legs o3 |
              | denied INSUFFICIENT_QUANTITY: insufficient qty available for order
              | (requested: 11, available: 10)
        """);
  }

  @Test
  void anOtoTriggersItsOneExit() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL oto-profit 110 legs o2 |
                                  | o1 accepted [ACCEPTED 0]; o2 held [HELD 0]; send place p1;
                                  | done o1
        p1 tells fill x1 10 @ 100 | o1 filled 10 @ 100 [FILLED 10]; o2 released [ACCEPTED 0];
                                  | send place p2
        sent p2                   | SELL 10 LIMIT 110
        p2 tells working B2       | o2 working [WORKING 0]
        p2 tells fill x2 10 @ 110 | o2 filled 10 @ 110 [FILLED 10]
        place o3 buy 10 AAPL oto-loss 90:89 legs o4 |
                                  | o3 accepted [ACCEPTED 0]; o4 held [HELD 0]; send place p3;
                                  | done o3
        p3 tells fill x3 10 @ 100 | o3 filled 10 @ 100 [FILLED 10]; o4 released [ACCEPTED 0];
                                  | send place p4
        sent p4                   | SELL 10 STOP_LIMIT 90 89
        """);
  }

  @Test
  @DisplayName("alpaca 3.6 to cancel an exit cancels the group")
  void toCancelAnExitCancelsTheGroup() {
    Scenario.tell(
        PROTECTED
            + """
            cancel o2         | o3 cancel-requested [PENDING_CANCEL 0]; o2 canceled [CANCELED 0];
                              | send cancel p2; look in 0.5s; unwatch o2; done o2
            cancel o2         | denied NOT_CANCELABLE: order is not cancelable: order is already in
                              | "canceled" state
            p2 tells canceled | o3 canceled [CANCELED 0]
            position AAPL     | 10 cost 1000 realized 0
            """);
    Scenario.tell(
        ENTERED
            + """
            cancel o3         | o1 cancel-requested [PENDING_CANCEL 0]; o2 canceled [CANCELED 0];
                              | o3 canceled [CANCELED 0]; send cancel p1; look in 0.5s; done o3
            p1 tells canceled | o1 canceled [CANCELED 0]
            """);
  }

  @Test
  void toCancelDuringASwitchCancelsTheGroup() {
    Scenario.tell(
        SWITCHING
            + """
            cancel o3         | o2 canceled [CANCELED 0]; done o3
            p2 tells canceled | o3 canceled [CANCELED 0]
            """);
  }

  @Test
  void cancelAllLeavesNoExitBehind() {
    Scenario.tell(
        PROTECTED
            + """
            cancel-all        | o3 cancel-requested [PENDING_CANCEL 0]; o2 canceled [CANCELED 0];
                              | send cancel p2; look in 0.5s; unwatch o2; done all o2 o3
            p2 tells canceled | o3 canceled [CANCELED 0]
            cancel-all        | done all
            close o4 AAPL all | o4 accepted [ACCEPTED 0]; send place p3; done o4
            """);
  }

  @Test
  void aPositionThatAnExitBindsIsNotClosedBesideIt() {
    Scenario.tell(
        PROTECTED
            + """
            close o4 AAPL all | denied INSUFFICIENT_QUANTITY: insufficient qty available for order
                              | (requested: 10, available: 0)
            """);
  }

  @Test
  @DisplayName("alpaca 3.6 the price of a leg can be changed in whatever state it waits")
  void thePriceOfALegCanBeChanged() {
    Scenario.tell(
        ENTERED
            + """
            replace o2 o4 limit 120      | o2 replaced by o4 [REPLACED 0]; o4 held [HELD 0]; done o4
            replace o3 o5 stop 80        | o3 replaced by o5 [REPLACED 0]; o5 held [HELD 0]; done o5
            replace o5 o6 qty 3          | denied INVALID_ORDER: qty '3' breaks rule not-allowed:
                                         | an exit is for what there is to leave; leave it out
            replace o5 o6 stop 120       | denied INVALID_ORDER: stop_price '120' breaks rule
                                         | price-order: must be on the same side of 120 as before
            p1 tells fill x1 10 @ 100    | o1 filled 10 @ 100 [FILLED 10];
                                         | o5 released [ACCEPTED 0]; send place p2
            sent p2                      | SELL 10 STOP 80
            replace o5 o6 stop 81        | denied NOT_REPLACEABLE: unable to replace order, order
                                         | isn't sent to exchange yet
            p2 tells working B2          | o5 working [WORKING 0]; watch o4 >= 120
            replace o5 o6 stop 81        | o5 replace-requested by o6 [PENDING_REPLACE 0];
                                         | o6 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                         | done o6
            p2 tells replaced B3         | o5 replaced by o6 [REPLACED 0]; o6 working [WORKING 0]
            replace o4 o7 limit 115      | o4 replaced by o7 [REPLACED 0]; o7 held [HELD 0];
                                         | unwatch o4; watch o7 >= 115; done o7
            touch o4 120                 |
            touch o7 115                 | o6 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                         | look in 0.5s
            p2 tells canceled            | o6 held [HELD 0]; o7 released [ACCEPTED 0]; send place p3
            sent p3                      | SELL 10 LIMIT 115
            """);
  }

  @Test
  void theEntryCanBeChangedWhileItWorks() {
    Scenario.tell(
        ENTERED
            + """
            replace o1 o4 limit 101   | o1 replace-requested by o4 [PENDING_REPLACE 0];
                                      | o4 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                      | done o4
            p1 tells replaced B5      | o1 replaced by o4 [REPLACED 0]; o4 working [WORKING 0]
            replace o4 o5 limit 85    | denied INVALID_ORDER: limit_price '85' breaks rule
                                      | price-order: must be on the same side of 90 as before
            replace o4 o5 tif gtc     | denied INVALID_ORDER: time_in_force 'gtc' breaks rule
                                      | not-allowed: an order of a group lasts as long as the
                                      | others; leave it out
            p1 tells fill x1 10 @ 101 | o4 filled 10 @ 101 [FILLED 10]; o3 released [ACCEPTED 0];
                                      | send place p2
            """);
  }

  @Test
  @DisplayName("alpaca 3.1 exits lie beyond the base price")
  void exitsLieBeyondTheMarket() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL bracket 100/100 legs o2,o3 |
              | denied INVALID_ORDER: take_profit.limit_price '100' breaks rule price-order: must be
              | above stop_loss.stop_price
        place o1 buy 10 AAPL bracket 100/99.995 legs o2,o3 |
              | denied INVALID_ORDER: stop_loss.stop_price '99.995' breaks rule tick: must be a
              | multiple of 0.01 (sub-penny increment does not fulfill minimum pricing criteria)
        place o1 buy 10 AAPL bracket 100/99.99 legs o2,o3 |
              | denied INVALID_ORDER: take_profit.limit_price '100' breaks rule base-price: must be
              | >= base_price + 0.01, where base_price is 100
        place o1 buy 10 AAPL bracket 100.01/99.99 legs o2 |
              | denied INVALID_ORDER: legs '1' breaks rule ids: needs 2 ids of its own for its exits
        place o1 buy 10 AAPL bracket 100.01/99.99 legs o2,o3 |
              | o1 accepted [ACCEPTED 0]; o2 held [HELD 0]; o3 held [HELD 0]; send place p1; done o1
        """);
  }

  @Test
  @DisplayName("I-06 the same order with exits, sent again, is the same order")
  void theSameOrderIsTheSameOrder() {
    Scenario.tell(
        PROTECTED
            + """
            place o5 buy 10 AAPL limit 100 bracket 110/90 id o1 legs o6,o7 | repeated o1
            place o5 buy 10 AAPL limit 100 bracket 110/91 id o1 legs o6,o7 |
                 | denied CLIENT_ORDER_ID_TAKEN: client_order_id must be unique
            """);
  }
}
