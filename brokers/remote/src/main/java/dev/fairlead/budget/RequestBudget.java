// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.broker.BudgetState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The door to one group of a broker's endpoints, for one account: how many requests may go, below
 * what the broker allows, and who goes first when they are few (F-B23). Those that wait for the
 * same purpose go in turn; nobody is overtaken by whoever has less of a claim. Thread-safe.
 */
public final class RequestBudget {
  /** Most that wait for one purpose; a further one is turned away at once (F-K04). */
  static final int MOST_WAITING = 65_536;

  /** After a refusal that does not say until when. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** A broker's clock may be wrong by hours (F-B38): what it says is believed for so long. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Whoever is first in its line looks again at least so often, and no oftener than that. */
  private static final long LONGEST_NAP = Duration.ofMillis(100).toNanos();

  private static final long SHORTEST_NAP = Duration.ofMillis(1).toNanos();

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Purse purse;

  /** Those that wait, in turn; the purposes that go first come first. */
  private final Map<Purpose, Deque<Waiter>> lines = new EnumMap<>(Purpose.class);

  private int waiting;
  private long turnedAway;

  private static final class Waiter {
    private final Condition mayLook;
    private boolean goes;

    Waiter(Condition mayLook) {
      this.mayLook = mayLook;
    }
  }

  /**
   * One that keeps to {@code plan}.
   *
   * @param clock to compare with the instants that the broker tells
   */
  public RequestBudget(BudgetPlan plan, InstantSource clock) {
    this(plan, clock, System::nanoTime);
  }

  /** The same by another clock for its limits, which must not go back. */
  RequestBudget(BudgetPlan plan, InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    purse = new Purse(plan, nanos.getAsLong());
    for (Purpose purpose : Purpose.values()) {
      lines.put(purpose, new ArrayDeque<>());
    }
  }

  /** Takes one request, and waits for it no longer than {@code limit}; false if it may not go. */
  public boolean take(Purpose purpose, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (goesNow(purpose)) {
        return true;
      }
      Deque<Waiter> line = line(purpose);
      boolean goes = limit.isPositive() && line.size() < MOST_WAITING && waits(purpose, limit);
      turnedAway += goes ? 0 : 1;
      return goes;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one request if it may go this moment; does not wait. */
  public boolean takeNow(Purpose purpose) {
    lock.lock();
    try {
      return goesNow(purpose);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets a request aside for an order before it is taken, so that it need not be refused after: the
   * next one that is sent fetches it. Nobody fetches it in ten seconds, and it is free again.
   *
   * @param closing whether the order takes from a position
   * @return empty where it is set aside, and else how long until there may be room
   */
  public Optional<Duration> pledge(boolean closing) {
    Purpose order = closing ? Purpose.CLOSING : Purpose.PLACING;
    lock.lock();
    try {
      long now = nanos.getAsLong();
      long wait = isBehind(order) ? LONGEST_NAP : purse.untilPledge(order, now);
      if (wait <= 0) {
        purse.pledge(order, now);
        return Optional.empty();
      }
      return Optional.of(Duration.ofNanos(wait));
    } finally {
      lock.unlock();
    }
  }

  /** What was set aside is not needed. */
  public void release() {
    lock.lock();
    try {
      purse.giveBack();
      letGo();
    } finally {
      lock.unlock();
    }
  }

  private boolean goesNow(Purpose purpose) {
    long now = nanos.getAsLong();
    if (isBehind(purpose) || purse.untilMay(purpose, now) > 0) {
      return false;
    }
    purse.spend(purpose, now);
    return true;
  }

  /** Whether somebody waits for the same, and so comes first. */
  private boolean isBehind(Purpose purpose) {
    return waiting > 0 && !line(purpose).isEmpty();
  }

  private Deque<Waiter> line(Purpose purpose) {
    Deque<Waiter> line = lines.get(purpose);
    if (line == null) {
      throw new IllegalStateException("no line for " + purpose);
    }
    return line;
  }

  /** Only whoever is first in a line looks by itself whether it may go. */
  private boolean waits(Purpose purpose, Duration limit) throws InterruptedException {
    Deque<Waiter> line = line(purpose);
    Waiter self = new Waiter(lock.newCondition());
    line.add(self);
    waiting++;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!self.goes) {
        letGo();
        long remaining = end - System.nanoTime();
        if (self.goes || remaining <= 0) {
          break;
        }
        long nap = self.equals(line.peekFirst()) ? nap(purpose) : remaining;
        var _ = self.mayLook.await(Math.min(remaining, nap), TimeUnit.NANOSECONDS);
      }
      return self.goes;
    } finally {
      if (!self.goes) {
        line.remove(self);
        waiting--;
        wakeFirst(line);
      }
    }
  }

  private long nap(Purpose purpose) {
    return Math.clamp(purse.untilMay(purpose, nanos.getAsLong()), SHORTEST_NAP, LONGEST_NAP);
  }

  /** Lets those go that may, the purposes that go first before the others. */
  private void letGo() {
    if (waiting == 0) {
      return;
    }
    long now = nanos.getAsLong();
    lines.forEach((purpose, line) -> {
      boolean changed = false;
      while (!line.isEmpty() && purse.untilMay(purpose, now) <= 0) {
        Waiter next = line.removeFirst();
        purse.spend(purpose, now);
        waiting--;
        next.goes = true;
        next.mayLook.signal();
        changed = true;
      }
      if (changed) {
        wakeFirst(line);
      }
    });
  }

  private static void wakeFirst(Deque<Waiter> line) {
    Waiter first = line.peekFirst();
    if (first != null) {
      first.mayLook.signal();
    }
  }

  /** The broker says how many are left until {@code until}, of {@code limit} in its window. */
  public void told(int left, int limit, Instant until) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      purse.told(left, limit, now + ahead(until), now, PAUSE);
      letGo();
    } finally {
      lock.unlock();
    }
  }

  /** The broker refused one because there were too many; {@code until} says until when. */
  public void refused(Instant until) {
    lock.lock();
    try {
      long ahead = ahead(until);
      purse.refused(nanos.getAsLong() + (ahead > 0 ? ahead : PAUSE.toNanos()));
    } finally {
      lock.unlock();
    }
  }

  /** How far ahead {@code until} is, as far as that is believed. */
  private long ahead(Instant until) {
    Instant now = clock.instant();
    return until.isAfter(now.plus(LONGEST_PAUSE))
        ? LONGEST_PAUSE.toNanos()
        : until.isBefore(now) ? 0 : Duration.between(now, until).toNanos();
  }

  /** How it stands. */
  public BudgetState state() {
    lock.lock();
    try {
      return purse.state(nanos.getAsLong(), waiting, turnedAway);
    } finally {
      lock.unlock();
    }
  }
}
