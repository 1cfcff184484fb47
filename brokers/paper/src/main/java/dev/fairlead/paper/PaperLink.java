// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Venue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One paper account. A request runs through the venue on the caller's thread; a thread of the
 * link's own sleeps until the market does something that an open order could notice, and with no
 * order open, until there is one. The venue is touched under one lock, the listener called outside
 * it.
 */
final class PaperLink implements BrokerLink {
  private static final Logger LOG = System.getLogger(PaperLink.class.getName());

  /** Looks at the clock again after so long, because it may be set, or be a test's. */
  private static final Duration LONGEST_NAP = Duration.ofMillis(250);

  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);
  private static final Duration TELL_LIMIT = Duration.ofSeconds(5);
  private static final long STOP_MILLIS = 5000;

  private final BrokerAccount account;
  private final Market market;
  private final PaperConfig config;
  private final InstantSource clock;
  private final Stream stream;
  private final Venue venue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final Thread thread;

  /** When the market thread wakes by itself; guarded by the lock, as the venue is. */
  private Instant wakesAt = Instant.MIN;

  /** Something will be due before that; guarded by the lock. */
  private boolean roused;

  private boolean ended;
  private volatile boolean closed;

  PaperLink(
      BrokerAccount account,
      Market market,
      PaperConfig config,
      InstantSource clock,
      LinkListener listener) {
    this.account = account;
    this.market = market;
    this.config = config;
    this.clock = clock;
    this.stream = new Stream(listener);
    this.venue =
        new Venue(
            account,
            market,
            config.hours(),
            config.models(),
            report -> stream.report(Decoder.report(account, report)));
    this.thread =
        Thread.ofPlatform().name("fairlead-paper-" + account).daemon().unstarted(this::live);
  }

  /** Takes up what is known; what there is to say of it is said when the link is started. */
  void open(Known known) {
    lock.lock();
    try {
      new Snapshots(account, market, config.openings())
          .takeUp(known, venue, stream, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  void start() {
    thread.start();
  }

  @Override
  public SendResult send(BrokerCommand command) {
    if (closed) {
      return new SendResult.NotSent("the link is closed");
    }
    if (stream.isFull()) {
      return new SendResult.NotSent("too many reports wait to be taken");
    }
    SendResult result = answer(command);
    return switch (command.ask()) {
      case BrokerCommand.Ask.Place _, BrokerCommand.Ask.Cancel(), BrokerCommand.Ask.Replace _ -> {
        stream.tell();
        yield result;
      }
      // The findings have to be told before the answer.
      case BrokerCommand.Ask.Query() ->
          stream.tellWithin(TELL_LIMIT)
              ? result
              : new SendResult.InDoubt("the findings were not taken within " + TELL_LIMIT);
    };
  }

  private SendResult answer(BrokerCommand command) {
    lock.lock();
    try {
      SendResult result = ask(command.placement(), command.ask(), clock.instant());
      if (venue.nextAt().filter(at -> at.isBefore(wakesAt)).isPresent()) {
        roused = true;
        sooner.signal();
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  private SendResult ask(PlacementId placement, BrokerCommand.Ask ask, Instant now) {
    return switch (ask) {
      case BrokerCommand.Ask.Place(OrderRequest request) ->
          Decoder.result(venue.place(placement, request, now));
      case BrokerCommand.Ask.Cancel() -> Decoder.result(venue.cancel(placement, now));
      case BrokerCommand.Ask.Replace(OrderRequest request) ->
          Decoder.result(venue.replace(placement, request, now));
      case BrokerCommand.Ask.Query() -> {
        OrderNews found = venue.look(placement);
        stream.report(new OrderReport(account, placement, found));
        yield new SendResult.Accepted(Decoder.brokerOrderId(found));
      }
    };
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return market.quote(symbol, clock.instant());
  }

  private void live() {
    try {
      while (!closed) {
        if (stream.isFull()) {
          stream.tellWithin(LONGEST_NAP);
        } else {
          step();
        }
        sleep();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the market do what is due, and tells. */
  void step() {
    lock.lock();
    try {
      venue.advance(clock.instant());
    } finally {
      lock.unlock();
    }
    stream.tell();
    noteEnd();
  }

  private void noteEnd() {
    Instant now = clock.instant();
    if (!ended && market.end().filter(end -> !now.isBefore(end)).isPresent()) {
      ended = true;
      LOG.log(Level.INFO, "recorded market has ended, orders are refused account=" + account);
    }
  }

  private void sleep() throws InterruptedException {
    lock.lock();
    try {
      Instant now = clock.instant();
      Duration nap = nap(now);
      wakesAt = now.plus(nap);
      roused = false;
      long nanos = nap.toNanos();
      while (!closed && !roused && nanos > 0) {
        nanos = sooner.awaitNanos(nanos);
      }
      wakesAt = Instant.MIN;
    } finally {
      lock.unlock();
    }
  }

  private Duration nap(Instant now) {
    Optional<Instant> due = venue.nextAt();
    Optional<Instant> next = due.isEmpty() && !ended ? market.end() : due;
    Duration longest = due.isEmpty() ? LONGEST_SLEEP : LONGEST_NAP;
    Duration wait = next.map(at -> Duration.between(now, at)).orElse(longest);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      sooner.signalAll();
    } finally {
      lock.unlock();
    }
    stream.close(TELL_LIMIT);
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
