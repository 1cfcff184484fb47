// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.BrokerLink.Departure;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.gateway.LinkState.Standing;
import dev.fairlead.gateway.LinkState.Trouble;
import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.health.HealthKeeper;
import dev.fairlead.hub.Listings;
import dev.fairlead.hub.MarketHub;
import dev.fairlead.hub.MarketSource;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.Outcome;
import dev.fairlead.metrics.LinkRecorder;
import dev.fairlead.metrics.Metrics;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.reconcile.Reconcilers;
import dev.fairlead.state.EngineState;
import dev.fairlead.watch.FirstAnswer;
import dev.fairlead.watch.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one link: one thread takes the commands meant for it in order and hands each to the link
 * once; what is known of it is submitted when the link tells it, or when its time is over. The
 * link's own threads submit its reports. It translates nothing and decides nothing.
 */
final class LinkRunner
    implements LinkListener, MarketSource, HealthKeeper.Link, Reconcilers.Source, AutoCloseable {
  /** Most commands that may wait; a further one is proven not to have been sent. */
  private static final int COMMAND_LIMIT = 65_536;

  /** How long commands that wait may still go out once the gateway stops. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  /** How long a request may take to notice that it is interrupted. */
  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(1);

  private final Seat seat;
  private final Intake intake;
  private final LinkRecorder recorder;
  private final ThreadPoolExecutor sender;
  private final CompletableFuture<BrokerLink> link = new CompletableFuture<>();
  private final CountDownLatch upOnce = new CountDownLatch(1);

  /** Commands that wait for the sender, or are with it. */
  private final AtomicInteger passing = new AtomicInteger();

  private final Set<Symbol> listed = ConcurrentHashMap.newKeySet();

  private final Listings listings;
  private final Runnable changed;

  /** Holds the adapter to its own limit. */
  private final Overdue overdue;

  private volatile Standing standing = new Standing.Connecting();
  private volatile Optional<Trouble> trouble = Optional.empty();

  /** Counts how often the link came up; negative while it is down, and 0 before. */
  private volatile long session;

  /**
   * One that calls {@code changed} whenever its link comes up or goes down, as the link says.
   *
   * @param metrics where what happens on the link is counted
   */
  LinkRunner(Seat seat, Intake intake, Metrics metrics, MarketHub markets, Runnable changed) {
    this.seat = seat;
    this.intake = intake;
    recorder = metrics.recorder(seat.account());
    recorder.queued(passing::get, COMMAND_LIMIT);
    listings = markets.listings();
    this.changed = changed;
    overdue = new Overdue(seat.broker().answersWithin());
    sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(COMMAND_LIMIT),
            task -> Thread.ofPlatform().name("fairlead-link-" + seat.account()).unstarted(task));
  }

  /** Connects, with what {@code book} knows of the account. */
  void start(EngineState book) {
    listings.begin(account(), book.known(account()));
    link.complete(seat.broker().connect(seat.account(), Recovery.known(book, account()), this));
    // What came up while it was connecting could not be asked for anything yet.
    changed.run();
  }

  @Override
  public BrokerAccount account() {
    return seat.account();
  }

  /** What the account takes; empty until the engine knows that the link is up. */
  Optional<Capabilities> capabilities() {
    return link.isDone() && standing instanceof Standing.Up(Instant _, Capabilities can)
        ? Optional.of(can)
        : Optional.empty();
  }

  LinkState state() {
    return new LinkState(account(), standing, trouble);
  }

  /** Waits until the link was up for the first time; false if that took too long. */
  boolean awaitUp(Duration limit) throws InterruptedException {
    return upOnce.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return isOpen() ? link.join().quote(symbol) : Optional.empty();
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    return isOpen() ? link.join().reference(symbol, side) : Optional.empty();
  }

  @Override
  public MarketData marketData() {
    return isOpen() ? link.join().marketData() : MarketData.none();
  }

  @Override
  public Optional<AccountBook> book() {
    return isOpen() ? link.join().book() : Optional.empty();
  }

  private boolean isOpen() {
    return link.isDone() && !link.isCancelled();
  }

  @Override
  public boolean isUp() {
    return isOpen() && session > 0;
  }

  @Override
  public long session() {
    return session;
  }

  @Override
  public boolean lists(Symbol symbol) {
    return listed.contains(symbol);
  }

  /**
   * Makes a command ready that is not durable yet, by the thread that applies inputs; nothing
   * leaves before the result is run (I-02), on the sequencer's thread. Neither waits.
   */
  Runnable ready(BrokerCommand command) {
    Optional<Departure> departure = prepared(command);
    return () -> send(command, departure);
  }

  /** An adapter that fails here has let nothing out, and is asked again by the long way. */
  private Optional<Departure> prepared(BrokerCommand command) {
    if (!isOpen()) {
      return Optional.empty();
    }
    try {
      return link.join().prepare(command);
    } catch (RuntimeException | Error broken) {
      recorder.failed(command, broken);
      return Optional.empty();
    }
  }

  private void send(BrokerCommand command, Optional<Departure> departure) {
    long takenNanos = recorder.taken(command);
    FirstAnswer answer = firstAnswer(command, takenNanos);
    if (departure.isEmpty() || !sentNow(departure.get(), answer)) {
      handOver(command, answer);
    }
  }

  /**
   * Spares the command the way to the sender and the waking of its thread. What waits for the
   * sender must not be overtaken.
   */
  private boolean sentNow(Departure departure, FirstAnswer answer) {
    if (passing.get() > 0 || !isOpen() || sender.isShutdown()) {
      return false;
    }
    try {
      answer.handing();
      if (!departure.leave(answer)) {
        return false;
      }
    } catch (RuntimeException | Error broken) {
      answer.broken(broken);
    }
    answer.handed();
    expect(answer);
    return true;
  }

  private FirstAnswer firstAnswer(BrokerCommand command, long takenNanos) {
    return new FirstAnswer(
        command,
        takenNanos,
        seat.broker().answersWithin(),
        recorder,
        result -> intake.report(answered(command, result, noting(command, result))));
  }

  private void expect(FirstAnswer answer) {
    if (!answer.isPaid()) {
      overdue.owe(answer);
    }
  }

  private void handOver(BrokerCommand command, FirstAnswer answer) {
    passing.incrementAndGet();
    try {
      sender.execute(() -> {
        try {
          pass(command, answer);
        } finally {
          passing.decrementAndGet();
        }
      });
    } catch (RejectedExecutionException full) {
      passing.decrementAndGet();
      // While the gateway stops nothing is said of it: the next start looks it up.
      if (!sender.isShutdown()) {
        String cause = "more than " + COMMAND_LIMIT + " requests wait";
        recorder.turnedAway(command, new SendResult.NotSent(cause));
        intake.own(notSent(command, cause));
      }
    }
  }

  private void pass(BrokerCommand command, FirstAnswer answer) {
    if (link.isCancelled()) {
      return;
    }
    try {
      answer.handing();
      answer.handed();
      link.join().send(command, answer);
    } catch (RuntimeException | Error broken) {
      answer.broken(broken);
    }
    expect(answer);
  }

  /** That {@code command} never left this process. */
  static ToApply notSent(BrokerCommand command, String cause) {
    return answered(command, new SendResult.NotSent(cause), Answer.NONE);
  }

  private static ToApply answered(BrokerCommand command, SendResult result, Answer heard) {
    return new ToApply(
        new Answered(command.account(), command.placement(), command.attempt(), result), heard);
  }

  /** Notes what went wrong with an attempt, at the instant that the journal has for it. */
  private Answer noting(BrokerCommand command, SendResult result) {
    return switch (result) {
      case SendResult.Accepted _, SendResult.Refused _ -> Answer.NONE;
      case SendResult.NotSent(String cause) -> noting(command, "was not sent: " + cause);
      case SendResult.InDoubt(String cause) -> noting(command, "is in doubt: " + cause);
    };
  }

  /** Remembers the newest trouble for those who ask how the link stands. */
  private Answer noting(BrokerCommand command, String what) {
    String attempt = "attempt " + command.attempt() + " of placement " + command.placement();
    return Answer.telling(
        outcome -> trouble = Optional.of(new Trouble(outcome.at(), attempt + " " + what)));
  }

  @Override
  public void onReport(BrokerReport report) {
    recorder.reported(report);
    if (report instanceof BrokerReport.Listed all) {
      all.instruments().forEach(instrument -> listed.add(instrument.symbol()));
      listings.news(all).forEach(this::tell);
    } else {
      tell(report);
    }
  }

  private void tell(BrokerReport report) {
    intake.report(new ToApply(report, Answer.NONE));
  }

  @Override
  public void onSignal(LinkSignal signal) {
    recorder.signaled(signal);
  }

  @Override
  public void onChange(LinkChange change) {
    recorder.said(change, session > 0);
    if (change instanceof LinkChange.Up(BrokerAccount account, Capabilities _)) {
      listings.completed(account).forEach(this::tell);
    }
    intake.report(new ToApply(change, new Noting(change)));
    session =
        switch (change) {
          case LinkChange.Up _ -> Math.abs(session) + 1;
          case LinkChange.Down _ -> -Math.abs(session);
        };
    changed.run();
  }

  /** Lets clients in when the engine has been told that the link is up, and not before. */
  private final class Noting implements Answer {
    private final LinkChange change;

    Noting(LinkChange change) {
      this.change = change;
    }

    @Override
    public void applied(Outcome outcome) {
      recorder.changed(change, outcome.at());
      switch (change) {
        case LinkChange.Up(BrokerAccount _, Capabilities can) -> {
          standing = new Standing.Up(outcome.at(), can);
          upOnce.countDown();
        }
        case LinkChange.Down(BrokerAccount _, String reason) -> {
          standing = new Standing.Down(outcome.at(), reason);
          trouble = Optional.of(new Trouble(outcome.at(), "the link went down: " + reason));
        }
      }
    }

    @Override
    public void failed(GatewayUnavailable failure) {
      standing = new Standing.Connecting();
    }
  }

  /**
   * Lets go out what waits, as long as the broker answers, and then ends the session. What is left
   * by then is neither sent nor refused: the next start finds it unanswered and looks it up.
   */
  @Override
  public void close() {
    link.cancel(false);
    sender.shutdown();
    try {
      if (!ends(DRAIN_LIMIT)) {
        sender.shutdownNow();
        ends(INTERRUPT_LIMIT);
      }
    } catch (InterruptedException interrupted) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (!link.isCancelled()) {
      link.join().close();
    }
    overdue.close();
  }

  private boolean ends(Duration limit) throws InterruptedException {
    return sender.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
