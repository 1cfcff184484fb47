// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what each caller has asked for in this minute of the clock, as Alpaca does: the minute is
 * what the headers tell, and at its end all is forgotten. Thread-safe.
 */
final class RateLimits {
  private static final long MINUTE = Duration.ofMinutes(1).toSeconds();
  private static final int MAX_REMEMBERED = 4_096;

  /** What is counted by itself. */
  enum Kind {
    REQUEST,
    CANCEL
  }

  private final RateConfig config;
  private final Map<Caller, AtomicLong> used = new ConcurrentHashMap<>();
  private final AtomicLong minute = new AtomicLong();

  private record Caller(String name, Kind kind) {}

  /**
   * What is left after a request has been counted.
   *
   * @param remaining requests that may still come in this minute
   * @param resetSecond when it ends, in seconds since 1970
   * @param granted false where this one was too many
   */
  record Allowance(int limit, long remaining, long resetSecond, boolean granted) {}

  RateLimits(RateConfig config) {
    this.config = config;
  }

  /** Counts one thing that {@code caller} asks for at {@code second}. */
  Allowance take(String caller, Kind kind, long second) {
    long now = second / MINUTE;
    long counted = minute.get();
    // A clock that goes back goes on in the minute that was: it grants nothing twice.
    if (now > counted && minute.compareAndSet(counted, now)) {
      used.clear();
    }
    int limit =
        switch (kind) {
          case REQUEST -> config.requestsPerMinute();
          case CANCEL -> config.cancelsPerMinute();
        };
    long count = count(new Caller(caller, kind)).incrementAndGet();
    return new Allowance(limit, Math.max(0, limit - count), (now + 1) * MINUTE, count <= limit);
  }

  /** Callers are keys that are good, and addresses of this machine: there are never that many. */
  private AtomicLong count(Caller caller) {
    AtomicLong known = used.get(caller);
    if (known != null) {
      return known;
    }
    if (used.size() >= MAX_REMEMBERED) {
      used.clear();
    }
    return used.computeIfAbsent(caller, _ -> new AtomicLong());
  }
}
