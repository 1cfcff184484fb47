// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.metrics.RequestMetrics;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers of a whole gateway, from what a scripted broker does. */
final class GatewayMetricsTest {
  private static BrokerMetrics metrics(Rig rig) {
    return rig.manager.metrics().firstEntry().getValue();
  }

  private static Fill fill(String id, String quantity, String price, String fee) {
    return new Fill(
        id,
        0,
        new Symbol("AAPL"),
        Side.BUY,
        Quantity.parse(quantity),
        Price.parse(price),
        Money.parse(fee, Currency.USD),
        Samples.START);
  }

  /** One order of each end, and one that works. */
  private static void trade(Rig rig) {
    Order filled = rig.place("filled");
    rig.awaitStatus(filled.id(), OrderStatus.WORKING);
    rig.broker.tell(
        filled.placement(), new OrderNews.Executed(fill("x1", "4", "98.5", "0.25"), false));
    rig.broker.tell(filled.placement(), new OrderNews.Executed(fill("x2", "6", "99", "0.5"), true));
    rig.awaitStatus(filled.id(), OrderStatus.FILLED);

    rig.broker.next(Attempt.Kind.PLACE, Reaction.refuse("market closed"));
    rig.awaitStatus(rig.place("refused").id(), OrderStatus.REJECTED);
    rig.broker.next(Attempt.Kind.PLACE, Reaction.notSent());
    rig.awaitStatus(rig.place("not sent").id(), OrderStatus.REJECTED);

    Order canceled = rig.place("canceled");
    rig.awaitStatus(canceled.id(), OrderStatus.WORKING);
    Rig.done(rig.manager.local().cancel(canceled.id()));
    rig.awaitStatus(canceled.id(), OrderStatus.CANCELED);

    Order expired = rig.place("expired");
    rig.awaitStatus(expired.id(), OrderStatus.WORKING);
    rig.broker.tell(expired.placement(), new OrderNews.Expired());
    rig.awaitStatus(expired.id(), OrderStatus.EXPIRED);

    rig.awaitStatus(rig.place("working").id(), OrderStatus.WORKING);
  }

  private static void assertBook(BrokerMetrics metrics) {
    assertThat(metrics.ordersTotal()).isEqualTo(6);
    assertThat(metrics.ordersSuccessful()).isEqualTo(1);
    assertThat(metrics.ordersFailed()).isEqualTo(2);
    assertThat(metrics.ordersCanceled()).isEqualTo(2);
    assertThat(metrics.ordersOpen()).isEqualTo(1);
    assertThat(metrics.ordersReplaced()).isZero();
    assertThat(metrics.trades()).isEqualTo(2);
    assertThat(metrics.traded())
        .singleElement()
        .satisfies(traded -> {
          assertThat(traded.currency()).isEqualTo(Currency.USD);
          assertThat(traded.volume()).hasToString("988");
          assertThat(traded.commission()).hasToString("0.75");
        });
  }

  private static String counts(RequestMetrics requests) {
    return "%d sent, %d accepted, %d refused, %d not sent, %d in doubt"
        .formatted(
            requests.sent(),
            requests.accepted(),
            requests.refused(),
            requests.notSent(),
            requests.inDoubt());
  }

  @Test
  void everyOrderAndRequestCountsWhereItEnded() {
    try (Rig rig = Rig.open()) {
      trade(rig);
      BrokerMetrics metrics = metrics(rig);
      assertThat(metrics.account()).isEqualTo(Samples.ACCOUNT);
      assertBook(metrics);
      assertThat(counts(metrics.requests(Attempt.Kind.PLACE)))
          .isEqualTo("6 sent, 4 accepted, 1 refused, 1 not sent, 0 in doubt");
      assertThat(counts(metrics.requests(Attempt.Kind.CANCEL)))
          .isEqualTo("1 sent, 1 accepted, 0 refused, 0 not sent, 0 in doubt");
      assertThat(counts(metrics.requests(Attempt.Kind.QUERY)))
          .isEqualTo("0 sent, 0 accepted, 0 refused, 0 not sent, 0 in doubt");
      assertThat(metrics.successRate()).hasValue(5.0 / 7);
      assertThat(metrics.requests(Attempt.Kind.PLACE).latency().count()).isEqualTo(6);
      assertThat(metrics.waiting().count()).isEqualTo(7);
      assertThat(metrics.requests(Attempt.Kind.PLACE).latency().newest().p50()).isPositive();
      assertThat(metrics.link().isUp()).isTrue();
      assertThat(metrics.link().ups()).isEqualTo(1);
      assertThat(metrics.channels()).isEmpty();
      assertThat(metrics.lastHeard()).isPresent();
    }
  }

