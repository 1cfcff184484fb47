// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.contract.FarSide.Truth;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.money.Price;
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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is cut at each byte of the request that places an order with its exits, and of its
 * reply, through a whole gateway. Each group is for another quantity, so that the peer's orders
 * tell whose they are.
 */
class GroupSweepTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");

  /** Every byte with {@code test --all}; an odd step, so that both ways of cutting come up. */
  private static final int STEP = Boolean.getBoolean("fairlead.all") ? 1 : 23;

  /** Longer than any request or reply. */
  private static final int MOST_BYTES = 10_000;

  /** A doubt may have to wait until an absence is proven. */
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "F-N02 a group whose placing is cut at any byte is one group, and its legs are known")
  void anyCutLeavesOneGroup(Cut.Where where) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    Heard<OrderEvent> events = new Heard<>();
    try (AlpacaPeer peer = new AlpacaPeer(clock, Duration.ofSeconds(4));
        AlpacaBroker broker = broker(peer, clock);
        BrokerManager gateway =
            BrokerManager.open(
                GatewayConfig.of(folder, ACCOUNT, broker)
                    .judging(HealthRules.DEFAULT.neverOpening()),
                new MemoryJournal())) {
      gateway.onOrder(events);
      gateway.awaitReady();

      Exits exits =
          new Exits.Bracket(
              new OrderTerms.Limit(Price.parse("2")), new OrderTerms.Stop(Price.parse("0.5")));
      List<OrderId> orders =
          sweep(gateway, peer, events, where, STEP, quantity -> one(quantity).leaving(exits));

      int count = orders.size();
      assertThat(count).isGreaterThan(300 / STEP);
      Await.until(
          "all entries to work, their statuses " + statuses(gateway, orders),
          SETTLE_LIMIT,
          () -> statuses(gateway, orders).stream().allMatch(OrderStatus.WORKING::equals));
      assertThat(peer.orders()).hasSize(3 * count).allMatch(Truth::isOpen);
      assertThat(peer.orders())
          .extracting(Truth::asked)
          .hasSameElementsAs(IntStream.rangeClosed(1, count).mapToObj(Quantity::of).toList());
      for (OrderId id : orders) {
        assertThat(gateway.group(id))
            .extracting(Order::status)
            .containsExactly(OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
      }
      assertThat(events.all()).extracting(OrderEvent::what).noneMatch(GroupSweepTest::isEnd);
      // Each leg is known by its own id: to cancel one ends its group, there and here.
      orders.forEach(id -> gateway.local().cancel(gateway.group(id).getLast().id()));
      Await.until(
          "all groups to end",
          SETTLE_LIMIT,
          () ->
              orders.stream()
                  .flatMap(id -> gateway.group(id).stream())
                  .allMatch(order -> order.status() == OrderStatus.CANCELED));
      assertThat(peer.orders()).noneMatch(Truth::isOpen);
    }
  }

  private static OrderRequest one(String quantity) {
    return OrderRequest.buy("AAPL", quantity).limit("1");
  }

  private static AlpacaBroker broker(AlpacaPeer peer, InstantSource clock) {
    AlpacaConfig config =
        AlpacaConfig.of(
                ACCOUNT,
                Environment.PAPER,
                peer.address(),
                Secret.of(AlpacaPeer.KEY_ID),
                Secret.of(AlpacaPeer.SECRET))
            .withRequestsPerMinute(100_000);
    return new AlpacaBroker(List.of(config), AlpacaBroker.Settings.DEFAULT, clock);
  }

  /** Places an order a step, until a cut comes after the last byte. */
  private static List<OrderId> sweep(
      BrokerManager gateway,
      AlpacaPeer peer,
      Heard<OrderEvent> events,
      Cut.Where where,
      int step,
      Function<String, OrderRequest> asked) {
    List<OrderId> orders = new ArrayList<>();
    for (int at = 1; at < MOST_BYTES; at += step) {
      peer.cut(new Cut("POST /v2/orders ", where, at, at % 2 == 0));
      int requests = peer.requests(Attempt.Kind.PLACE);
      String quantity = String.valueOf(orders.size() + 1);
      Reply reply = gateway.local().place(asked.apply(quantity));
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
