// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.health.Pulse;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.observe.HopClock;
import dev.fairlead.observe.HopTimes;
import dev.fairlead.observe.Queue;
import dev.fairlead.state.AccountTotals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Counts and logs what happens on one link, while it happens. Thread-safe; never waits, and is told
 * of every request without a lock.
 */
public final class LinkRecorder implements Queue.Source {
  private final BrokerAccount account;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final LinkLog log;
  private final Map<Attempt.Kind, RequestCounter> requests = new EnumMap<>(Attempt.Kind.class);
  private final Map<Channel, ChannelCounter> channels = new EnumMap<>(Channel.class);
  private final Stopwatch waiting = new Stopwatch();
  private final LinkCounter link = new LinkCounter();
  private final Pulse pulse;
  private final HopClock hops;
  private final HopTimes hopTimes = new HopTimes();
  private final LongAdder turnedAway = new LongAdder();
  private volatile IntSupplier queueWaiting = () -> 0;
  private volatile int queueLimit = 1;
  private volatile Supplier<List<BudgetState>> budgets = List::of;
  private volatile long heardMillis;

  LinkRecorder(BrokerAccount account, InstantSource clock, LongSupplier nanos, HopClock hops) {
    this.hops = hops;
    this.account = account;
    this.clock = clock;
    this.nanos = nanos;
    log = new LinkLog(account, nanos);
    pulse = new Pulse(nanos);
    for (Attempt.Kind kind : Attempt.Kind.values()) {
      requests.put(kind, new RequestCounter());
    }
    for (Channel channel : Channel.values()) {
      channels.put(channel, new ChannelCounter(clock));
    }
  }

  public BrokerAccount account() {
    return account;
  }

  /** What the link's health is made of: the same observations, but only the newest. */
  public Pulse pulse() {
    return pulse;
  }

  /** How long the hops of the account's orders took. */
  public HopTimes hops() {
    return hopTimes;
  }

  /** What the link may still ask of its broker is told from now on, and counts for its health. */
  public void limitedBy(Supplier<List<BudgetState>> states) {
    budgets = states;
    pulse.limitedBy(
        () -> states.get().stream().mapToInt(BudgetState::percentLeft).min().orElse(-1));
  }

  /** Placings that were taken to be sent, and that nothing is known of yet. */
  public long unansweredPlacings() {
    return Objects.requireNonNull(requests.get(Attempt.Kind.PLACE)).unanswered();
  }

  private RequestCounter counter(BrokerCommand command) {
    return Objects.requireNonNull(requests.get(kind(command)));
  }

  private static Attempt.Kind kind(BrokerCommand command) {
    return switch (command.ask()) {
      case Ask.Place _, Ask.PlaceGroup _ -> Attempt.Kind.PLACE;
      case Ask.Cancel() -> Attempt.Kind.CANCEL;
      case Ask.Replace _ -> Attempt.Kind.REPLACE;
      case Ask.Query() -> Attempt.Kind.QUERY;
    };
  }

  private static boolean isPlacing(BrokerCommand command) {
    return command.ask() instanceof Ask.Place || command.ask() instanceof Ask.PlaceGroup;
  }

  /**
   * The link takes a durable request; the result is when, for what follows of it. On the
   * sequencer's thread.
   */
  public long taken(BrokerCommand command) {
    counter(command).sent();
    if (isPlacing(command)) {
      hops.begin(command.placement(), hopTimes);
    }
    return nanos.getAsLong();
  }

  /** When the request was durable that the link takes. On the sequencer's thread. */
  public long durable() {
    return hops.durable();
  }

  /** What latencies are measured by. */
  public long now() {
    return nanos.getAsLong();
  }

  /** Requests that wait for the adapter do so in a queue with {@code waiting} of {@code limit}. */
  public void queued(IntSupplier waiting, int limit) {
    queueWaiting = waiting;
    queueLimit = limit;
  }

  @Override
  public List<Queue> queues() {
    int waiting = queueWaiting.getAsInt();
    return List.of(
        new Queue("requests", Optional.of(account), waiting, queueLimit, turnedAway.sum()));
  }

