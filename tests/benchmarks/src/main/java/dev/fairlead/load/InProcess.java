// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.broker.Broker;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.watchlist.Watchlists;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A gateway on the paper broker in this process, rich enough for any load. Thread-safe. */
public final class InProcess implements AutoCloseable {
  private static final BrokerAccount ACCOUNT = new BrokerAccount(PaperBroker.NAME, "main");
  private static final OrderRequest RESTING = OrderRequest.buy("AAPL", "1").limit("1.00");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = 500_000;

  private final BrokerManager manager;

  public InProcess(Path data) {
    this(data, broker -> broker);
  }

  /** The same with something round the paper broker. */
  InProcess(Path data, UnaryOperator<Broker> around) {
    InstantSource clock = InstantSource.system();
    Broker broker = around.apply(new PaperBroker(rich(), clock));
    manager = BrokerManager.open(GatewayConfig.of(data, ACCOUNT, broker));
    await(() -> manager.unreadyReason().isEmpty());
  }

  /** A paper account with money for any load. */
  public static PaperConfig rich() {
    PaperConfig usual = PaperConfig.DEFAULT;
    Money cash = Money.parse("1000000000", Currency.USD);
    return new PaperConfig(
        usual.market(), usual.hours(), usual.models(), List.of(new PaperConfig.Opening(cash, 1)));
  }

  public BrokerManager manager() {
    return manager;
  }

  /** Keeps {@code store} up with this gateway. */
  public StoreWriter keep(Store store) {
    return StoreWriter.start(
        store, (sequence, listener) -> manager.follow(sequence, listener::accept)::close);
  }

  /** Places a limit order that rests, and returns when it is durable and answered. */
  public Order place() {
    return place(manager.local(), RESTING);
  }

  /** Places an order that must be taken. */
  public static Order place(ClientSession client, OrderRequest request) {
    return order(client.place(request));
  }

  /** The same under an id of the caller's. */
  public static Order place(ClientSession client, OrderRequest request, String clientOrderId) {
    return order(client.place(request, clientOrderId));
  }

  private static Order order(Reply reply) {
    return switch (reply) {
      case Reply.Done(Order order) -> order;
      case Reply.Repeated _,
          Reply.DoneAll _,
          Reply.Configured _,
          Reply.Acts _,
          Reply.Trusted _,
          Reply.Denied _ ->
          throw new IllegalStateException("an order was refused under load");
    };
  }

  /** Waits until nothing more comes of what was asked. */
  public void settle() {
    long[] before = {-1};
    await(() -> before[0] == (before[0] = manager.lastSequence()));
  }

  /** Waits until it is reached, a minute at most. */
  public static void await(BooleanSupplier reached) {
    await(LIMIT, reached, () -> "not reached");
  }

  /**
   * The same, no longer than {@code limit}.
   *
   * @param state how far it has come, should it come no further
   */
  static void await(Duration limit, BooleanSupplier reached, Supplier<String> state) {
    await(limit, reached, state, () -> LockSupport.parkNanos(LOOK_NANOS));
  }

  /** Without a rest: returns at once when it is reached. */
  @SuppressWarnings("ThreadPriorityCheck") // counts on nothing: what is awaited may need the core
  static void awaitClosely(BooleanSupplier reached) {
    await(LIMIT, reached, () -> "not reached", Thread::yield);
  }

  private static void await(
      Duration limit, BooleanSupplier reached, Supplier<String> state, Runnable meanwhile) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(state.get() + " within " + limit);
      }
      meanwhile.run();
    }
  }

  /** Serves as {@code fairlead up} does, says so, and goes on until the process is ended. */
  void serve(Path data, ServerConfig config, InstantSource clock) throws InterruptedException {
    Store store = Store.open(data.resolve("store.db"));
    keep(store);
    ClientKeys keys = ClientKeys.open(data, clock);
    FairleadServer server =
        FairleadServer.start(
            config,
            new GatewayDesk(manager, store, keys::allowance),
            keys,
            Watchlists.in(data, clock));
    manager.onOutcome(server.outcomes());
    ClientEnv.of(keys.create(), server.address()).write(data);
    System.out.println("ready " + server.address());
    System.out.flush();
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    manager.close();
  }
}
