// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {
  @Test
  @DisplayName("I-06 the same order under the same id is one order, whatever became of it")
  void theSameOrderUnderTheSameIdIsOneOrder() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 id mine | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 10 AAPL limit 100 id mine | repeated o1
        p1 answers place refused halted        | o1 rejected [REJECTED 0]
        place o2 buy 10 AAPL limit 100 id mine | repeated o1
        place o2 buy 10.0 AAPL limit 100.00 id mine | repeated o1
        """);
  }

  @Test
  @DisplayName("I-06 another order under the same id is refused")
  void anotherOrderUnderTheSameIdIsRefused() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 id mine | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 11 AAPL limit 100 id mine | denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        place o2 sell 10 AAPL limit 100 id mine| denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        place o2 buy 10 AAPL limit 100 gtc id mine | denied CLIENT_ORDER_ID_TAKEN: client_order_id
                                        | must be unique
        money reserved                         | 1000
        """);
  }

  @Test
  @DisplayName("I-06 a denied order does not use up its id")
  void aDeniedOrderDoesNotUseUpItsId() {
    Scenario.tell(
        """
        place o1 buy 9999 AAPL limit 100 id mine | denied INSUFFICIENT_BUYING_POWER: insufficient
                                        | buying power (needed: 999900 USD, available: 200000 USD)
        place o1 buy 10 AAPL limit 100 id mine   | o1 accepted [ACCEPTED 0]; send place p1; done o1
        """);
  }

  @Test
  @DisplayName("I-06 each principal has its own ids")
  void eachPrincipalHasItsOwnIds() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 id mine as ann | o1 accepted [ACCEPTED 0]; send place p1;
                                        | done o1
        place o2 buy 11 AAPL limit 100 id mine as bob | o2 accepted [ACCEPTED 0]; send place p2;
                                        | done o2
        place o3 buy 11 AAPL limit 100 id mine as bob | repeated o2
        """);
  }

  @Test
  void aReplaceIsIdempotentToo() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 id one  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1           | o1 working [WORKING 0]
        replace o1 o2 limit 99 id two          | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                        | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                        | done o2
        replace o1 o3 limit 99 id two          | repeated o2
        replace o1 o3 limit 98 id two          | denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        replace o1 o3 limit 98 id one          | denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        p1 tells replaced B2                   | o1 replaced by o2 [REPLACED 0];
                                        | o2 working [WORKING 0]
        replace o1 o3 limit 99 id two          | repeated o2
        """);
  }

  @Test
  void aClosingIsIdempotentToo() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        close o2 AAPL 4 id shut        | o2 accepted [ACCEPTED 0]; send place p2; done o2
        close o3 AAPL 4 id shut        | repeated o2
        close o3 AAPL 5 id shut        | denied CLIENT_ORDER_ID_TAKEN: client_order_id must be
                                       | unique
        close o3 BRK.A all id shut     | denied CLIENT_ORDER_ID_TAKEN: client_order_id must be
                                       | unique
        close o3 AAPL all id o1        | denied CLIENT_ORDER_ID_TAKEN: client_order_id must be
                                       | unique
        close o3 AAPL all id rest      | denied INSUFFICIENT_QUANTITY: insufficient qty available
                                       | for order (requested: 10, available: 6)
        p2 tells fill x2 4 @ 100       | o2 filled 4 @ 100 [FILLED 4]
        close o3 AAPL all id rest      | o3 accepted [ACCEPTED 0]; send place p3; done o3
        p3 tells fill x3 6 @ 100       | o3 filled 6 @ 100 [FILLED 6]
        close o4 AAPL all id rest      | repeated o3
        """);
  }

  @Test
  void anOrderIdThatIsInUseIsRefused() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 id one  | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o1 buy 10 AAPL limit 100 id two  | denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        p1 answers place accepted B1           | o1 working [WORKING 0]
        replace o1 o1 limit 99 id three        | denied CLIENT_ORDER_ID_TAKEN: client_order_id must
                                        | be unique
        """);
  }
}
