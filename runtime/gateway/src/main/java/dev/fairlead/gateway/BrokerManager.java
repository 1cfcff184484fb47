// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.acting.ActingAccounts;
import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.door.Allowance;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.gateway.Submission.Look;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.health.HealthKeeper;
import dev.fairlead.hub.MarketHub;
import dev.fairlead.journal.Journal;
import dev.fairlead.journal.JournalException;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Reply;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.metrics.Metrics;
import dev.fairlead.metrics.OutcomeLog;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.notice.NoticeListener;
import dev.fairlead.observe.Observations;
import dev.fairlead.onebook.OneBook;
import dev.fairlead.onebook.Valuing;
import dev.fairlead.operator.Operator;
import dev.fairlead.reconcile.Reconcilers;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.stamp.MonotoneClock;
import dev.fairlead.stamp.OrderIds;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.RoutePreview;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The gateway in one's own process. Thread-safe; every method that asks waits no longer than the
 * configured limit and throws {@link GatewayUnavailable} where the gateway cannot answer.
 *
 * <pre>{@code
 * try (BrokerManager fairlead = BrokerManager.open(config)) {
 *   fairlead.onOrder(event -> System.out.println(event.order().status()));
 *   fairlead.local().place(OrderRequest.buy("AAPL", "10").limit("190"));
 * }
 * }</pre>
 */
public final class BrokerManager implements AutoCloseable {
  /** Outcomes are at instants that are whole multiples of this, each later than the one before. */
  public static final Duration INSTANT_STEP = MonotoneClock.STEP;

  private final GatewayConfig config;
  private final Journal journal;
  private final Intake intake;
  private final Sequencer sequencer;
  private final Waiters waiters;
  private final Effects effects;
  private final OrderIds orderIds;

  private final SequencedMap<BrokerAccount, LinkRunner> links = new LinkedHashMap<>();

  private final Listed instruments;
  private final Metrics metrics;
  private final HealthKeeper health;
  private final Readiness readiness;
  final Entrance entrance;
  private final OutcomeLog log;
  private final Callbacks callbacks = new Callbacks();
  private final MarketHub markets = new MarketHub(links.sequencedValues());
  private final Reconcilers reconcilers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private BrokerManager(
      GatewayConfig config, Journal journal, Recovered recovered, EngineState state) {
    this.config = config;
    this.journal = journal;
    intake = new Intake(config.commandLimit());
    InstantSource now = config.clock();
    orderIds = new OrderIds(now);
    MonotoneClock clock = new MonotoneClock(now, System::nanoTime, state.at());
    metrics = new Metrics(config.accounts(), now, System::nanoTime, recovered.engine().totals());
    effects = new Effects(intake, links, markets, this::positions);
    sequencer = new Sequencer(intake, journal, recovered, clock, effects::ready, metrics.hops());
    waiters = new Waiters(intake, config.answerLimit(), sequencer::expect);
    for (GatewayConfig.Seat seat : config.seats()) {
      links.put(seat.account(), new LinkRunner(seat, intake, metrics, markets, this::linksChanged));
    }
    entrance = new Entrance(this, links.values());
    reconcilers =
        new Reconcilers(
            links.values(), this::look, waiters::apply, this::quote, this::instrument, now);
    Consumer<LinkHealth> told = it -> intake.report(new ToApply(it, Submission.Answer.NONE));
    health = new HealthKeeper(config.health(), now, System::nanoTime, reconcilers::confirmed, told);
    readiness = new Readiness(sequencer, intake, links.values(), config, health, reconcilers);
    log = new OutcomeLog(metrics.hops(config.slowOrder()), alarm -> health.odd(alarm.account()));
    instruments = new Listed(state.instruments());
    metrics.observe(recovered.engine().livePlacements(), intake, config.data());
    List.<OutcomeListener>of(instruments, log::onOutcome, observations()::onOutcome)
        .forEach(sequencer::listen);
  }

  /**
   * Recovers the journal in the data folder, opens the links, and takes orders from when one is up.
   * Throws {@link dev.fairlead.journal.JournalException} where the journal cannot be had.
   */
  public static BrokerManager open(GatewayConfig config) {
    return open(config, SqliteJournal.open(config.data(), config.clock()));
  }

