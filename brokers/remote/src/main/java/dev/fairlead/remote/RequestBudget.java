// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests one account may send, below what its broker allows, and who goes first when
 * they are few: cancels may use all that is left, orders leave some for cancels, reads leave some
 * for both (F-B23). What the broker itself tells of its budget counts too, because other programs
 * may use the same account. Thread-safe.
 */
public final class RequestBudget {
  /** In no minute more than the limit leaves: what is saved up, and what comes back in it. */
  private static final int BURST_TENTHS = 3;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** After a refusal that does not say until when. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** A waiting request looks again at least so often, because the broker may have told more. */
  private static final Duration LONGEST_NAP = Duration.ofMillis(100);

  private final InstantSource clock;
  private final Bucket bucket;
  private final int burst;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();

  /** What the broker says is left until {@link #resets}. */
  private int left = Integer.MAX_VALUE;

  private Instant resets = Instant.MIN;

  /** Nothing is sent before. */
  private Instant paused = Instant.MIN;

  /** Kinds of requests, those first that are let go first. */
  public enum Lane {
    CANCELS,
    ORDERS,
    READS
  }

  /**
   * One of so many requests a minute.
   *
   * @param clock to compare with the instants that the broker tells
   */
  public RequestBudget(int perMinute, InstantSource clock) {
    this(perMinute, clock, TimeMeter.SYSTEM_NANOTIME);
  }

  RequestBudget(int perMinute, InstantSource clock, TimeMeter meter) {
    if (perMinute < 1) {
      throw new IllegalArgumentException(perMinute + " requests a minute: must be at least 1");
    }
    this.clock = clock;
    burst = Math.max(1, perMinute * BURST_TENTHS / 10);
    int refill = Math.max(1, perMinute - burst);
    bucket =
        Bucket.builder()
            .addLimit(Bandwidth.builder().capacity(burst).refillGreedy(refill, MINUTE).build())
            .withCustomTimePrecision(meter)
            .build();
  }

  /** What a request of {@code lane} must leave for those that go before it. */
  private int reserve(Lane lane) {
    return switch (lane) {
      case CANCELS -> 0;
      case ORDERS -> burst / 4;
      case READS -> burst / 2;
    };
  }

  /** Takes one request, and waits for it no longer than {@code limit}; false if it may not go. */
  public boolean take(Lane lane, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!mayGo(lane)) {
        if (nanos <= 0) {
          return false;
        }
        long nap = Math.min(nanos, LONGEST_NAP.toNanos());
        nanos -= nap - told.awaitNanos(nap);
      }
      spend();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one request if it may go this moment; does not wait. */
  public boolean takeNow(Lane lane) {
    lock.lock();
    try {
      boolean goes = mayGo(lane);
      if (goes) {
        spend();
      }
      return goes;
    } finally {
      lock.unlock();
    }
  }

  private void spend() {
    bucket.consumeIgnoringRateLimits(1);
    if (left != Integer.MAX_VALUE) {
      left--;
    }
  }

  private boolean mayGo(Lane lane) {
    Instant now = clock.instant();
    int reserve = reserve(lane);
    boolean brokerAllows = !now.isBefore(resets) || left > reserve;
    return !now.isBefore(paused) && brokerAllows && bucket.getAvailableTokens() > reserve;
  }

  /** The broker says how many are left until {@code until}. */
  public void told(int brokersLeft, Instant until) {
    lock.lock();
    try {
      // Answers overtake one another: within one window it only gets less.
      boolean sameWindow = Duration.between(resets, until).abs().compareTo(PAUSE) < 0;
      left = sameWindow ? Math.min(left, brokersLeft) : brokersLeft;
      resets = sane(until);
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The broker refused one because there were too many; {@code until} says until when. */
  public void refused(Instant until) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Instant next = until.isAfter(now) ? sane(until) : now.plus(PAUSE);
      paused = next.isAfter(paused) ? next : paused;
    } finally {
      lock.unlock();
    }
  }

  /** A broker's clock may be wrong by hours (F-B38); its windows are a minute. */
  private Instant sane(Instant until) {
    Instant most = clock.instant().plus(MINUTE);
    return until.isAfter(most) ? most : until;
  }
}
