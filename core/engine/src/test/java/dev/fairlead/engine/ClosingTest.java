// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ClosingTest {
  private static final String HELD =
      """
      place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
      p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
      """;

  @Test
  void aPositionIsClosedByAMarketOrder() {
    Scenario.tell(
        HELD
            + """
            close o2 AAPL all           | o2 accepted [ACCEPTED 0]; send place p2; done o2
            money reserved              | 0
            p2 tells fill x2 10 @ 110   | o2 filled 10 @ 110 [FILLED 10]
            position AAPL               | 0 cost 0 realized 100
            close o3 AAPL all           | denied UNKNOWN_POSITION: position does not exist
            """);
  }

  @Test
  void partOfAPositionIsClosed() {
    Scenario.tell(
        HELD
            + """
            close o2 AAPL 4             | o2 accepted [ACCEPTED 0]; send place p2; done o2
            close o3 AAPL 12.5%         | o3 accepted [ACCEPTED 0]; send place p3; done o3
            p3 tells fill x3 1.25 @ 100 | o3 filled 1.25 @ 100 [FILLED 1.25]
            close o4 AAPL 5             | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                        | for order (requested: 5, available: 4.75)
            close o4 AAPL 4.75          | o4 accepted [ACCEPTED 0]; send place p4; done o4
            """);
  }

  @Test
  void moreThanIsHeldIsNotClosed() {
    Scenario.tell(
        HELD
            + """
            close o2 AAPL 10.5 | denied INSUFFICIENT_QUANTITY: insufficient qty available for order
                               | (requested: 10.5, available: 10)
            """);
  }

  @Test
  void aPortionThatIsNoneIsRefused() {
    Scenario.tell(
        HELD
            + """
            close o2 AAPL 0           | denied INVALID_ORDER: qty '0' breaks rule positive: must be
                                      | more than 0
            close o2 AAPL -3          | denied INVALID_ORDER: qty '-3' breaks rule positive: must be
                                      | more than 0
            close o2 AAPL 0%          | denied INVALID_ORDER: percentage '0' breaks rule range: must
                                      | be more than 0 and at most 100
            close o2 AAPL 100.1%      | denied INVALID_ORDER: percentage '100.1' breaks rule range:
                                      | must be more than 0 and at most 100
            close o2 AAPL 9000000000% | denied INVALID_ORDER: percentage '9000000000' breaks rule
                                      | range: must be more than 0 and at most 100
            close o2 AAPL -50%        | denied INVALID_ORDER: percentage '-50' breaks rule range:
                                      | must be more than 0 and at most 100
            close o2 BRK.A all        | denied UNKNOWN_POSITION: position does not exist
            close o2 NOPE all         | denied UNKNOWN_POSITION: position does not exist
            """);
  }

  @Test
  void aShareIsRoundedDownToTheLot() {
    Scenario.tell(
        """
        place o1 buy 3 BRK.A limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 3 @ 100       | o1 filled 3 @ 100 [FILLED 3]
        close o2 BRK.A 50%             | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 tells fill x2 1 @ 100       | o2 filled 1 @ 100 [FILLED 1]
        close o3 BRK.A 30%             | denied INVALID_ORDER: qty '0' breaks rule positive: must be
                                       | more than 0
        """);
  }

  @Test
  void aShortPositionIsBoughtBack() {
    Scenario.tell(
        """
        place o1 sell 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100       | o1 filled 10 @ 100 [FILLED 10]
        position AAPL                   | -10 cost -1000 realized 0
        close o2 AAPL all               | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 tells fill x2 10 @ 90        | o2 filled 10 @ 90 [FILLED 10]
        position AAPL                   | 0 cost 0 realized 100
        """);
  }

  @Test
  void aCoinIsClosedGoodTillCancelled() {
    Scenario.tell(
        """
        place o1 buy 0.5 BTC/USD limit 60000 gtc ref 60000 | o1 accepted [ACCEPTED 0];
                                        | send place p1; done o1
        p1 tells fill x1 0.5 @ 60000   | o1 filled 0.5 @ 60000 [FILLED 0.5]
        close o2 BTC/USD all ref 60000 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
  }

  @Test
  @DisplayName("I-31 a closing order goes where the position is, or nowhere")
  void aClosingOrderGoesWhereThePositionIs() {
    Scenario.tell(
        HELD
            + """
            down              |
            close o2 AAPL all | denied NO_BROKER_READY: no broker is ready: the link to paper:main
                              | is down
            """);
  }
}
