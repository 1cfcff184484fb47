// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.door.Admission;
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
import dev.fairlead.outlet.Outlet;
import dev.fairlead.reconcile.Reconcilers;
import dev.fairlead.state.EngineState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one link: its commands go out by an {@link Outlet}; what is known of each is submitted when
 * the link tells it, or when its time is over. The link's own threads submit its reports. It
 * translates nothing and decides nothing.
 */
final class LinkRunner
    implements LinkListener, MarketSource, HealthKeeper.Link, Reconcilers.Source, AutoCloseable {
  /** How long a start waits for links to be opened: one that hangs keeps no other from trading. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(2);

  /** How long a stop waits for all of them: what a broker owes, and a while to say goodbye. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private static final Logger LOG = System.getLogger(LinkRunner.class.getName());

  private final Seat seat;
  private final Intake intake;
  private final LinkRecorder recorder;
  private final Intake.Reports reports;
  private final Outlet outlet;
  private final CountDownLatch upOnce = new CountDownLatch(1);

  private final Set<Symbol> listed = ConcurrentHashMap.newKeySet();

  private final Listings listings;
  private final Runnable changed;

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
    recorder.limitedBy(() -> budgets().states());
    listings = markets.listings();
    this.changed = changed;
    reports = intake.lane();
    outlet = new Outlet(seat.account(), seat.broker().answersWithin(), recorder, new Answers());
  }

  /** Connects all, with what {@code book} knows; throws what one throws before the others go on. */
  static void open(Collection<LinkRunner> links, EngineState book) {
    var opening = new LinkedHashMap<BrokerAccount, CompletableFuture<BrokerLink>>();
    links.forEach(link -> opening.put(link.account(), link.open(book)));
    long end = System.nanoTime() + OPEN_LIMIT.toNanos();
    opening.forEach((account, link) -> awaitOpen(account, link, end));
  }

  private static void awaitOpen(
      BrokerAccount account, CompletableFuture<BrokerLink> opening, long end) {
    try {
      var _ = opening.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hangs) {
      LOG.log(Level.WARNING, "link not opened yet, others go on account={0}", account);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause();
      if (why instanceof RuntimeException broken) {
        throw broken;
      }
      if (why instanceof Error broken) {
        throw broken;
      }
      throw new IllegalStateException(why);
    }
  }

  private CompletableFuture<BrokerLink> open(EngineState book) {
    listings.begin(account(), book.known(account()));
    Known known = Recovery.known(book, account());
    // What came up while it was connecting could not be asked for anything yet.
    return outlet.open(() -> seat.broker().connect(seat.account(), known, this), changed);
  }

  /** Closes all at once: one that hangs is left behind. */
  static void close(Collection<LinkRunner> links) {
    var closing = new LinkedHashMap<String, AutoCloseable>();
    links.forEach(link -> closing.put("link " + link.account(), link));
    Closing.attemptAll(closing, CLOSE_LIMIT);
  }

  @Override
  public BrokerAccount account() {
    return seat.account();
  }

  /** What the account takes; empty until the engine knows that the link is up. */
  Optional<Capabilities> capabilities() {
    return isOpen() && standing instanceof Standing.Up(Instant _, Capabilities can)
        ? Optional.of(can)
        : Optional.empty();
  }

  LinkState state() {
    return new LinkState(account(), standing, trouble, budgets().states());
  }

  /** Waits until the link was up for the first time; false if that took too long. */
  boolean awaitUp(Duration limit) throws InterruptedException {
    return upOnce.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return isOpen() ? outlet.link().quote(symbol) : Optional.empty();
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    return isOpen() ? outlet.link().reference(symbol, side) : Optional.empty();
  }

  @Override
  public MarketData marketData() {
    return isOpen() ? outlet.link().marketData() : MarketData.none();
  }

  @Override
  public boolean tellsBook() {
    return seat.broker().tellsBook();
  }

  @Override
  public Optional<AccountBook> book() {
    return isOpen() ? outlet.link().book() : Optional.empty();
  }

  /** Where orders are let in. */
  Admission.Source door() {
    return new Admission.Source(account(), this::budgets, recorder::unansweredPlacings);
  }

  private Budgets budgets() {
    return isOpen() ? outlet.link().budgets() : Budgets.UNLIMITED;
  }

  private boolean isOpen() {
    return outlet.isOpen();
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
    return outlet.ready(command);
  }

  /** What becomes of requests is submitted. */
  private final class Answers implements Outlet.Inbox {
    @Override
    public void answered(BrokerCommand command, SendResult result) {
      reports.submit(LinkRunner.answered(command, result, noting(command, result)));
    }

    @Override
    public void turnedAway(BrokerCommand command, SendResult.NotSent why) {
      intake.own(notSent(command, why.cause()));
    }
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
    reports.submit(new ToApply(report, Answer.NONE));
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
    reports.submit(new ToApply(change, new Noting(change)));
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

  @Override
  public void close() {
    outlet.close();
  }
}
