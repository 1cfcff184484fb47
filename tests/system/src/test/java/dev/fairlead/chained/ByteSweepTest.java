// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.contract.FarSide.Truth;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.money.Quantity;
import dev.fairlead.peer.AlpacaPeer;
import dev.fairlead.peer.Cut;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is cut at each byte of the request that places an order, and of its reply, through
 * a whole gateway. Each order is for another quantity, so that the peer's orders tell whose they
 * are.
 */
class ByteSweepTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");

  /** Every byte with {@code test --all}; an odd step, so that both ways of cutting come up. */
  private static final int STEP = Boolean.getBoolean("fairlead.all") ? 1 : 7;

  /** Longer than any request or reply. */
  private static final int MOST_BYTES = 10_000;

  /** A doubt may have to wait until an absence is proven. */
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName("F-N02 a placing that is cut at any byte is one order, and never an invented end")
  void anyCutLeavesOneOrder(Cut.Where where) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    Heard<OrderEvent> events = new Heard<>();
    try (AlpacaPeer peer = new AlpacaPeer(clock, Duration.ofSeconds(4));
        AlpacaBroker broker = broker(peer, clock);
        BrokerManager gateway = BrokerManager.open(config(broker), new MemoryJournal())) {
      gateway.onOrder(events);
      gateway.awaitReady();

      List<OrderId> orders = sweep(gateway, peer, events, where);

      int count = orders.size();
      assertThat(count).isGreaterThan(300 / STEP);
      Await.until(
          "all orders to work, their statuses " + statuses(gateway, orders),
          SETTLE_LIMIT,
          () -> statuses(gateway, orders).stream().allMatch(OrderStatus.WORKING::equals));
      assertThat(peer.orders()).allMatch(Truth::isOpen);
      assertThat(peer.orders())
          .extracting(Truth::asked)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, count).mapToObj(Quantity::of).toList());
      assertThat(events.all()).extracting(OrderEvent::what).noneMatch(ByteSweepTest::isEnd);
      assertThat(gateway.positions()).isEmpty();
    }
  }

  /** So many cuts in a row would open any breaker, and then nothing would be sent any more. */
  private GatewayConfig config(AlpacaBroker broker) {
    return GatewayConfig.of(folder, ACCOUNT, broker).judging(HealthRules.DEFAULT.neverOpening());
  }

  private static AlpacaBroker broker(AlpacaPeer peer, InstantSource clock) {
    AlpacaConfig config =
        AlpacaConfig.of(
            ACCOUNT,
            Environment.PAPER,
            peer.address(),
            Secret.of(AlpacaPeer.KEY_ID),
            Secret.of(AlpacaPeer.SECRET));
    return new AlpacaBroker(
        List.of(config), AlpacaBroker.Settings.DEFAULT.withRequestsPerMinute(100_000), clock);
  }

  /** Places an order a step, until a cut comes after the last byte. */
  private static List<OrderId> sweep(
      BrokerManager gateway, AlpacaPeer peer, Heard<OrderEvent> events, Cut.Where where) {
    List<OrderId> orders = new ArrayList<>();
    for (int at = 1; at < MOST_BYTES; at += STEP) {
      peer.cut(new Cut("POST /v2/orders ", where, at, at % 2 == 0));
      int requests = peer.requests(Attempt.Kind.PLACE);
      String quantity = String.valueOf(orders.size() + 1);
      Reply reply = gateway.local().place(OrderRequest.buy("AAPL", quantity).limit("1"));
      OrderId id = ((Reply.Done) reply).order().id();
      orders.add(id);
      Await.until("an answer to " + id, () -> isAnswered(events, id));
      if (peer.isCutPending()) {
        assertThat(peer.requests(Attempt.Kind.PLACE)).isGreaterThan(requests);
        peer.cut(new Cut("nothing begins like this", where, at, false));
        return orders;
      }
    }
    throw new AssertionError("no request or reply is longer than " + MOST_BYTES);
  }

  private static boolean isAnswered(Heard<OrderEvent> events, OrderId id) {
    return events.all().stream()
        .filter(event -> event.order().id().equals(id))
        .map(OrderEvent::what)
        .anyMatch(what -> what instanceof Happened.Working || what instanceof Happened.InDoubt);
  }

  private static List<OrderStatus> statuses(BrokerManager gateway, List<OrderId> orders) {
    return orders.stream().map(id -> gateway.order(id).orElseThrow().status()).toList();
  }

  private static boolean isEnd(Happened what) {
    return what instanceof Happened.Rejected
        || what instanceof Happened.Canceled
        || what instanceof Happened.Expired
        || what instanceof Happened.Filled;
  }
}
