// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders with exits through a whole gateway, Alpaca's adapter and the Alpaca API of another
 * gateway, which keeps the group: one request goes there, and both books end alike.
 */
class ChainedGroupsTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:chained");
  private static final Quantity TEN = Quantity.of(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final OrderRequest BRACKET =
      OrderRequest.buy("AAPL", "10")
          .limit("100")
          .leaving(
              new Exits.Bracket(
                  new OrderTerms.Limit(Price.parse("110")),
                  new OrderTerms.Stop(Price.parse("90"))));

  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();
  private Upstream upstream;
  private BrokerManager gateway;

  @BeforeEach
  void open() throws InterruptedException, IOException {
    upstream = new Upstream(Files.createDirectory(folder.resolve("upstream")));
    gateway = opened(journal);
  }

  /** A gateway on that journal, with an adapter of its own: a gateway closes its adapters. */
  private BrokerManager opened(MemoryJournal kept) throws InterruptedException {
    AlpacaConfig config =
        AlpacaConfig.of(
                ACCOUNT,
                Environment.PAPER,
                upstream.address(),
                Secret.of(upstream.keyId()),
                Secret.of(upstream.secret()))
            .withRequestsPerMinute(100_000);
    AlpacaBroker broker =
        new AlpacaBroker(List.of(config), AlpacaBroker.Settings.DEFAULT, InstantSource.system());
    BrokerManager opened = BrokerManager.open(GatewayConfig.of(folder, ACCOUNT, broker), kept);
    opened.awaitReady();
    return opened;
  }

  @AfterEach
  void close() {
    gateway.close();
    upstream.close();
  }

  private Order place(OrderRequest request) {
    if (gateway.local().place(request) instanceof Reply.Done(Order order)) {
      upstream.awaitWorking(order.placement());
      await(order, OrderStatus.WORKING);
      return order;
    }
    throw new AssertionError("not placed");
  }

  private void await(Order order, OrderStatus status) {
    Await.until(
        order.request().terms() + " to be " + status + ", it is " + gateway.order(order.id()),
        LIMIT,
        () -> gateway.order(order.id()).orElseThrow().status() == status);
  }

  private void awaitGroup(Order parent, OrderStatus... statuses) {
    Await.until(
        "the group to be " + List.of(statuses),
        LIMIT,
        () -> statuses(gateway.group(parent.id())).equals(List.of(statuses)));
  }

  private static List<OrderStatus> statuses(List<Order> orders) {
    return orders.stream().map(Order::status).toList();
  }

  private List<Order> there(Order parent) {
    return upstream.group(parent.placement());
  }

  private void isFlat() {
    assertThat(gateway.positions())
        .singleElement()
        .satisfies(position -> assertThat(position.isFlat()).isTrue());
  }

  @Test
  @DisplayName("a bracket goes as one request, and is stopped out there")
  void aBracketIsStoppedOut() {
    Order entry = place(BRACKET);
    assertThat(there(entry)).extracting(Order::request).hasSize(3);
    awaitGroup(entry, OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
    Order stop = gateway.group(entry.id()).get(2);

    upstream.fill(entry.placement(), TEN, Price.parse("100"));
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.HELD, OrderStatus.WORKING);
    upstream.fill(there(entry).get(2), TEN, Price.parse("89.5"));
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.FILLED);
    assertThat(statuses(there(entry))).isEqualTo(statuses(gateway.group(entry.id())));
    assertThat(gateway.order(stop.id()).orElseThrow().averageFillPrice())
        .contains(Price.parse("89.5"));
    isFlat();
  }

  @Test
  void whatIsCancelledHereIsCancelledThere() {
    Order entry = place(BRACKET);
    awaitGroup(entry, OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
    gateway.local().cancel(gateway.group(entry.id()).get(1).id());
    awaitGroup(entry, OrderStatus.CANCELED, OrderStatus.CANCELED, OrderStatus.CANCELED);
    assertThat(statuses(there(entry))).containsOnly(OrderStatus.CANCELED);
  }

  @Test
  void anExitIsReplacedThere() {
    Order entry = place(BRACKET);
    awaitGroup(entry, OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
    Order stop = gateway.group(entry.id()).get(2);
    OrderChanges changes = new OrderChanges(null, null, null, Price.parse("95"), null);
    assertThat(gateway.local().replace(stop.id(), changes)).isInstanceOf(Reply.Done.class);
    await(stop, OrderStatus.REPLACED);
    awaitGroup(entry, OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
    assertThat(there(entry).get(2).request().terms())
        .isEqualTo(new OrderTerms.Stop(Price.parse("95")));

    upstream.fill(entry.placement(), TEN, Price.parse("100"));
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.HELD, OrderStatus.WORKING);
    upstream.fill(there(entry).get(2), TEN, Price.parse("95"));
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.FILLED);
    isFlat();
  }

  @Test
  @DisplayName("F-N12 what happened to a group while nobody listened is caught up with")
  void aGroupIsCaughtUpWith() throws InterruptedException {
    Order entry = place(BRACKET);
    awaitGroup(entry, OrderStatus.WORKING, OrderStatus.HELD, OrderStatus.HELD);
    PlacementId placement = entry.placement();
    gateway.close();
    upstream.fill(placement, TEN, Price.parse("100"));
    Await.until(
        "the stop to work there",
        LIMIT,
        () -> upstream.group(placement).get(2).status() == OrderStatus.WORKING);
    upstream.fill(upstream.group(placement).get(2), Quantity.of(4), Price.parse("90"));

    gateway = opened(journal.restarted());
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.HELD, OrderStatus.PARTIALLY_FILLED);
    upstream.fill(upstream.group(placement).get(2), Quantity.of(6), Price.parse("90"));
    awaitGroup(entry, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.FILLED);
    isFlat();
  }

  @Test
  void anOcoOfAPositionGoesAsOne() {
    Order entry = place(BRACKET.alone());
    upstream.fill(entry.placement(), TEN, Price.parse("100"));
    await(entry, OrderStatus.FILLED);
    OrderRequest oco =
        OrderRequest.sell("AAPL", "10")
            .limit("110")
            .leaving(new Exits.Oco(new OrderTerms.Stop(Price.parse("90"))));
    Reply reply = gateway.local().place(oco);
    assertThat(reply).isInstanceOf(Reply.Done.class);
    Order profit = ((Reply.Done) reply).order();
    awaitGroup(profit, OrderStatus.WORKING, OrderStatus.WORKING);
    upstream.fill(there(profit).get(1), TEN, Price.parse("90"));
    awaitGroup(profit, OrderStatus.CANCELED, OrderStatus.FILLED);
    isFlat();
  }
}
