// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.observe.HopClock;
import dev.fairlead.observe.HopTimes;
import dev.fairlead.observe.Observations;
import dev.fairlead.observe.Queue;
import dev.fairlead.state.AccountTotals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All broker accounts' metrics. Thread-safe. */
public final class Metrics {
  private static final Logger LOG = System.getLogger(Metrics.class.getName());

  private final InstantSource clock;
  private final Instant since;
  private final SequencedMap<BrokerAccount, LinkRecorder> recorders = new LinkedHashMap<>();

  private final HopClock hops = new HopClock();

  private volatile @Nullable Observations observations;

  private record Book(Map<BrokerAccount, AccountTotals> totals, Instant at) {}

  private volatile Book book = new Book(Map.of(), Instant.EPOCH);

  /**
   * Begins to count.
   *
   * @param accounts in the order in which they are told
   * @param clock what time it is
   * @param nanos what latencies are measured by
   * @param totals what the accounts' orders have come to before
   */
  public Metrics(
      List<BrokerAccount> accounts,
      InstantSource clock,
      LongSupplier nanos,
      List<AccountTotals> totals) {
    this.clock = clock;
    since = clock.instant();
    accounts.forEach(
        account -> recorders.put(account, new LinkRecorder(account, clock, nanos, hops)));
    read(totals);
  }

  /** What times the hops of orders, whichever account they go to. */
  public HopClock hops() {
    return hops;
  }

  /** What else is seen of the gateway that this counts for, once it is being watched. */
  public Observations observations() {
    return Objects.requireNonNull(observations, "the gateway is not being watched yet");
  }

  /**
   * Watches the gateway that this counts for, from before its start on.
   *
   * @param live the placements that live by now
   * @param intake the queue that is common to all
   * @param data the folder of the journal
   */
  public void observe(List<Placement> live, Queue.Source intake, Path data) {
    Map<BrokerAccount, HopTimes> times = new LinkedHashMap<>();
    recorders.forEach((account, recorder) -> times.put(account, recorder.hops()));
    List<Queue.Source> queues = new ArrayList<>(recorders.values());
    queues.addFirst(intake);
    observations = new Observations(hops, times, live, queues, data);
  }

  /** The same, where orders that take {@code slow} or longer are slow. */
  public HopClock hops(Duration slow) {
    hops.slowFrom(slow);
    return hops;
  }

  /** Who counts for {@code account}, which must be one of those that this began with. */
  public LinkRecorder recorder(BrokerAccount account) {
    LinkRecorder recorder = recorders.get(account);
    if (recorder == null) {
      throw new IllegalArgumentException("no broker account " + account + " is configured");
    }
    return recorder;
  }

  private void read(List<AccountTotals> totals) {
    book =
        new Book(
            totals.stream()
                .collect(Collectors.toUnmodifiableMap(AccountTotals::account, Function.identity())),
            clock.instant());
  }

  /**
   * Each account's, as counted by now.
   *
   * @param totals reads the book; where it throws, the book is told as it was read last
   */
  public SequencedMap<BrokerAccount, BrokerMetrics> all(Supplier<List<AccountTotals>> totals) {
    try {
      read(totals.get());
    } catch (RuntimeException stopped) {
      LOG.log(Level.DEBUG, "the book is not read for metrics reason={0}", stopped.getMessage());
    }
    Book last = book;
    SequencedMap<BrokerAccount, BrokerMetrics> all = new LinkedHashMap<>();
    recorders.forEach((account, recorder) -> {
      AccountTotals counted = last.totals().getOrDefault(account, AccountTotals.none(account));
      all.put(account, recorder.metrics(since, counted, last.at()));
    });
    return all;
  }
}