  /** The same on a journal of the caller's, which is closed with the gateway. */
  public static BrokerManager open(GatewayConfig config, Journal journal) {
    BrokerManager manager;
    EngineState state;
    try {
      Recovered recovered = Recovery.recover(journal, config.seen());
      state = recovered.engine().state();
      Recovery.requireKnownRules(state);
      manager = new BrokerManager(config, journal, recovered, state);
    } catch (RuntimeException | Error failed) {
      journal.close();
      throw failed;
    }
    try {
      manager.start(state);
      return manager;
    } catch (RuntimeException | Error failed) {
      manager.close();
      if (failed.getCause() instanceof JournalException why) {
        throw why;
      }
      throw failed;
    }
  }

  private void start(EngineState recovered) {
    sequencer.start();
    waiters.apply(
        new OperatorAction.Started(
            journal.instance(), recovered.epoch() + 1, OrderEngine.VERSION, config.routing()));
    // What is live now is what was live then, less what the start has put in doubt.
    EngineState started = look(OrderEngine::state);
    reconcilers.begin(started);
    links.forEach((account, link) ->
        health.watch(link, metrics.recorder(account).pulse(), started.health(account)));
    LinkRunner.open(links.values(), started);
    effects.start(started);
    reconcilers.start();
    health.start();
  }

  private void linksChanged() {
    markets.linksChanged();
    reconcilers.linksChanged();
  }

  OrderId newOrderId() {
    return orderIds.next();
  }

  Reply submit(ClientCommand command, long askedNanos) {
    sequencer.refuseIfFailed();
    return waiters.submit(command, askedNanos);
  }

  /** Where such an order would go now. */
  RoutePreview preview(ClientCommand.Place place) {
    return look(engine -> engine.preview(place, config.clock().instant()));
  }

  /** Reads the engine between two inputs, after all that was answered before this call. */
  <T> T look(Function<OrderEngine, T> reader) {
    sequencer.refuseIfFailed();
    Pending<T> pending = new Pending<>();
    intake.look(
        new Look(engine -> pending.completeWith(() -> reader.apply(engine)), pending::fail));
    return waiters.await(pending);
  }

  /** What {@code principal} may ask. */
  public ClientSession client(Principal principal) {
    return client(principal, Allowance.EVERYTHING);
  }

  /** The same for one who may not have every order. */
  public ClientSession client(Principal principal, Allowance allowance) {
    return new Session(this, markets, config.quoteLimit(), principal, allowance);
  }

  /** What this process itself may ask, as the principal {@code local}. */
  public ClientSession local() {
    return client(new Principal("local"));
  }

  /** The order as it stands now, after every command that was answered before this call. */
  public Optional<Order> order(OrderId id) {
    return look(engine -> engine.order(id));
  }

  /** The entry and its exits, as far as there are such; empty for an order alone. */
  public List<Order> group(OrderId id) {
    return look(engine -> engine.group(id));
  }

  /** Orders that may still execute, oldest first; one that is held cannot. */
  public List<Order> openOrders() {
    return look(OrderEngine::openOrders);
  }

  public List<Position> positions() {
    return look(OrderEngine::positions);
  }

  public List<Balance> balances() {
    return look(OrderEngine::balances);
  }

  /** What all accounts hold and have at this moment, added up as {@code valuing} says. */
  public OneBook book(Valuing valuing) {
    return OneBook.of(config.accounts(), this::look, markets, valuing);
  }

  /** The newest quote that a broker has of {@code symbol}, the primary one's first. */
  public Optional<Quote> quote(Symbol symbol) {
    return markets.quote(symbol);
  }

  /** What the brokers see of the market, the primary one first; ends with the gateway. */
  public MarketData marketData() {
    return markets;
  }

  /**
   * Hears the quotes, trades and minute bars of those symbols from now on, on a thread of its own;
   * closing the result ends it. However many subscribe to a symbol, a broker is asked for it once,
   * and again by itself whenever its link comes back.
   */
  public Subscription subscribeMarketData(Set<Symbol> symbols, MarketListener listener) {
    return callbacks.market(listener, heard -> markets.subscribe(symbols, heard)::close);
  }

