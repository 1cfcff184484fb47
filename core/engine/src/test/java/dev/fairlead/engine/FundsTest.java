// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FundsTest {
  @Test
  @DisplayName("R-10 buying power is enough at the last micro and not beyond")
  void buyingPowerIsEnoughAtTheEdge() {
    Scenario.tell(
        """
        place o1 buy 2000.000001 AAPL limit 100 | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 200000.0001 USD, available: 200000
                                        | USD)
        place o1 buy 2000 AAPL limit 100        | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money power                             | 0
        place o2 buy 0.000000001 AAPL limit 1   | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 0.000001 USD, available: 0 USD)
        p1 answers place refused no             | o1 rejected [REJECTED 0]
        money power                             | 200000
        place o2 buy 2000 AAPL limit 100        | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
  }

  @Test
  @DisplayName("I-30 what a fill did not cost is free again")
  void whatAFillDidNotCostIsFreeAgain() {
    Scenario.tell(
        """
        place o1 buy 1000 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money power                      | 100000
        p1 tells fill x1 1000 @ 90       | o1 filled 1000 @ 90 [FILLED 1000]
        money power                      | 110000
        """);
  }

  @Test
  void aMarketOrderIsReservedAtItsCollar() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL ref 49.99 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money reserved                 | 519.896
        place o2 buy 10 AAPL ref 50    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        money reserved                 | 1032.396
        place o3 buy 10 AAPL ref none  | denied NO_REFERENCE_PRICE: no quote for AAPL to value a
                                       | market order by; send a limit order
        place o3 buy 10 AAPL ref 0     | denied NO_REFERENCE_PRICE: no quote for AAPL to value a
                                       | market order by; send a limit order
        place o3 buy 10 AAPL trail 1 ref none   | denied NO_REFERENCE_PRICE: no quote for AAPL to
                                        | value a market order by; send a limit order
        place o3 buy 10 AAPL limit 100 ref none | o3 accepted [ACCEPTED 0]; send place p3; done o3
        money reserved                 | 2032.396
        """);
  }

  @Test
  void stopsAreReservedBeyondTheirStop() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL stop 110            | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money reserved                           | 1127.5
        place o2 buy 10 AAPL stop 110 limit 111  | o2 accepted [ACCEPTED 0]; send place p2; done o2
        money reserved                           | 2237.5
        place o3 buy 10 AAPL trail 5             | o3 accepted [ACCEPTED 0]; send place p3; done o3
        money reserved                           | 3313.75
        place o4 buy 10 AAPL trail 10%           | o4 accepted [ACCEPTED 0]; send place p4; done o4
        money reserved                           | 4441.25
        """);
  }

  @Test
  void aShortSaleIsReservedAboveTheTouch() {
    Scenario.tell(
        """
        place o1 sell 10 AAPL limit 101 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        money reserved                  | 1030
        place o2 sell 10 AAPL limit 105 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        money reserved                  | 2080
        """);
  }

  @Test
  @DisplayName("R-20 what may not be sold short is not")
  void whatMayNotBeSoldShortIsNot() {
    Scenario.tell(
        """
        place o1 sell 0.5 AAPL limit 100              | denied SHORT_NOT_ALLOWED: AAPL cannot be
                                        | sold short: only whole units can be sold short
        place o1 sell $500 AAPL                       | denied SHORT_NOT_ALLOWED: AAPL cannot be
                                        | sold short: only whole units can be sold short
        place o1 sell 1 BTC/USD limit 60000 gtc       | denied INSUFFICIENT_QUANTITY: insufficient
                                        | qty available for order (requested: 1, available: 0)
        """);
  }

  @Test
  void aSaleOfWhatIsHeldNeedsNoMoney() {
    Scenario.tell(
        """
        place o1 buy 2000 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 2000 @ 100       | o1 filled 2000 @ 100 [FILLED 2000]
        money power                       | 0
        place o2 sell 1500 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        place o3 sell 501 AAPL limit 100  | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 501, available: 500)
        place o3 sell 500 AAPL limit 100  | o3 accepted [ACCEPTED 0]; send place p3; done o3
        place o4 sell 1 AAPL limit 100    | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 1, available: 0)
        p2 tells fill x2 500 @ 100        | o2 filled 500 @ 100 [PARTIALLY_FILLED 500]
        place o4 sell 1 AAPL limit 100    | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 1, available: 0)
        p2 tells canceled                 | o2 canceled [CANCELED 500]
        place o4 sell 1000 AAPL limit 100 | o4 accepted [ACCEPTED 0]; send place p4; done o4
        money reserved                    | 0
        """);
  }

  @Test
  void oneOrderDoesNotFlipAPosition() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell 11 AAPL limit 100 | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 11, available: 10)
        """);
  }

  @Test
  void aSaleByValueIsValuedAtTheTouch() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell $1000.01 AAPL     | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 10.0001, available: 10)
        place o2 sell $1000 AAPL        | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
  }

  @Test
  void coinsAreBoughtWithCashOnly() {
    Scenario.tell(
        """
        place o1 buy 2 BTC/USD limit 60000 gtc | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 120000 USD, available: 100000 USD)
        place o1 buy 1 BTC/USD limit 60000 gtc | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 1 BTC/USD limit 60000 gtc | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 60000 USD, available: 40000 USD)
        """);
  }

  @Test
  void anotherCurrencyIsNotThere() {
    Scenario.tell(
        """
        place o1 buy 1 NSE:RELIANCE limit 2500 | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 2500 INR, available: 0 INR)
        """);
  }

  @Test
  void aReplaceNeedsWhatIsMissingAndNotWhatIsFilled() {
    Scenario.tell(
        """
        place o1 buy 2000 AAPL limit 100  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 1900 @ 100       | o1 filled 1900 @ 100 [PARTIALLY_FILLED 1900]
        money power                       | 0
        replace o1 o2 limit 100.01        | denied INSUFFICIENT_BUYING_POWER: insufficient buying
                                        | power (needed: 10001 USD, available: 10000 USD)
        replace o1 o2 limit 99 qty 2001   | o1 replace-requested by o2 [PENDING_REPLACE 1900];
                                        | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                        | done o2
        money reserved                    | 10000
        p1 tells replaced B2              | o1 replaced by o2 [REPLACED 1900];
                                        | o2 working [PARTIALLY_FILLED 1900]
        money reserved                    | 9999
        """);
  }

  @Test
  void aReplaceOfAClosingOrderNeedsFreeUnits() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100    | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100         | o1 filled 10 @ 100 [FILLED 10]
        place o2 sell 6 AAPL limit 101    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 tells fill x2 2 @ 101          | o2 filled 2 @ 101 [PARTIALLY_FILLED 2]
        place o3 sell 3 AAPL limit 102    | o3 accepted [ACCEPTED 0]; send place p3; done o3
        replace o2 o4 qty 8               | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 6, available: 5)
        replace o2 o4 qty 7               | o2 replace-requested by o4 [PENDING_REPLACE 2];
                                        | o4 accepted [ACCEPTED 0]; send replace p2; look in 5s;
                                        | done o4
        """);
  }

  @Test
  @DisplayName("F-T11 numbers beyond all counting are refused with what is too much")
  void numbersBeyondAllCountingAreRefused() {
    Scenario.tell(
        Desk.open("9000000000000", 4),
        """
        place o1 buy 9000000000 AAPL limit 9000000000 | denied INVALID_ORDER: qty '9000000000'
                                        | breaks rule maximum: at most 1000000000; limit_price
                                        | '9000000000' breaks rule maximum: at most 1000000000
        place o1 buy 1000000000 AAPL limit 1000000000 | denied INVALID_ORDER: qty '1000000000'
                                        | breaks rule too-large: with its price, and what is held
                                        | and works, more than can be counted
        place o1 buy 1000000000 AAPL limit 0.0001     | o1 accepted [ACCEPTED 0]; send place p1;
                                        | done o1
        p1 tells fill x1 1000000000 @ 0.0001          | o1 filled 1000000000 @ 0.0001 [FILLED
                                        | 1000000000]
        place o2 buy 1000000000 AAPL limit 0.0001     | o2 accepted [ACCEPTED 0]; send place p2;
                                        | done o2
        place o3 buy 1000000000 AAPL limit 0.0001     | o3 accepted [ACCEPTED 0]; send place p3;
                                        | done o3
        place o4 buy 1000000000 AAPL limit 0.0001     | o4 accepted [ACCEPTED 0]; send place p4;
                                        | done o4
        place o5 buy 1000000000 AAPL limit 0.0001     | o5 accepted [ACCEPTED 0]; send place p5;
                                        | done o5
        place o6 buy 1000000000 AAPL limit 0.0001     | o6 accepted [ACCEPTED 0]; send place p6;
                                        | done o6
        place o7 buy 1000000000 AAPL limit 0.0001     | o7 accepted [ACCEPTED 0]; send place p7;
                                        | done o7
        place o8 buy 1000000000 AAPL limit 0.0001     | o8 accepted [ACCEPTED 0]; send place p8;
                                        | done o8
        place o9 buy 1000000000 AAPL limit 0.0001     | o9 accepted [ACCEPTED 0]; send place p9;
                                        | done o9
        place o10 buy 1000000000 AAPL limit 0.0001    | denied INVALID_ORDER: qty '1000000000'
                                        | breaks rule too-large: with its price, and what is held
                                        | and works, more than can be counted
        place o10 buy 1 AAPL ref 9200000000           | denied INVALID_ORDER: qty '1' breaks rule
                                        | too-large: with its price, and what is held and works,
                                        | more than can be counted
        place o10 sell $100 AAPL ref 0.000000001      | denied INVALID_ORDER: notional '100' breaks
                                        | rule too-large: with its price, and what is held and
                                        | works, more than can be counted
        """);
  }
}
