// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.observe.HopClock;
import dev.fairlead.observe.HopTimes;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OutcomeLogTest {
  private static final String LOGGER = "dev.fairlead.gateway.Orders";
  private static final OrderId ID = new OrderId(new UUID(0, 7));
  private static final PlacementId PLACEMENT = PlacementId.of(1, 1, 1);

  private static Order order() {
    return new Order(
        ID,
        new Principal("PKTEST"),
        "mine",
        Samples.resting("10"),
        Samples.ACCOUNT,
        OrderStatus.WORKING,
        Quantity.ZERO,
        Notional.ZERO,
        PLACEMENT,
        null,
        null,
        null,
        "",
        Samples.START,
        Samples.START,
        null,
        null);
  }

  private final HopClock hops = new HopClock();

  private static Outcome outcome(Event... events) {
    return new Outcome(1, Samples.START, null, List.of(events), List.of());
  }

  private static Event.Alarm alarm(String detail) {
    return new Event.Alarm("F-B12", Samples.ACCOUNT, PLACEMENT.text(), detail);
  }

  static Stream<Arguments> levels() {
    Fill fill = Samples.bought("x1", "4");
    Position flat = Position.flat(Samples.ACCOUNT, fill.symbol(), Currency.USD);
    return Stream.of(
        Arguments.of(new Happened.InDoubt("reset"), "WARNING order in doubt", "reset"),
        Arguments.of(new Happened.LateFill(fill, flat), "WARNING order late fill", "4 at 99"),
        Arguments.of(new Happened.Busted(fill, flat), "WARNING order busted", "4 at 99"),
        Arguments.of(new Happened.Corrected(fill, flat), "WARNING order corrected", "4 at 99"),
        Arguments.of(new Happened.Reinstated(), "WARNING order reinstated", ""),
        Arguments.of(new Happened.Rejected("halted"), "INFO order rejected", "halted"),
        Arguments.of(new Happened.Rerouted("no route"), "INFO order rerouted", "no route"),
        Arguments.of(new Happened.CancelRefused("no"), "INFO order cancel refused", "no"),
        Arguments.of(new Happened.Accepted(), "FINE order accepted", ""),
        Arguments.of(new Happened.Filled(fill, flat), "FINE order filled", "4 at 99"),
        Arguments.of(new Happened.Replaced(ID), "FINE order replaced", "by " + ID));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void whatHappensToAnOrderIsALineWithItsFields(Happened what, String begins, String detail)
      throws InterruptedException {
    try (LogLines log = LogLines.of(LOGGER, Level.FINE)) {
      try (OutcomeLog outcomes = new OutcomeLog(hops, _ -> {})) {
        outcomes.onOutcome(outcome(new OrderEvent(1, order(), what)));
      }
      assertThat(log.lines())
          .containsExactly(
              begins
                  + " order="
                  + ID
                  + " account=paper:main placement="
                  + PLACEMENT
                  + " client_order_id=mine key=PKTEST symbol=AAPL status=working detail="
                  + detail);
    }
  }

  @Test
  void aSlowOrderIsOneLineWithItsHops() throws InterruptedException {
    HopTimes times = new HopTimes();
    hops.slowFrom(Duration.ofSeconds(1));
    hops.batch(4_000_000, 9_000_000);
    hops.asked(1_000_000);
    hops.begin(PLACEMENT, times);
    hops.handed(PLACEMENT, hops.durable(), 10_000_000, times);
    try (LogLines log = LogLines.of(LOGGER, Level.WARNING)) {
      try (OutcomeLog outcomes = new OutcomeLog(hops, _ -> {})) {
        hops.answered(PLACEMENT, 10_000_000, 1_000_999_999, times);
        outcomes.onOutcome(outcome(new OrderEvent(1, order(), new Happened.Working())));
        hops.answered(PLACEMENT, 10_000_000, 1_001_000_000, times);
        outcomes.onOutcome(outcome(new OrderEvent(2, order(), new Happened.Working())));
        outcomes.onOutcome(outcome(new OrderEvent(3, order(), new Happened.Canceled())));
      }
      assertThat(log.lines())
          .containsExactly(
              "WARNING slow order order="
                  + ID
                  + " account=paper:main placement="
                  + PLACEMENT
                  + " client_order_id=mine key=PKTEST symbol=AAPL millis=1000 accept_millis=3"
                  + " journal_millis=5 send_millis=1 acknowledge_millis=991");
    }
  }

  @Test
  void whatIsNotWantedIsNotWritten() throws InterruptedException {
    try (LogLines log = LogLines.of(LOGGER, Level.WARNING)) {
      try (OutcomeLog outcomes = new OutcomeLog(hops, _ -> {})) {
        outcomes.onOutcome(
            outcome(
                new OrderEvent(1, order(), new Happened.Accepted()),
                new OrderEvent(2, order(), new Happened.Rejected("halted")),
                alarm("more than was asked for")));
      }
      assertThat(log.lines())
          .containsExactly(
              "WARNING alarm rule=F-B12 account=paper:main placement="
                  + PLACEMENT
                  + " detail=more than was asked for");
    }
  }

  @Test
  @DisplayName("F-K04 a terminal that stands still stops nobody; what is left out is counted")
  void aTerminalThatStandsStillStopsNobody() throws InterruptedException {
    int told = 10_000;
    try (LogLines log = LogLines.of(LOGGER, Level.WARNING)) {
      CountDownLatch held = log.hold();
      try (OutcomeLog outcomes = new OutcomeLog(hops, _ -> {})) {
        for (int i = 0; i < told; i++) {
          outcomes.onOutcome(outcome(alarm(String.valueOf(i))));
        }
        held.countDown();
        Await.until(
            "it says how many are missing",
            () -> log.lines().stream().anyMatch(line -> line.contains("left out")));
      }
      List<String> alarms = new ArrayList<>(log.lines());
      String leftOut =
          alarms.stream().filter(line -> line.contains("left out")).findFirst().orElseThrow();
      alarms.remove(leftOut);
      int missing = Integer.parseInt(leftOut.replaceAll(".*count=|[^0-9]", ""));
      assertThat(alarms.size() + missing).isEqualTo(told);
      assertThat(alarms.getFirst()).endsWith(" detail=0");
    }
  }
}