  /** There was no room for a request that was taken. */
  public void turnedAway(BrokerCommand command, SendResult.NotSent why) {
    turnedAway.increment();
    counter(command).turnedAway();
    pulse.answered(kind(command), 0, why);
    log.answered(command, kind(command), why, 0);
  }

  /**
   * The adapter was handed a request at {@code handedNanos} that was durable at {@code
   * durableNanos} and taken at {@code takenNanos}.
   */
  public void handed(BrokerCommand command, long durableNanos, long takenNanos, long handedNanos) {
    waiting.took(handedNanos - takenNanos);
    if (isPlacing(command)) {
      hops.handed(command.placement(), durableNanos, handedNanos, hopTimes);
    }
  }

  /**
   * The first answer to a request that was taken at {@code takenNanos}, and handed to the adapter
   * at {@code handedNanos} or {@link HopClock#NEVER}.
   */
  public void answered(
      BrokerCommand command, long takenNanos, long handedNanos, SendResult result) {
    long now = nanos.getAsLong();
    long took = now - takenNanos;
    counter(command).answered(result, took);
    pulse.answered(kind(command), took, result);
    if (result instanceof SendResult.Accepted || result instanceof SendResult.Refused) {
      heard();
      if (isPlacing(command)) {
        hops.answered(command.placement(), handedNanos, now, hopTimes);
      }
    }
    log.answered(command, kind(command), result, took);
  }

  /** The adapter threw something while it was handed a request (F-P05). */
  public void failed(BrokerCommand command, Throwable broken) {
    log.misbehaved("adapter failed", command, "", broken);
  }

  /** The adapter answered a request that had been answered. */
  public void answeredAgain(BrokerCommand command, SendResult ignored) {
    log.misbehaved("adapter answered again, ignored", command, ignored.toString(), null);
  }

  /** The adapter let its own time pass without an answer. */
  public void silent(BrokerCommand command) {
    log.misbehaved("adapter gave no answer", command, "", null);
  }

  /** The broker has reported something. */
  public void reported(BrokerReport report) {
    heard();
    if (report instanceof OrderReport(var _, var _, OrderNews.Rejected _)) {
      pulse.rejected();
    }
  }

  /** The broker has said something. */
  void heard() {
    heardMillis = clock.millis();
  }

  /** The engine has been told that the link came up or went down. */
  public void changed(LinkChange change, Instant at) {
    link.changed(change, at);
  }

  /** The adapter says that the link came up or went down, and how it was before. */
  public void said(LinkChange change, boolean wasUp) {
    log.changed(change);
    if (wasUp && change instanceof LinkChange.Down) {
      pulse.wentDown();
    }
  }

  /** The adapter has something to count. */
  public void signaled(LinkSignal signal) {
    Objects.requireNonNull(channels.get(signal.channel())).count(signal);
    pulse.signaled(signal);
    log.signaled(signal);
  }

  /** What was counted so far, beside what the book had at {@code bookAt}. */
  BrokerMetrics metrics(Instant since, AccountTotals book, Instant bookAt) {
    Instant now = clock.instant();
    Map<Attempt.Kind, RequestMetrics> byKind = new EnumMap<>(Attempt.Kind.class);
    requests.forEach((kind, counter) -> byKind.put(kind, counter.metrics()));
    Map<Channel, ChannelMetrics> byChannel = new EnumMap<>(Channel.class);
    channels.forEach((channel, counter) -> {
      if (counter.isTold()) {
        byChannel.put(channel, counter.metrics());
      }
    });
    return new BrokerMetrics(
        account,
        since,
        now,
        book,
        bookAt,
        byKind,
        waiting.latency(),
        hopTimes.distributions(),
        link.metrics(now),
        byChannel,
        budgets.get(),
        lastHeard());
  }

  private Optional<Instant> lastHeard() {
    LongStream ofChannels = channels.values().stream().mapToLong(ChannelCounter::heardMillis);
    long newest = Math.max(heardMillis, ofChannels.max().orElse(0));
    return newest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
  }
}
