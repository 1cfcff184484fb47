// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DoubtsTest {
  @Test
  void whatIsFoundIsWorking() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        money reserved                 | 1000
        p1 tells found working B1      | o1 working [WORKING 0]
        p1 answers query accepted      |
        sleep 0.2s                     |
        timer p1                       |
        """);
  }

  @Test
  @DisplayName("F-B06 what is found filled is filled by its fills")
  void whatIsFoundFilledIsFilledByItsFills() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells found filled B1 x1 4 @ 100 x2 6 @ 99 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                        | o1 filled 6 @ 99 [FILLED 10]
        """);
  }

  @Test
  @DisplayName("F-B06 filled without all its fills is in doubt, and they are asked for")
  void filledWithoutItsFillsIsInDoubt() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100      | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow         | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells found filled B1 x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4];
                                        | o1 in-doubt [IN_DOUBT 4]; send query p1; look in 0.3s
        p1 tells not-found                  |
        sleep 40s                           |
        p1 tells not-found                  |
        p1 tells not-found                  |
        timer p1                            | send query p1; look in 0.5s
        p1 tells found filled B1 x1 4 @ 100 x2 6 @ 99 | o1 filled 6 @ 99 [FILLED 10]
        """);
  }

  @Test
  void anOrderByValueThatIsFoundFilledIsFilled() {
    Scenario.tell(
        """
        place o1 buy $500 AAPL              | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow         | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 tells found filled B1 x1 2 @ 100 x2 3 @ 100 | o1 filled 2 @ 100 [PARTIALLY_FILLED 2];
                                        | o1 filled 3 @ 100 [PARTIALLY_FILLED 5];
                                        | o1 working [FILLED 5]
        p1 tells fill x2 3 @ 100 completes  |
        """);
  }

  @Test
  void theLastFillOfAnOrderByValueMayBeToldAgainToCompleteIt() {
    Scenario.tell(
        """
        place o1 buy $500 AAPL              | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells found working B1 x1 5 @ 100| o1 filled 5 @ 100 [PARTIALLY_FILLED 5]
        p1 tells fill x1 5 @ 100 completes  | o1 working [FILLED 5]
        """);
  }

  @Test
  @DisplayName("I-16, D-07 proven absent, it is placed again under a new id")
  void provenAbsentItIsPlacedAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             |
        order o1                       | [IN_DOUBT 0]
        sleep 30s                      |
        p1 tells not-found             | o1 rerouted [ACCEPTED 0]; send place p2
        money reserved                 | 1000
        placement p1                   | [NOT_PLACED 0]
        p2 answers place accepted B2   | o1 working [WORKING 0]
        p1 tells not-found             |
        p1 answers query doubt slow    |
        """);
  }

  @Test
  @DisplayName("I-16 time alone and too few answers prove nothing")
  void timeAloneProvesNothing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 60m                      |
        p1 tells not-found             |
        p1 tells not-found             |
        order o1                       | [IN_DOUBT 0]
        p1 tells not-found             | o1 rejected [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-16 without a proof of absence the doubt stays, and is looked at for ever")
  void withoutAProofTheDoubtStays() {
    Scenario.tell(
        """
        up-without-proof               |
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        sleep 24h                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             |
        timer p1                       | send query p1; look in 0.3s
        order o1                       | [IN_DOUBT 0]
        money reserved                 | 1000
        """);
  }

  @Test
  @DisplayName("F-P03 what is too old by then is not placed again")
  void whatIsTooOldIsNotPlacedAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL           | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        p1 tells not-found             |
        p1 tells not-found             |
        sleep 61s                      |
        p1 tells not-found             | o1 rejected [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-14 there is never a second placing while the first may live")
  void neverTwoLivePlacings() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        place o1 buy 10 AAPL limit 100 | repeated o1
        restart                        |
        up                             | send query p1; look in 0.3s
        down                           |
        up                             | send query p1; look in 0.5s
        """);
  }

  @Test
  void aCancelInDoubtWaitsUntilTheOrderIsFound() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; done o1
        p1 tells found working B1      | o1 working [PENDING_CANCEL 0]; send cancel p1; look in 0.5s
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void aCancelInDoubtGoesOutWhateverShowsTheOrder() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PENDING_CANCEL 4]; send cancel p1;
                                       | look in 0.5s
        place o2 buy 10 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place doubt slow    | o2 in-doubt [IN_DOUBT 0]; send query p2; look in 0.2s
        cancel o2                      | o2 cancel-requested [PENDING_CANCEL 0]; done o2
        p2 tells working B2            | o2 working [PENDING_CANCEL 0]; send cancel p2; look in 0.5s
        """);
  }

  @Test
  void aCancelInDoubtOfWhatNeverArrivedIsDone() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers place doubt slow    | o1 in-doubt [PENDING_CANCEL 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        p1 answers cancel refused what |
        order o1                       | [PENDING_CANCEL 0]
        sleep 30s                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void aLateAnswerSettlesTheDoubt() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers place accepted B1   | o1 working [WORKING 0]
        p1 answers place refused no    |
        """);
  }

  @Test
  @DisplayName("3.3 it is asked for again, longer and longer apart, by one series of timers")
  void itIsAskedForLongerAndLongerApart() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query doubt cut     |
        sleep 0.2s                     |
        timer p1                       | send query p1; look in 0.3s
        p1 answers query not-sent cut  |
        timer p1                       |
        sleep 0.3s                     |
        timer p1                       | send query p1; look in 0.5s
        sleep 0.1s                     |
        up                             | send query p1; look in 1s
        sleep 0.4s                     |
        timer p1                       |
        sleep 0.6s                     |
        timer p1                       | send query p1; look in 2s
        """);
  }

  @Test
  @DisplayName("D-06 what was proven absent and appears is adopted and cancelled once")
  void whatWasProvenAbsentAndAppearsIsCancelled() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 30s                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 rerouted [ACCEPTED 0]; send place p2
        p2 answers place accepted B2   | o1 working [WORKING 0]
        p1 tells working B1            | alarm reinstated; send cancel p1; look in 0.5s
        money reserved                 | 2000
        p1 tells fill x1 3 @ 100       | o1 filled 3 @ 100 [WORKING 3]
        p1 tells canceled              |
        money reserved                 | 1000
        p2 tells fill x2 10 @ 100      | o1 filled 10 @ 100 [FILLED 13]
        """);
  }

  @Test
  @DisplayName("D-06 a fill of what was proven absent is booked, and the rest is cancelled")
  void aFillOfWhatWasProvenAbsentIsBooked() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 11m                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 rejected [REJECTED 0]
        p1 tells fill x1 3 @ 100       | o1 late-fill 3 @ 100 [PENDING_CANCEL 3]; alarm D-06;
                                       | send cancel p1; look in 0.5s
        p1 tells canceled              | o1 canceled [CANCELED 3]
        """);
  }

  @Test
  @DisplayName("D-06 what was rejected as too late and works after all is told and cancelled")
  void whatWasRejectedAsTooLateAndWorksIsCancelled() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL           | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 11m                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 rejected [REJECTED 0]
        p1 tells working B1            | alarm reinstated; o1 reinstated [PENDING_CANCEL 0];
                                       | send cancel p1; look in 0.5s
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  @DisplayName("D-06 the end of what was proven absent changes nothing for the client")
  void theEndOfWhatWasProvenAbsentChangesNothing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place not-sent cut  | o1 rejected [REJECTED 0]
        p1 tells canceled              | alarm D-06
        order o1                       | [REJECTED 0]
        """);
  }

  @Test
  @DisplayName("I-13 with an earlier placing that appeared there is no third one")
  void thereIsNoThirdPlacing() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 30s                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 rerouted [ACCEPTED 0]; send place p2
        p2 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p2; look in 0.2s
        p1 tells fill x1 4 @ 100       | o1 late-fill 4 @ 100 [IN_DOUBT 4]; alarm D-06;
                                       | send cancel p1; look in 0.5s
        p1 tells canceled              |
        restore                        | trusted
        p2 answers query accepted      |
        sleep 30s                      |
        p2 tells not-found             |
        p2 tells not-found             |
        p2 tells not-found             | o1 rejected [REJECTED 4]
        """);
  }

  @Test
  @DisplayName("1.2 what the client wanted gone and works again is cancelled again")
  void whatWasWantedGoneIsCancelledAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 tells canceled              | o1 canceled [CANCELED 0]
        p1 tells found working B1      | send query p1
        p1 tells found working B1      | alarm reinstated; o1 reinstated [PENDING_CANCEL 0];
                                       | send cancel p1; look in 1s
        """);
  }

  @Test
  void anAnswerToARequestThatWasNeverMadeIsTold() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells not-found             |
        p1 tells replace-refused no    |
        p1 tells cancel-refused no     |
        p1 tells replaced B9           | alarm replaced-unasked
        order o1                       | [ACCEPTED 0]
        """);
  }
}
