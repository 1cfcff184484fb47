// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.feed.Market;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.venue.Receipt;
import dev.fairlead.venue.Venue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

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
  private final PaperMarketData marketData;
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
    this.marketData = new PaperMarketData(account.toString(), market, clock);
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
  public void send(BrokerCommand command, Consumer<SendResult> answer) {
    PlacementId placement = command.placement();
    if (closed) {
      answer.accept(new SendResult.NotSent("the link is closed"));
    } else if (stream.isFull()) {
      answer.accept(new SendResult.NotSent("too many reports wait to be taken"));
    } else {
      switch (command.ask()) {
        case BrokerCommand.Ask.Place(OrderRequest request) ->
            act(now -> venue.place(placement, request, now), answer);
        case BrokerCommand.Ask.PlaceGroup _ ->
            answer.accept(
                new SendResult.Refused("groups", "the paper broker keeps no order classes"));
        case BrokerCommand.Ask.Cancel() -> act(now -> venue.cancel(placement, now), answer);
        case BrokerCommand.Ask.Replace(OrderRequest request) ->
            act(now -> venue.replace(placement, request, now), answer);
        case BrokerCommand.Ask.Query() -> answer.accept(look(placement));
      }
    }
  }

  /** What follows from a request is held back, on whichever thread, until it is answered. */
  private void act(Function<Instant, Receipt> request, Consumer<SendResult> answer) {
    try (Stream.Hold hold = stream.hold()) {
      Receipt receipt = run(request, hold);
      stream.tell();
      answer.accept(Decoder.result(receipt));
    }
  }

  private Receipt run(Function<Instant, Receipt> request, Stream.Hold hold) {
    lock.lock();
    try {
      Instant now = clock.instant();
      // What the market did before may be why a request is refused: it is told before the answer.
      venue.advance(now);
      hold.begin();
      Receipt receipt = request.apply(now);
      if (venue.nextAt().filter(at -> at.isBefore(wakesAt)).isPresent()) {
        roused = true;
        sooner.signal();
      }
      return receipt;
    } finally {
      lock.unlock();
    }
  }

  /** The answer to a query, whose findings have to be told before it. */
  private SendResult look(PlacementId placement) {
    OrderNews found;
    lock.lock();
    try {
      found = venue.look(placement);
      stream.report(new OrderReport(account, placement, found));
    } finally {
      lock.unlock();
    }
    return stream.tellWithin(TELL_LIMIT)
        ? new SendResult.Accepted(Decoder.brokerOrderId(found))
        : new SendResult.InDoubt("the findings were not taken within " + TELL_LIMIT);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return market.quote(symbol, clock.instant());
  }

  @Override
  public MarketData marketData() {
    return marketData;
  }

  private void live() {
    try {
      while (!closed) {
        if (stream.isFull()) {
          stream.tell();
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
    if (stream.isFull()) {
      // Whatever is due has to wait until another thread has told enough.
      return LONGEST_NAP;
    }
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
    marketData.close();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
