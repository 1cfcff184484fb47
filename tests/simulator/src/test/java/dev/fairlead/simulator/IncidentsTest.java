// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.Truth;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Denial.InsufficientBuyingPower;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What has happened to others (reliability, Appendix B), played against the engine: the same root
 * facts, and where it ends here.
 */
final class IncidentsTest {
  private static final OrderRequest BUY_TEN =
      OrderRequest.buy("AAPL", "10").limit("100").goodFor(TimeInForce.GTC);

  @Test
  @DisplayName("Knight 2012: 212 parents stay 212 orders, though nobody hears of their executions")
  void knight2012() {
    Scene scene = new Scene("round-robin", Personality.A, Personality.B, Personality.D);
    scene.strikes(Fault.REPLY_LOST, 212);
    List<OrderId> parents = new ArrayList<>();
    for (int i = 0; i < 212; i++) {
      // The stream tells nothing either: all that could count what is out is blind.
      for (int line = 0; line < 3; line++) {
        scene.line(line).standStill(Duration.ofMinutes(45));
      }
      parents.add(scene.place("p" + i, OrderRequest.buy("AAPL", "1").limit("100")));
      scene.passes(100);
    }
    scene.passes(Duration.ofMinutes(45));
    assertThat(scene.truths()).as("I-13, I-14: orders out").hasSize(212);
    assertThat(scene.doubled()).isZero();
    parents.forEach(parent -> scene.executes(parent, Quantity.of(1)));
    Agreement.Account end = scene.settles();
    assertThat(end.onDesk()).isZero();
    assertThat(parents).allMatch(parent -> scene.status(parent) == OrderStatus.FILLED);
  }

  @Test
  @DisplayName("Goldman 2013: contingent orders stay contingent, whatever is configured and lifted")
  void goldman2013() {
    Scene scene = new Scene("primary-only", Personality.A, Personality.B);
    OrderTerms.Limit dollar = new OrderTerms.Limit(Price.parse("1"));
    for (int i = 0; i < 40; i++) {
      OrderRequest entry = OrderRequest.buy("AAPL", "100").limit("0.5").goodFor(TimeInForce.GTC);
      scene.place("g" + i, entry.leaving(new Exits.Oto(dollar)));
      scene.passes(20);
    }
    BrokerAccount first = scene.line(0).broker().account();
    for (int round = 0; round < 3; round++) {
      scene.simulation.gateway().tell(opened(first));
      scene.passes(500);
      scene.simulation.gateway().tell(LinkHealth.unjudged(first));
      Routing other = new Routing("failover", List.of(scene.line(1).broker().account(), first));
      scene.simulation.gateway().route(other);
      scene.simulation.gateway().kill();
      scene.passes(Duration.ofSeconds(30));
    }
    assertThat(scene.truths()).as("entries, and nothing for a dollar").hasSize(40);
    assertThat(scene.truths()).allMatch(truth -> truth.request.side() == Side.BUY);
    assertThat(scene.book().orders().stream().filter(order -> order.isExit()))
        .hasSize(40)
        .allMatch(order -> order.status() == OrderStatus.HELD);
    scene.settles();
  }

  private static LinkHealth opened(BrokerAccount account) {
    return new LinkHealth(account, 0, LinkHealth.Breaker.OPEN, List.of());
  }

  @Test
  @DisplayName("Citi 2022: of a basket for 444 billion no more is sent than the accounts can pay")
  void citi2022() {
    Scene scene = new Scene("load-balanced", Personality.A, Personality.B, Personality.D);
    for (int i = 0; i < 222; i++) {
      // Two billion each, and small ones between, which are what got through.
      scene.place("big" + i, OrderRequest.buy("AAPL", "20000000").limit("100"));
      scene.place("small" + i, OrderRequest.buy("MSFT", "400").limit("100"));
      scene.passes(20);
    }
    assertThat(scene.replies).hasSize(444);
    assertThat(scene.replies.stream().filter(IncidentsTest::isRefusedForMoney))
        .as("R-10: a refusal, not a warning")
        .hasSizeGreaterThan(222);
    assertThat(scene.truths()).allMatch(truth -> truth.left().compareTo(Quantity.of(400)) <= 0);
    long units =
        scene.truths().stream()
            .filter(Truth::isWorking)
            .mapToLong(truth -> truth.left().nanos())
            .sum();
    assertThat(units / 1_000_000_000L * 100)
        .as("dollars at work, of three times two millions")
        .isLessThanOrEqualTo(6_000_000L);
    scene.settles();
  }

