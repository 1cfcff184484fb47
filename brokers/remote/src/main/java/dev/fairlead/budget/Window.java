// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.budget.Purpose.Rank;
import dev.fairlead.message.Capabilities.Budget;
import java.time.Duration;

/**
 * What was sent within one limit's time, counted in a thousand slots: never too few, and for a
 * thousandth of the time too many. So no stretch of that length sees more than the limit, wherever
 * it begins. Not thread-safe.
 */
final class Window {
  private static final int SLOTS = 1_000;

  /** What is sent evenly may arrive in a bunch. */
  private static final Duration MOST_JITTER = Duration.ofMillis(100);

  private final Budget limit;
  private final long slotNanos;
  private final int[][] sent;
  private final int[] sums = new int[Rank.COUNT];

  /** The newest slot that anything was noted in. */
  private long newest;

  /** The limit, or a lower one that the broker tells. */
  private Budget now;

  /** An empty one, as of {@code nowNanos}. */
  Window(Budget limit, long nowNanos) {
    this.limit = limit;
    now = limit;
    long jitter = Math.min(limit.per().toNanos() / 20, MOST_JITTER.toNanos());
    long span = limit.per().toNanos() + jitter;
    slotNanos = Math.max(1, Math.ceilDiv(span, SLOTS));
    sent = new int[SLOTS + 1][Rank.COUNT];
    newest = Math.floorDiv(nowNanos, slotNanos);
  }

  Budget limit() {
    return limit;
  }

  boolean counts(Purpose purpose) {
    return purpose.isCountedBy(limit.lane());
  }

  /** Forgets what is too old to count. A time before one that was told is taken for that one. */
  void at(long nowNanos) {
    long last = Math.floorDiv(nowNanos, slotNanos);
    for (long slot = Math.max(newest, last - SLOTS - 1) + 1; slot <= last; slot++) {
      clear(slotOf(slot));
    }
    newest = Math.max(newest, last);
  }

  private int[] slotOf(long slot) {
    return sent[(int) Math.floorMod(slot, (long) sent.length)];
  }

  private void clear(int[] slot) {
    for (int rank = 0; rank < slot.length; rank++) {
      sums[rank] -= slot[rank];
      slot[rank] = 0;
    }
  }

  void add(Rank rank) {
    slotOf(newest)[rank.place()]++;
    sums[rank.place()]++;
  }

  int sent(Rank rank) {
    return sums[rank.place()];
  }

  int sent() {
    int sum = 0;
    for (int each : sums) {
      sum += each;
    }
    return sum;
  }

  /** How many are sent at most. */
  int most() {
    return now.used();
  }

  /** How many orders that open something are sent at most. */
  int mostPlacings() {
    return now.forPlacings();
  }

  /** The broker says what its limit is: believed where that is less than was known. */
  void told(int brokersLimit) {
    now =
        brokersLimit >= 1 && brokersLimit < limit.requests()
            ? new Budget(limit.lane(), brokersLimit, limit.per())
            : limit;
  }

  /** How many are kept for those of {@code rank}. */
  int kept(Rank rank) {
    return switch (rank) {
      case CANCELS -> now.forCancels();
      case ORDERS -> now.forOrders();
      case READS -> now.forReads();
    };
  }

  /** How long until {@code count} fewer count than now, if nothing is sent; 0 where none does. */
  long untilFewer(int count, long nowNanos) {
    int fewer = 0;
    for (long slot = newest - SLOTS; slot <= newest; slot++) {
      for (int each : slotOf(slot)) {
        fewer += each;
      }
      if (fewer >= count && fewer > 0) {
        return Math.max(1, (slot + sent.length) * slotNanos - nowNanos);
      }
    }
    return fewer == 0 ? 0 : limit.per().toNanos();
  }
}
