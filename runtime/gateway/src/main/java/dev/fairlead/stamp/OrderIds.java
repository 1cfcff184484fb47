// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stamp;

import dev.fairlead.model.OrderId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the ids of orders: UUIDs of version 7 (RFC 9562), which begin with the time. New rows then
 * lie side by side at the end of every index, where those of random ids would each touch a page of
 * their own. Two of one process differ in time or count, two of different ones in 62 random bits.
 * Thread-safe.
 */
public final class OrderIds {
  private static final int COUNT_BITS = 12;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
  private static final long VERSION = 7L << COUNT_BITS;
  private static final long VARIANT = 1L << 63;

  private final InstantSource clock;
  private final long random = new SecureRandom().nextLong() >>> 2;

  /** Milliseconds and a count within them, as the id has them. */
  private final AtomicLong last = new AtomicLong();

  public OrderIds(InstantSource clock) {
    this.clock = clock;
  }

  public OrderId next() {
    long now = clock.millis() << COUNT_BITS;
    long stamp = last.updateAndGet(before -> Math.max(now, before + 1));
    long high = (stamp >>> COUNT_BITS) << 16 | VERSION | (stamp & COUNT_MASK);
    return new OrderId(new UUID(high, VARIANT | random));
  }
}
