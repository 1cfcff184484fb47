// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.feed.Market;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells a market's news as they happen. One thread sleeps until the next thing happens to a symbol
 * that somebody listens to; while nobody does it rests, and before the first there is none. It
 * keeps no queue: what comes next is found in the market when its time has come. Thread-safe.
 */
final class Feed implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Feed.class.getName());

  /** Looks at the clock again after so long, because it may be set, or be a test's. */
  private static final Duration LONGEST_NAP = Duration.ofMillis(250);

  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /** What is older is not told any more, as after a night in which the machine slept. */
  private static final Duration MOST_BEHIND = Duration.ofSeconds(5);

  /** Most calls between two looks at who has come and gone. */
  private static final int BATCH = 1024;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final String name;
  private final Market market;
  private final History history;
  private final InstantSource clock;
  private final Set<Symbol> listed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What follows is guarded by the lock. */
  private final Map<Symbol, FeedChannel> channels = new LinkedHashMap<>();

  /** The same channels, whose next news is due first in front. */
  private final PriorityQueue<FeedChannel> due = new PriorityQueue<>();

  private @Nullable Thread thread;
  private Instant looked = Instant.MIN;
  private boolean behind;

  /** Somebody has come who may hear something before that. */
  private boolean roused;

  private boolean closed;

  Feed(String name, Market market, History history, InstantSource clock) {
    this.name = name;
    this.market = market;
    this.history = history;
    this.clock = clock;
    this.listed =
        market.instruments().stream()
            .map(Instrument::symbol)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Hears what happens to those symbols from now on; those that are not listed stay silent. */
  Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    GuardedListener ear = new GuardedListener(listener);
    Set<Symbol> heard = new TreeSet<>(symbols);
    heard.retainAll(listed);
    lock.lock();
    try {
      if (closed || heard.isEmpty()) {
        return () -> {};
      }
      Instant now = clock.instant();
      for (Symbol symbol : heard) {
        open(symbol, now).add(ear);
      }
      begin();
      roused = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    return () -> leave(heard, ear);
  }

  private FeedChannel open(Symbol symbol, Instant now) {
    @Nullable FeedChannel known = channels.get(symbol);
    if (known != null) {
      return known;
    }
    FeedChannel channel = new FeedChannel(symbol, market, history, now);
    channels.put(symbol, channel);
    due.add(channel);
    return channel;
  }

  private void begin() {
    if (thread == null) {
      Thread begun =
          Thread.ofPlatform().name("fairlead-feed-" + name).daemon().unstarted(this::run);
      thread = begun;
      begun.start();
    }
  }

  private void leave(Set<Symbol> symbols, GuardedListener ear) {
    ear.end();
    lock.lock();
    try {
      for (Symbol symbol : symbols) {
        @Nullable FeedChannel channel = channels.get(symbol);
        if (channel != null && channel.remove(ear)) {
          channels.remove(symbol);
          due.remove(channel);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      List<Runnable> calls = new ArrayList<>();
      while (gather(calls)) {
        calls.forEach(Runnable::run);
        calls.clear();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is due, and takes the calls that tell of it; false when the feed is closed. */
  private boolean gather(List<Runnable> calls) throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Instant now = clock.instant();
        if (now.plus(MOST_BEHIND).isBefore(looked)) {
          startAnew(now);
        }
        looked = now;
        take(now, calls);
        if (!calls.isEmpty()) {
          return true;
        }
        sleep(now);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void take(Instant now, List<Runnable> calls) {
    boolean skips = false;
    @Nullable FeedChannel next = due.peek();
    while (next != null && !next.dueAt().isAfter(now) && calls.size() < BATCH) {
      due.remove();
      if (next.dueAt().isBefore(now.minus(MOST_BEHIND))) {
        next.seek(now);
        skips = true;
      } else {
        next.take(calls);
      }
      due.add(next);
      next = due.peek();
    }
    if (skips && !behind) {
      LOG.log(
          Level.WARNING, "market data was not told for more than {0} feed={1}", MOST_BEHIND, name);
    }
    behind = skips;
  }

  /** After the clock was set back. */
  private void startAnew(Instant now) {
    due.clear();
    channels.values().forEach(channel -> channel.seek(now));
    due.addAll(channels.values());
  }

  private void sleep(Instant now) throws InterruptedException {
    @Nullable FeedChannel next = due.peek();
    Duration wait =
        next == null
            ? LONGEST_REST
            : next.dueAt().isAfter(now.plus(LONGEST_NAP))
                ? LONGEST_NAP
                : Duration.between(now, next.dueAt());
    roused = false;
    long nanos = wait.toNanos();
    while (!closed && !roused && nanos > 0) {
      nanos = changed.awaitNanos(nanos);
    }
  }

  @Override
  public void close() {
    @Nullable Thread running;
    lock.lock();
    try {
      closed = true;
      channels.values().forEach(FeedChannel::end);
      channels.clear();
      due.clear();
      running = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null && !running.equals(Thread.currentThread())) {
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      if (!running.join(STOP_LIMIT)) {
        LOG.log(Level.WARNING, "market data listener still busy after {0}", STOP_LIMIT);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