  public Optional<Instrument> instrument(Symbol symbol) {
    return instruments.find(symbol);
  }

  /** All instruments that a broker has listed, by symbol. */
  public List<Instrument> instruments() {
    return instruments.all();
  }

  /** What each account takes whose link is up, in their order. */
  public List<Capabilities> capabilities() {
    return links.values().stream().flatMap(link -> link.capabilities().stream()).toList();
  }

  /** How the link to each broker account stands, the primary one's first. */
  public List<LinkState> links() {
    return links.values().stream().map(LinkRunner::state).toList();
  }

  /** How well the link to each broker account works, the primary one first. */
  public SequencedMap<BrokerAccount, BrokerHealth> health() {
    return health.all();
  }

  /** What each broker account has done, the primary one first; at last what was read last. */
  public SequencedMap<BrokerAccount, BrokerMetrics> metrics() {
    return metrics.all(() -> look(OrderEngine::totals));
  }

  /** The account that new orders go to first, where a strategy prefers one to another. */
  public ActingAccounts acting() {
    return new ActingAccounts(() -> look(OrderEngine::acting), waiters::apply);
  }

  /** What is seen of the gateway beside its book. */
  public Observations observations() {
    return metrics.observations();
  }

  /** How the book stood against each broker account when it was last looked at. */
  public List<Reconciliation> reconciliations() {
    return reconcilers.all();
  }

  /** What is in doubt, and what can be done about it. */
  public Operator operator() {
    return new Operator(this::look, waiters::act, this::quote, this::instrument);
  }

  /** Where the journal stands. */
  public Journal.Position journalPosition() {
    return journal.position();
  }

  /** Hears every outcome from now on, on the sequencer's thread; closing the result ends it. */
  public Subscription onOutcome(OutcomeListener listener) {
    return sequencer.listen(listener);
  }

  /** Hears every order event from now on, on a thread of its own; closing the result ends it. */
  public Subscription onOrder(Consumer<OrderEvent> listener) {
    return callbacks.orders(listener, sequencer::listen);
  }

  /**
   * Hears everything that is told from now on, of orders and of the gateway, on a thread of its
   * own; closing the result ends it. One that falls too far behind is cut off, and told so.
   */
  public Subscription onEvent(NoticeListener listener) {
    return callbacks.notices(listener, sequencer::listen);
  }

  /**
   * Hears every outcome after {@code sequence}, once and in order: those of the past by replay on
   * the caller's thread, the last few of them on the sequencer's, then those that come. For one
   * that has fallen behind; trading goes on meanwhile.
   */
  public Subscription follow(long sequence, OutcomeListener listener) {
    Recovery.requireReaches(journal, sequence);
    return look(_ -> sequencer.follow(sequence, listener))
        .orElseGet(() -> CatchUp.follow(journal, sequencer, this::look, sequence, listener));
  }

  /** That of the last input that was applied; no answer given so far rests on a later one. */
  public long lastSequence() {
    return sequencer.lastSequence();
  }

  /** Why the gateway works no more, as after a failed write (J-04); empty while it does. */
  public Optional<GatewayUnavailable> failure() {
    return Optional.ofNullable(sequencer.failure());
  }

  /** Waits until orders are taken, after a start no longer than the configured limit. */
  public void awaitReady() throws InterruptedException {
    readiness.await(config.answerLimit());
  }

  /** Why orders are not taken now; empty when they are. */
  public Optional<String> unreadyReason() {
    return readiness.reason();
  }

  /**
   * Takes no more commands, finishes what is under way, keeps a snapshot and closes the journal.
   * What a broker has not answered by then is looked up at the next start. Closing again does
   * nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // From the inside out: what was taken is applied, then sent, then what came of it applied.
    intake.refuseCommands();
    effects.close();
    reconcilers.close();
    markets.close();
    Closing.attempt("health", health);
    if (sequencer.failure() == null) {
      Closing.attempt("waiting commands", () -> look(OrderEngine::sequence));
    }
    LinkRunner.close(links.values());
    Closing.attempt("sequencer", sequencer::stop);
    Closing.attempt("listeners", callbacks);
    Closing.attempt("log", log);
    Closing.brokers(config.seats());
    Closing.attempt("journal", journal);
  }

  /** Ends what was begun. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
