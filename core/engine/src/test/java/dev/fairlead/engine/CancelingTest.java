// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.model.OrderStatus.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CancelingTest {
  @Test
  @DisplayName("I-22 cancelled is what the broker says, not what was asked")
  void aCancelIsAskedForAndThenTold() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers cancel accepted     |
        money reserved                 | 1000
        p1 tells canceled              | o1 canceled [CANCELED 0]
        money reserved                 | 0
        cancel o1                      | denied NOT_CANCELABLE: order is not cancelable: order is
                                       | already in "canceled" state
        """);
  }

  @Test
  @DisplayName("I-22 a fill beats a cancel: the client hears the fill and the refusal")
  void aFillBeatsACancel() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PENDING_CANCEL 4]
        p1 tells fill x2 6 @ 100       | o1 filled 6 @ 100 [FILLED 10];
                                       | o1 cancel-refused [FILLED 10]
        p1 answers cancel refused late |
        p1 tells cancel-refused late   |
        """);
  }

  @Test
  void aCancelledPartialFillKeepsItsFills() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 4 @ 100       | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 4]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 tells canceled              | o1 canceled [CANCELED 4]
        position AAPL                  | 4 cost 400 realized 0
        """);
  }

  @Test
  @DisplayName("F-B15 a refused cancel leaves the order alive, and its fills are looked for")
  void aRefusedCancelLeavesTheOrderAlive() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100     | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1       | o1 working [WORKING 0]
        cancel o1                          | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                        | look in 0.5s; done o1
        p1 answers cancel refused too late | o1 cancel-refused [WORKING 0]; send query p1
        p1 tells cancel-refused too late   |
        p1 tells found filled B1 x1 10 @ 100 | o1 filled 10 @ 100 [FILLED 10]
        """);
  }

  @Test
  void aCancelBeforeTheAcknowledgementIsSent() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers place accepted B1   |
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void aCancelThatOvertookARefusedPlacingEndsWithTheRefusal() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers place refused halted| o1 rejected [REJECTED 0]
        """);
  }

  @Test
  void whatWasNeverSentAndIsNotWantedIsCancelled() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers place not-sent cut  | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void aCancelTwiceIsOneCancel() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        cancel o1                      | denied NOT_CANCELABLE: order pending cancel
        p1 answers cancel refused busy | o1 cancel-refused [WORKING 0]; send query p1
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 1s; done o1
        """);
  }

  /** How an order comes to each status, and what a cancel is told there. */
  static Stream<Arguments> cancels() {
    String placed =
        "place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1\n";
    String works = placed + "p1 answers place accepted B1 | o1 working [WORKING 0]\n";
    String pending =
        works
            + "cancel o1 | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1; look in 0.5s;"
            + " done o1\n";
    String replacing =
        works
            + "replace o1 o2 limit 99 | o1 replace-requested by o2 [PENDING_REPLACE 0];"
            + " o2 accepted [ACCEPTED 0]; send replace p1; look in 5s; done o2\n";
    String sends = "o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1; look in 0.5s; done o1";
    return Stream.of(
        arguments(OrderStatus.ACCEPTED, placed, sends),
        arguments(OrderStatus.WORKING, works, sends),
        arguments(
            OrderStatus.IN_DOUBT,
            placed
                + "p1 answers place doubt slow | o1 in-doubt [IN_DOUBT 0]; send query p1;"
                + " look in 0.2s\n",
            "o1 cancel-requested [PENDING_CANCEL 0]; done o1"),
        arguments(
            OrderStatus.PARTIALLY_FILLED,
            works + "p1 tells fill x1 4 @ 100 | o1 filled 4 @ 100 [PARTIALLY_FILLED 4]\n",
            sends.replace("CANCEL 0]", "CANCEL 4]")),
        arguments(
            OrderStatus.PENDING_REPLACE,
            replacing,
            "o1 cancel-requested [PENDING_CANCEL 0]; o2 cancel-requested [PENDING_CANCEL 0];"
                + " done o1"),
        arguments(
            OrderStatus.HELD,
            "place o8 buy 10 AAPL limit 100 bracket 110/90 legs o1,o9 | o8 accepted [ACCEPTED 0];"
                + " o1 held [HELD 0]; o9 held [HELD 0]; send place p1; done o8\n",
            "o8 cancel-requested [PENDING_CANCEL 0]; o1 canceled [CANCELED 0];"
                + " o9 canceled [CANCELED 0]; send cancel p1; look in 0.5s; done o1"),
        arguments(
            OrderStatus.PENDING_CANCEL, pending, "denied NOT_CANCELABLE: order pending cancel"),
        arguments(
            OrderStatus.FILLED,
            works + "p1 tells fill x1 10 @ 100 | o1 filled 10 @ 100 [FILLED 10]\n",
            over("filled")),
        arguments(
            OrderStatus.CANCELED,
            pending + "p1 tells canceled | o1 canceled [CANCELED 0]\n",
            over("canceled")),
        arguments(EXPIRED, works + "p1 tells expired | o1 expired [EXPIRED 0]\n", over("expired")),
        arguments(
            OrderStatus.REJECTED,
            placed + "p1 answers place refused halted | o1 rejected [REJECTED 0]\n",
            over("rejected")),
        arguments(
            OrderStatus.REPLACED,
            replacing
                + "p1 tells replaced B2 | o1 replaced by o2 [REPLACED 0]; o2 working [WORKING 0]\n",
            over("replaced")));
  }

  private static String over(String status) {
    return "denied NOT_CANCELABLE: order is not cancelable: order is already in \"%s\" state"
        .formatted(status);
  }

  @ParameterizedTest
  @MethodSource("cancels")
  @DisplayName("facts 3.6: in each status a cancel is taken, or refused with the reason")
  void aCancelIsTakenOrRefusedInEachStatus(OrderStatus status, String before, String told) {
    Desk desk = Desk.open("100000", 2);
    Scenario.tell(desk, before + "cancel o1 | " + told + "\n");
    boolean was =
        desk.outcomes().stream()
            .flatMap(outcome -> outcome.events().stream())
            .anyMatch(event ->
                event instanceof OrderEvent(long _, Order order, var _)
                    && order.id().equals(Scenario.orderId("o1"))
                    && order.status() == status);
    assertThat(was).as("the script brings it to " + status).isTrue();
  }

  @Test
  void theTableOfCancelsHasEachStatus() {
    assertThat(cancels().map(row -> row.get()[0]))
        .containsExactlyInAnyOrder((Object[]) OrderStatus.values());
  }

  @Test
  @DisplayName("I-24 a cancel without an echo is asked again, longer and longer apart")
  void aCancelWithoutAnEchoIsAskedAgain() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        p1 answers cancel doubt cut    |
        sleep 0.4s                     |
        timer p1                       |
        sleep 0.1s                     |
        timer p1                       | send cancel p1; look in 1s; send query p1
        p1 answers query accepted      |
        sleep 1s                       |
        timer p1                       | send cancel p1; look in 2s; send query p1
        timer p1                       |
        p1 tells found canceled B1     | o1 canceled [CANCELED 0]
        sleep 1m                       |
        timer p1                       |
        """);
  }

  @Test
  @DisplayName("F-N11 however often the link comes and goes, one series of cancels runs")
  void oneSeriesOfCancelsRuns() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; send cancel p1;
                                       | look in 0.5s; done o1
        down                           |
        sleep 0.5s                     |
        timer p1                       |
        up                             | send cancel p1; look in 1s; send query p1
        sleep 0.2s                     |
        down                           |
        up                             | send cancel p1; look in 2s; send query p1
        sleep 0.8s                     |
        timer p1                       |
        sleep 1.2s                     |
        timer p1                       | send cancel p1; look in 4s; send query p1
        """);
  }

  @Test
  void aCancelWaitsForTheLink() {
    Scenario.tell(
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        down                           |
        cancel o1                      | o1 cancel-requested [PENDING_CANCEL 0]; done o1
        cancel o1                      | denied NOT_CANCELABLE: order pending cancel
        timer p1                       |
        up                             | send cancel p1; look in 0.5s; send query p1
        p1 tells canceled              | o1 canceled [CANCELED 0]
        """);
  }

  @Test
  void cancelAllCancelsThePrincipalsOpenOrdersOnly() {
    Scenario.tell(
        """
        place o1 buy 1 AAPL limit 100 as ann | o1 accepted [ACCEPTED 0]; send place p1; done o1
        place o2 buy 1 AAPL limit 100 as bob | o2 accepted [ACCEPTED 0]; send place p2; done o2
        place o3 buy 1 AAPL limit 100 as ann | o3 accepted [ACCEPTED 0]; send place p3; done o3
        p1 tells fill x1 1 @ 100             | o1 filled 1 @ 100 [FILLED 1]
        p3 answers place accepted B3         | o3 working [WORKING 0]
        place o4 buy 1 AAPL limit 100 as ann | o4 accepted [ACCEPTED 0]; send place p4; done o4
        p4 answers place doubt slow          | o4 in-doubt [IN_DOUBT 0]; send query p4; look in 0.2s
        cancel-all as ann | o3 cancel-requested [PENDING_CANCEL 0];
                          | o4 cancel-requested [PENDING_CANCEL 0]; send cancel p3; look in 0.5s;
                          | done all o3 o4
        cancel-all as eve                    | done all
        order o2                             | [ACCEPTED 0]
        """);
  }

  @Test
  void nobodyCancelsTheOrderOfAnother() {
    Scenario.tell(
        """
        place o1 buy 1 AAPL limit 100 as ann | o1 accepted [ACCEPTED 0]; send place p1; done o1
        cancel o1 as bob                     | denied UNKNOWN_ORDER: order not found for
                                        | 00000000-0000-4000-0000-000000000001
        cancel o9 as ann                     | denied UNKNOWN_ORDER: order not found for
                                        | 00000000-0000-4000-0000-000000000009
        """);
  }
}
