// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.broker.Broker;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.KnownAccounts;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.config.LimitsConfig;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.watchlist.Watchlists;
import dev.fairlead.webhook.Webhooks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A whole gateway: journal, engine, brokers, store and server, put together by hand in order of
 * dependency, and taken apart in the opposite one.
 */
public final class RunningGateway implements AutoCloseable {
  /** The store's file in the data folder. */
  static final String STORE_FILE = "store.db";

  private static final Logger LOG = System.getLogger(RunningGateway.class.getName());
  private static final long FAILURE_LOOK_MILLIS = 500;
  private static final URI NOWHERE = URI.create("http://127.0.0.1");

  private static final Executor BESIDE =
      task -> Thread.ofPlatform().daemon().name("fairlead-start").start(task);

  private final BrokerManager manager;
  private final FairleadServer server;
  private final ClientEnv clientEnv;
  private final Parts parts;

  private RunningGateway(
      BrokerManager manager, FairleadServer server, ClientEnv clientEnv, Parts parts) {
    this.manager = manager;
    this.server = server;
    this.clientEnv = clientEnv;
    this.parts = parts;
  }

  /**
   * Starts a gateway on {@code data} with the embedded paper broker, and returns when it takes
   * orders.
   *
   * @throws StartException with one line that says why it cannot
   */
  public static RunningGateway start(Path data, FairleadConfig config) {
    return start(data, config, UnaryOperator.identity());
  }

  /**
   * The same with something of the caller's round the paper broker, such as a record of what is
   * sent to it.
   *
   * @param around gives the broker that is used, from the one that would be
   */
  public static RunningGateway start(
      Path data, FairleadConfig config, UnaryOperator<Broker> around) {
    Adapters adapters = Adapters.ofThisVersion();
    return start(
        data,
        config,
        List.of(AccountSetup.EMBEDDED),
        (setup, clock) -> around.apply(adapters.of(setup, config.paper(), clock)));
  }

  /** The same with these accounts, the primary one first. They are closed with the gateway. */
  public static RunningGateway start(
      Path data, FairleadConfig config, List<AccountSetup> accounts) {
    Adapters adapters = Adapters.ofThisVersion();
    return start(
        data, config, accounts, (setup, clock) -> adapters.of(setup, config.paper(), clock));
  }

  /** The same with the caller's adapters. */
  public static RunningGateway start(
      Path data,
      FairleadConfig config,
      List<AccountSetup> accounts,
      BiFunction<AccountSetup, InstantSource, Broker> adapters) {
    InstantSource clock = InstantSource.system();
    var desk = new StartingDesk();
    var parts = new Parts();
    accounts.forEach(account -> parts.add(account, AccountSetup::close));
    // The server is the longest to load and the last to be needed, so it starts beside the rest.
    CompletableFuture<ClientKeys> reading = beside(() -> ClientKeys.open(data, clock));
    CompletableFuture<FairleadServer> serving =
        reading.thenApply(keys ->
            FairleadServer.start(
                serverConfig(config, accounts.getFirst(), clock),
                desk,
                keys,
                Watchlists.in(data, clock)));
    try {
      DataFolder.prepare(data);
      KnownAccounts known = KnownAccounts.in(data);
      known.require(data, accounts);
      List<Seat> seats = seats(accounts, setup -> adapters.apply(setup, clock));
      // Whoever has the journal has the folder: nothing else in it is written before.
      SqliteJournal journal = journal(data, clock, known, accounts, seats);
      CompletableFuture<ClientEnv> naming =
          reading.thenApplyAsync(keys -> clientEnv(data, keys), BESIDE);
      Books books = open(journal, gatewayConfig(data, config, seats, clock), parts);
      settleDoubts(books.manager(), config, accounts);
      FairleadServer server = joined(serving);
      parts.add(books.manager().onOutcome(server.outcomes()), BrokerManager.Subscription::close);
      ClientEnv clientEnv = joined(naming).at(server.address());
      clientEnv.write(data);
      awaitReady(books.manager());
      desk.open(
          new GatewayDesk(
              books.manager(), books.store(), joined(reading)::allowance, config.valuing()));
      server.tellOf(
          parts.add(
              Webhooks.start(config.webhooks().hooks(), books.manager(), data, clock),
              Webhooks::close));
      LOG.log(Level.INFO, "ready address={0} data={1}", server.address(), data);
      // On top of all: it must not let anybody in to what is being closed.
      parts.add(server, FairleadServer::close);
      return new RunningGateway(books.manager(), server, clientEnv, parts);
    } catch (RuntimeException failed) {
      CompletableFuture<Void> _ = serving.thenAccept(FairleadServer::close);
      parts.close();
      throw StartFailures.of(data, config, failed);
    }
  }

  /** What the file says of doubts holds from here on, and is journaled where it is news. */
  private static void settleDoubts(
      BrokerManager manager, FairleadConfig config, List<AccountSetup> accounts) {
    for (AccountSetup setup : accounts) {
      BrokerAccount account = setup.account();
      manager
          .operator()
          .settle(account, config.accounts().doubts().getOrDefault(account, DoubtPolicy.USUAL));
    }
  }