  private static boolean isRefusedForMoney(Reply reply) {
    return reply instanceof Reply.Denied(InsufficientBuyingPower _);
  }

  @Test
  @DisplayName("Zerodha 2018: a line that flaps leaves no order pending and no exit hanging")
  void zerodha2018FlappingLine() {
    Scene scene = new Scene("failover", Personality.A, Personality.D);
    OrderId entry =
        scene.place(
            "entry",
            OrderRequest.buy("AAPL", "10")
                .limit("100")
                .goodFor(TimeInForce.GTC)
                .leaving(
                    new Exits.Bracket(
                        new OrderTerms.Limit(Price.parse("105")),
                        new OrderTerms.Stop(Price.parse("95")))));
    scene.passes(200);
    BrokerAccount held = scene.order(entry).account();
    for (int flap = 0; flap < 30; flap++) {
      scene.line(0).cut("flaps");
      scene.place("f" + flap, OrderRequest.buy("MSFT", "1").limit("100").goodFor(TimeInForce.GTC));
      scene.passes(400);
      scene.line(0).connect();
      scene.passes(30);
      scene.strikes(Fault.REPLY_LOST, 1);
      scene.place("g" + flap, BUY_TEN);
      scene.passes(5);
      if (flap == 10) {
        scene.executes(entry, Quantity.of(4));
      }
    }
    Agreement.Account end = scene.settles();
    assertThat(end.onDesk()).isZero();
    assertThat(scene.book().orders())
        .noneMatch(order -> order.status() == OrderStatus.IN_DOUBT)
        .noneMatch(order -> order.status() == OrderStatus.ACCEPTED);
    assertThat(scene.book().orders().stream().filter(order -> order.isExit()))
        .as("I-31: exits are where the position is")
        .isNotEmpty()
        .allMatch(order -> order.account().equals(held));
  }

