// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An answer is no newer than its question: what it showed was perhaps so before. */
final class LateAnswersTest {
  @Test
  @DisplayName("I-16 the late answer to a query that was asked too early proves nothing")
  void aLateAnswerToAnEarlyQueryProvesNothing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells not-found             |
        p1 tells not-found             |
        sleep 30s                      |
        timer p1                       | send query p1; look in 0.3s
        p1 tells not-found             |
        order o1                       | [IN_DOUBT 0]
        """);
  }

  @Test
  @DisplayName("I-20 an old answer does not bring back what has ended since; a new one does")
  void anOldAnswerDoesNotBringBackWhatHasEnded() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        p1 tells canceled              | o1 canceled [CANCELED 0]
        p1 tells found working B1      | send query p1
        p1 tells found canceled B1     |
        p1 answers query accepted      |
        p1 tells working B1            |
        p1 tells found working B1      | send query p1
        p1 tells found working B1      | alarm reinstated; o1 reinstated [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-20 an answer that was on its way at the end is not that to a later question")
  void anAnswerOnItsWayAtTheEndProvesNothing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells canceled              | o1 canceled [CANCELED 0]
        p1 tells found working B1      | send query p1
        p1 tells found working B1      |
        restart                        |
        up                             |
        p1 tells found working B1      | send query p1
        p1 tells found working B1      | alarm reinstated; o1 reinstated [WORKING 0]
        """);
  }

  @Test
  @DisplayName("I-21 the echo of one replace does not confirm the next")
  void anEchoDoesNotConfirmTheNextReplace() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        replace o2 o3 limit 98         | o2 replace-requested by o3 [PENDING_REPLACE 0];
                                       | o3 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o3
        p1 tells replaced B2           | send query p1
        p1 answers replace refused late| o2 replace-refused [WORKING 0]; o3 rejected [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-20 an old name does not come back with a late answer")
  void anOldNameDoesNotComeBack() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells working B1            | o1 working [WORKING 0]
        replace o1 o2 limit 99         | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        p1 tells replaced B2           | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]
        p1 tells found working B1      |
        placement p1                   | [WORKING 0] B2
        """);
  }
}
