// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.health.HealthRules;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.watchlist.Watchlists;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Another gateway, with Alpaca's API in front of a broker that does what the test says. Its journal
 * is on the disk, so that it can be stopped and started again, at the same address.
 */
final class Upstream implements AutoCloseable {
  private final Path folder;
  private final ScriptedBroker broker = new ScriptedBroker();
  private final InstantSource clock = InstantSource.system();
  private final Map<PlacementId, OrderId> orders = new ConcurrentHashMap<>();
  private final AtomicInteger executions = new AtomicInteger();
  private final ClientKeys keys;
  private final IssuedKey key;

  /** What its broker does while nobody listens, and tells once somebody does. */
  private final List<Runnable> untold = new ArrayList<>();

  private @Nullable Running running;
  private int port;

  /** What ends with a stop. */
  private record Running(
      BrokerManager gateway, Store store, StoreWriter writer, FairleadServer server) {
    void close() {
      server.close();
      writer.close();
      gateway.close();
      store.close();
    }
  }

  Upstream(Path folder) {
    this.folder = folder;
    keys = ClientKeys.open(folder, clock);
    key = keys.create();
    start();
  }

  /** Starts it, if it does not run. */
  void start() {
    if (running != null) {
      return;
    }
    BrokerManager gateway =
        BrokerManager.open(
            GatewayConfig.of(folder, Samples.ACCOUNT, broker)
                // A case may have most of its orders refused, and the next one is not about that.
                .judging(HealthRules.DEFAULT.neverOpening()));
    gateway.onOrder(event ->
        orders.putIfAbsent(new PlacementId(event.order().clientOrderId()), event.order().id()));
    Store store = Store.open(folder.resolve("store.db"));
    StoreWriter writer =
        StoreWriter.start(
            store, (sequence, listener) -> gateway.follow(sequence, listener::accept)::close);
    FairleadServer server =
        FairleadServer.start(
            ServerConfig.of(port, TradingHours.ALWAYS, clock),
            new GatewayDesk(gateway, store, keys::allowance),
            keys,
            Watchlists.in(folder, clock));
    gateway.onOutcome(server.outcomes());
    port = server.port();
    running = new Running(gateway, store, writer, server);
    Await.until("the upstream to be ready", () -> gateway.unreadyReason().isEmpty());
    untold.forEach(Runnable::run);
    untold.clear();
  }

  void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String keyId() {
    return key.key().id();
  }

  String secret() {
    return key.secret();
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the upstream is stopped");
    }
    return now;
  }

  /** The order that works for this client order id now, after whatever replaced it. */
  private Order order(PlacementId clientOrderId) {
    Running now = running();
    OrderId first =
        Await.value(
            "the order of " + clientOrderId, () -> Optional.ofNullable(orders.get(clientOrderId)));
    Order order = now.gateway().order(first).orElseThrow();
    while (order.replacedBy() != null) {
      order = now.gateway().order(order.replacedBy()).orElseThrow();
    }
    return order;
  }

  /** Waits until its broker has taken the order. */
  void awaitWorking(PlacementId clientOrderId) {
    Await.until(
        "the upstream's order to work", () -> order(clientOrderId).status() == OrderStatus.WORKING);
  }

  void fill(PlacementId clientOrderId, Quantity quantity, Price price) {
    if (running == null) {
      untold.add(() -> fill(clientOrderId, quantity, price));
      return;
    }
    Order order = order(clientOrderId);
    tell(clientOrderId, executed(order, quantity, price));
  }

  /** An exit of a group executes at its broker. */
  void fill(Order exit, Quantity quantity, Price price) {
    broker.tell(exit.placement(), executed(exit, quantity, price));
  }

  /** The entry and the exits that it brought, as they are now. */
  List<Order> group(PlacementId clientOrderId) {
    return running().gateway().group(order(clientOrderId).id());
  }

  private OrderNews executed(Order order, Quantity quantity, Price price) {
    boolean completes =
        order
            .request()
            .size()
            .units()
            .map(units -> order.filled().plus(quantity).compareTo(units) >= 0)
            .orElse(true);
    Fill fill =
        new Fill(
            "E" + executions.incrementAndGet(),
            0,
            order.request().symbol(),
            order.request().side(),
            quantity,
            price,
            Money.zero(Currency.USD),
            clock.instant());
    return new OrderNews.Executed(fill, completes);
  }

  /** Its broker says this of the order, and it has heard it. */
  void tell(PlacementId clientOrderId, OrderNews news) {
    Order order = order(clientOrderId);
    broker.tell(order.placement(), news);
    Await.until(
        "the upstream to know " + news,
        () -> order(clientOrderId).updatedAt().isAfter(order.updatedAt()));
  }

  @Override
  public void close() {
    stop();
  }
}
