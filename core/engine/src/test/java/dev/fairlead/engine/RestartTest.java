// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RestartTest {
  @Test
  @DisplayName(
      "I-05 what was sent and not answered is in doubt, and nothing leaves before the link is up")
  void whatWasNotAnsweredIsInDoubt() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 10 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2   | o2 working [WORKING 0]
        restart                        | o1 in-doubt [IN_DOUBT 0]
        timer p1                       |
        place o3 buy 1 AAPL limit 100  | denied NO_BROKER_READY: no broker is ready: the link is
                                       | down
        up                             | send query p1; look in 0.2s
        p1 tells found working B1      | o1 working [WORKING 0]
        """);
  }

  @Test
  void aCancelBeforeTheAcknowledgementSurvivesARestart() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        restart                        | o1 in-doubt [PENDING_CANCEL 0]
        up                             | send query p1; look in 0.2s
        p1 tells found working B1      | o1 working [PENDING_CANCEL 0]; send cancel p1; look in 1s
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void aCancelThatWasUnderWayIsAskedAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        restart                        |
        up                             | send cancel p1; look in 1s; send query p1
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  @DisplayName("reliability 3.5: a replace that was under way is looked up, never repeated")
  void aReplaceThatWasUnderWayIsLookedUp() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        restart                        |
        up                             | send query p1; look in 5s
        p1 tells found working new B1  | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-07 ids of a later start differ from all before")
  void idsOfALaterStartDiffer() {
    // StepAudit refuses a placement id that is used twice.
    Scenario.tell(
        """
        place o1 buy 1 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1  | o1 working [WORKING 0]
        restart                       |
        up                            |
        place o2 buy 1 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2  | o2 working [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-16 a restart breaks the row of answers that prove an absence")
  void aRestartBreaksTheRow() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells not-found             |
        p1 tells not-found             |
        restart                        |
        up                             | send query p1; look in 0.3s
        p1 answers query accepted      |
        sleep 40s                      |
        p1 tells not-found             |
        order o1                       | [IN_DOUBT 0]
        p1 tells not-found             |
        p1 tells not-found             | o1 rerouted [ACCEPTED 0]; send place p2
        """);
  }

  @Test
  @DisplayName("I-06 a repeated order is known after a restart")
  void aRepeatedOrderIsKnownAfterARestart() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100       | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1         | o1 working [WORKING 0]
        restart                              |
        place o2 buy 10 AAPL limit 100 id o1 | repeated o1
        place o2 buy 11 AAPL limit 100 id o1 | denied CLIENT_ORDER_ID_TAKEN: client_order_id must be
                                        | unique
        """);
  }
}