  @Test
  @DisplayName("Zerodha 2023: orders go through while their news stands still, and none is lost")
  void zerodha2023SlowStream() {
    Scene scene = new Scene("primary-only", Personality.A);
    List<OrderId> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      scene.line(0).standStill(Duration.ofMinutes(5));
      orders.add(scene.place("s" + i, BUY_TEN));
      scene.passes(100);
      scene.executes(orders.get(i), Quantity.of(10));
    }
    assertThat(orders).allMatch(id -> scene.status(id) == OrderStatus.WORKING);
    scene.passes(Duration.ofMinutes(6));
    assertThat(orders).allMatch(id -> scene.status(id) == OrderStatus.FILLED);
    scene.settles();
  }

  @Test
  @DisplayName("LEAN #249: what fills in the window of a lost connection is read afterwards (I-12)")
  void leanWindow() {
    Scene scene = new Scene("primary-only", Personality.D);
    OrderId whole = scene.place("whole", BUY_TEN);
    OrderId part = scene.place("part", BUY_TEN);
    scene.passes(500);
    scene.line(0).cut("1100");
    scene.executes(whole, Quantity.of(10));
    scene.passes(Duration.ofMinutes(3));
    scene.executes(part, Quantity.of(3));
    scene.simulation.gateway().kill();
    scene.passes(Duration.ofSeconds(20));
    assertThat(scene.status(whole)).isEqualTo(OrderStatus.FILLED);
    assertThat(scene.order(part).filled()).isEqualTo(Quantity.of(3));
    scene.settles();
  }

  @Test
  @DisplayName("Nautilus #4288: a replace is never told as a cancel, and nothing is placed for it")
  void nautilusPhantomCancel() {
    Scene scene = new Scene("failover", Personality.A, Personality.B);
    OrderId old = scene.place("old", BUY_TEN);
    scene.passes(500);
    scene.strikes(Fault.REPLY_LOST, 1);
    scene.strikes(Fault.STATUS_NEVER, 1);
    OrderId next = scene.freshOrder();
    OrderChanges higher = new OrderChanges(null, null, Price.parse("101"), null, null);
    scene.ask(new ClientCommand.Replace(Scene.ANN, old, next, "next", higher, Clients.REFERENCE));
    scene.passes(5);
    scene.line(0).cut("cut");
    scene.passes(Duration.ofSeconds(2));
    scene.line(0).connect();
    scene.passes(Duration.ofMinutes(2));
    assertThat(scene.truths()).hasSize(1);
    assertThat(scene.status(old)).isEqualTo(OrderStatus.REPLACED);
    assertThat(scene.status(next)).isEqualTo(OrderStatus.WORKING);
    assertThat(scene.doubled()).isZero();
    scene.settles();
  }

  @Test
  @DisplayName("Nautilus #4288: the cancel half of a replace closes no order (F-B17)")
  void nautilusCancelHalf() {
    Scene scene = new Scene("failover", Personality.A, Personality.B);
    OrderId old = scene.place("old", BUY_TEN);
    scene.passes(500);
    scene.strikes(Fault.REQUEST_LATE, 1);
    OrderId next = scene.freshOrder();
    OrderChanges higher = new OrderChanges(null, null, Price.parse("101"), null, null);
    scene.ask(new ClientCommand.Replace(Scene.ANN, old, next, "next", higher, Clients.REFERENCE));
    scene.passes(5);
    Truth truth = scene.truth(old);
    scene
        .simulation
        .gateway()
        .tell(
            new OrderReport(
                scene.line(0).broker().account(),
                truth.id,
                new Found(truth.name, Found.State.CANCELED, truth.request, List.of())));
    scene.passes(5);
    assertThat(scene.status(old)).isEqualTo(OrderStatus.PENDING_REPLACE);
    scene.passes(Duration.ofMinutes(2));
    assertThat(scene.truths()).hasSize(1);
    assertThat(scene.status(old)).isEqualTo(OrderStatus.REPLACED);
    assertThat(scene.status(next)).isEqualTo(OrderStatus.WORKING);
    scene.settles();
  }

  @Test
  @DisplayName("Hummingbot #493: a time-out is no failure, whoever asks again (I-15, I-17)")
  void hummingbotTimeOut() {
    Scene scene = new Scene("failover", Personality.A, Personality.B);
    scene.strikes(Fault.REPLY_LOST, 1);
    OrderId order = scene.place("once", BUY_TEN);
    scene.passes(400);
    for (int i = 0; i < 5; i++) {
      scene.place("once", BUY_TEN);
      scene.passes(50);
    }
    assertThat(scene.replies.stream().skip(1)).allMatch(reply -> reply instanceof Reply.Repeated);
    scene.executes(order, Quantity.of(10));
    Agreement.Account end = scene.settles();
    assertThat(scene.truths()).hasSize(1);
    assertThat(scene.status(order)).isEqualTo(OrderStatus.FILLED);
    assertThat(end.onDesk()).isZero();
  }

  @Test
  @DisplayName("NATS 2025: nothing is answered or sent before it is synced (I-01, I-02)")
  void natsSync() {
    Scene scene = new Scene("primary-only", Personality.A);
    int answered = 0;
    for (int i = 0; i < 25; i++) {
      scene.strikes(Fault.KILLED_UNSYNCED, 1);
      int before = scene.replies.size();
      int there = scene.truths().size();
      scene.place("n" + i, BUY_TEN);
      scene.passes(3);
      assertThat(scene.replies).as("answered before the sync").hasSize(before);
      assertThat(scene.truths()).as("sent before the sync").hasSize(there);
      scene.passes(Duration.ofSeconds(15));
      OrderId kept = scene.place("k" + i, BUY_TEN);
      scene.passes(Duration.ofSeconds(1));
      answered += scene.replies.size() - before;
      assertThat(scene.order(kept).status()).isEqualTo(OrderStatus.WORKING);
    }
    assertThat(answered).isEqualTo(25);
    Agreement.Account end = scene.settles();
    assertThat(end.onDesk()).isZero();
    List<Truth> all = scene.truths();
    assertThat(all).hasSizeGreaterThanOrEqualTo(25);
  }
}