  /** A broker for each account; closes those that it has made where one cannot be made. */
  private static List<Seat> seats(
      List<AccountSetup> accounts, Function<AccountSetup, Broker> adapters) {
    var seats = new ArrayList<Seat>();
    try {
      for (AccountSetup setup : accounts) {
        seats.add(new Seat(setup.account(), adapters.apply(setup)));
      }
      return seats;
    } catch (RuntimeException refused) {
      seats.forEach(seat -> seat.broker().close());
      throw refused;
    }
  }

  /** The folder's journal, from now on of these accounts; without it the brokers are closed. */
  private static SqliteJournal journal(
      Path data,
      InstantSource clock,
      KnownAccounts known,
      List<AccountSetup> accounts,
      List<Seat> seats) {
    SqliteJournal journal = null;
    try {
      journal = SqliteJournal.open(data, clock);
      known.remember(data, accounts);
      return journal;
    } catch (RuntimeException failed) {
      if (journal != null) {
        journal.close();
      }
      seats.forEach(seat -> seat.broker().close());
      throw failed;
    }
  }

  /** The gateway, and the store that follows it. */
  private record Books(BrokerManager manager, Store store) {}

  private static Books open(SqliteJournal journal, GatewayConfig config, Parts parts) {
    CompletableFuture<Store> opening = beside(() -> Store.open(config.data().resolve(STORE_FILE)));
    // A store that has seen more than the journal holds tells of a journal that lost its end.
    GatewayConfig checked = config.reaching(() -> joined(opening).sequence());
    BrokerManager manager;
    try {
      manager = BrokerManager.open(checked, journal);
    } catch (RuntimeException failed) {
      CompletableFuture<Void> _ = opening.thenAccept(Store::close);
      throw failed;
    }
    try {
      Store store = parts.add(joined(opening), Store::close);
      parts.add(StoreWriter.start(store, following(manager)), StoreWriter::close);
      return new Books(manager, store);
    } finally {
      // On top of the store, which has to hear what the gateway does at last.
      parts.add(manager, BrokerManager::close);
    }
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> CompletableFuture<T> beside(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, BESIDE);
  }

  private static ServerConfig serverConfig(
      FairleadConfig config, AccountSetup primary, InstantSource clock) {
    return ServerConfig.of(config.port(), hours(config, primary), clock)
        .limiting(config.limits().rates())
        .sharing(config.cryptoData());
  }

  /** Only the paper broker's market can be open always. */
  static TradingHours hours(FairleadConfig config, AccountSetup primary) {
    return switch (primary) {
      case AccountSetup.Paper _ -> config.paper().hours();
      case AccountSetup.Alpaca _ -> TradingHours.EXCHANGE;
    };
  }

  private static GatewayConfig gatewayConfig(
      Path data, FairleadConfig config, List<Seat> seats, InstantSource clock) {
    LimitsConfig limits = config.limits();
    return new GatewayConfig(data, seats, clock, limits.commandsInFlight(), limits.answerTimeOut())
        .waitingForQuotes(limits.quoteTimeOut())
        .slowFrom(limits.slowOrder())
        .routing(config.routing().among(seats.stream().map(Seat::account).toList()));
  }

  private static StoreWriter.Source following(BrokerManager manager) {
    return (sequence, listener) -> manager.follow(sequence, listener::accept)::close;
  }

  /** The key for programs on this machine: kept from start to start while it is good. */
  private static ClientEnv clientEnv(Path data, ClientKeys keys) {
    return ClientEnv.read(data)
        .filter(known -> keys.authenticate(known.keyId(), known.secret()).isPresent())
        .orElseGet(() -> ClientEnv.of(keys.create(), NOWHERE));
  }

  private static void awaitReady(BrokerManager manager) {
    try {
      manager.awaitReady();
    } catch (GatewayUnavailable unready) {
      Category category =
          manager.failure().isPresent() ? Category.STORAGE_FAILED : Category.BROKER_DOWN;
      throw new StartException(category, "not ready: " + unready.getMessage(), unready);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  public URI address() {
    return server.address();
  }

  /** How a program on this machine talks to it. */
  public ClientEnv clientEnv() {
    return clientEnv;
  }

  /** A symbol that can be traded here, to show a first order with. */
  public String exampleSymbol() {
    return manager
        .instrument(new Symbol("AAPL"))
        .or(() -> manager.instruments().stream().findFirst())
        .map(listed -> listed.symbol().text())
        .orElse("AAPL");
  }

  /**
   * Waits until somebody asks for a stop.
   *
   * @throws StartException when the gateway works no more by itself: only a restart finds out what
   *     is on the disk (J-04)
   */
  public void awaitStop(CountDownLatch stop) throws InterruptedException {
    while (!stop.await(FAILURE_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<GatewayUnavailable> failure = manager.failure();
      if (failure.isPresent()) {
        String why = "stopped: " + failure.get().getMessage() + "; start again";
        throw new StartException(Category.STORAGE_FAILED, why, failure.get());
      }
    }
  }

  /** Takes no more orders, finishes what is under way, keeps a snapshot, closes the files. */
  @Override
  public void close() {
    parts.close();
    LOG.log(Level.INFO, "stopped address={0}", server.address());
  }
}