  @Test
  @DisplayName(
      "I-04 what the book knows is the same after a kill, what the process saw starts anew")
  void theBooksNumbersSurviveARestartAndTheProcesssDoNot() {
    try (Rig rig = Rig.open()) {
      trade(rig);
      try (Rig next = rig.killed().ready()) {
        BrokerMetrics metrics = metrics(next);
        assertBook(metrics);
        assertThat(metrics.requests(Attempt.Kind.PLACE)).isEqualTo(RequestMetrics.NONE);
        assertThat(metrics.since()).isAfterOrEqualTo(metrics(rig).since());
        assertThat(metrics.link().reconnects()).isZero();
      }
    }
  }

  @Test
  void anAnswerThatIsLostCountsAsInDoubtAndWhatIsFoundLaterDoesNotUndoIt() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.obeySilently(command);
            Reaction.inDoubt().to(command, answer);
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(counts(metrics(rig).requests(Attempt.Kind.PLACE)))
          .isEqualTo("1 sent, 0 accepted, 0 refused, 0 not sent, 1 in doubt");
      assertThat(counts(metrics(rig).requests(Attempt.Kind.QUERY)))
          .isEqualTo("1 sent, 1 accepted, 0 refused, 0 not sent, 0 in doubt");
      assertThat(metrics(rig).book().orders(OrderStatus.IN_DOUBT)).isZero();
    }
  }

  @Test
  @DisplayName("I-23 an execution that is taken back counts no more")
  void aBustedTradeCountsNoMore() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      rig.broker.tell(order.placement(), new OrderNews.Executed(fill("x1", "10", "99", "1"), true));
      rig.awaitStatus(order.id(), OrderStatus.FILLED);
      assertThat(metrics(rig).trades()).isEqualTo(1);
      rig.broker.tell(order.placement(), new OrderNews.Busted("x1"));
      Await.until("taken back", () -> metrics(rig).trades() == 0);
      assertThat(metrics(rig).traded().getFirst().volume()).hasToString("0");
      assertThat(metrics(rig).ordersTotal()).isEqualTo(1);
    }
  }

  @Test
  void theLinkAndItsChannelsAreCounted() {
    try (Rig rig = Rig.open()) {
      rig.broker.goDown("planted");
      rig.broker.goUp();
      Await.until("up again", () -> metrics(rig).link().ups() == 2);
      assertThat(metrics(rig).link().reconnects()).isEqualTo(1);
      assertThat(metrics(rig).link().downs()).isEqualTo(1);
      LinkSignal.Channel requests = LinkSignal.Channel.REQUESTS;
      rig.broker.signal(new LinkSignal.ApiError(requests, "40310000", "insufficient qty"));
      rig.broker.signal(new LinkSignal.ConnectionError(requests, "connect timed out"));
      assertThat(metrics(rig).apiErrors()).isEqualTo(1);
      assertThat(metrics(rig).connectionErrors()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("J-04 of a gateway that has stopped the numbers are still there")
  void aStoppedGatewayStillTellsItsNumbers() {
    try (Rig rig = Rig.open()) {
      trade(rig);
      assertBook(metrics(rig));
      rig.journal.failAfter(rig.journal.lastSequence(), MemoryJournal.Tail.LOST);
      rig.broker.tell(
          new BrokerReport.Funded(Samples.ACCOUNT, Money.parse("1", Currency.USD), 2, "planted"));
      Await.until("it has stopped", () -> rig.manager.failure().isPresent());
      BrokerMetrics last = metrics(rig);
      assertBook(last);
      assertThat(last.bookAt()).isBeforeOrEqualTo(last.at());
    }
  }
}
