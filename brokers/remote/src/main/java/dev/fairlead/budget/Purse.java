// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.budget.Purpose.Rank;
import dev.fairlead.message.Capabilities.Budget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What may still be asked of one group of a broker's endpoints, and by whom. All limits hold at
 * once. Each keeps something for those who go first, which those behind leave alone:
 *
 * <ul>
 *   <li>cancels and closing orders take whatever there is but the little that is kept for reads;
 *   <li>other orders leave what cancels have not used of theirs, and the reads' little;
 *   <li>reads have that little, and beyond it leave what cancels and orders have not used.
 * </ul>
 *
 * <p>So a cancel finds room however many orders and reads there are, and a read finds a little
 * however many orders and cancels there are. What the broker tells of its own count is believed
 * where it is less. Times are nanoseconds of one clock that does not go back. Not thread-safe.
 */
final class Purse {
  /** What was set aside and is not fetched by then was for an order that goes elsewhere. */
  static final Duration PLEDGED = Duration.ofSeconds(10);

  /** What has to wait this long counts as used up; shorter limits are waited for. */
  private static final Duration PASSING = Duration.ofSeconds(10);

  private record Pledge(Purpose purpose, long atNanos) {}

  private final BudgetPlan plan;
  private final List<Window> windows;
  private final Queue<Pledge> pledges = new ArrayDeque<>();
  private final int[] pledged = new int[Rank.COUNT];

  /** What the broker says is left until {@link #resets}. */
  private int left = Integer.MAX_VALUE;

  private long resets;

  /** Nothing is sent before, if {@link #isPaused}. */
  private long paused;

  private boolean isPaused;

  Purse(BudgetPlan plan, long nowNanos) {
    this.plan = plan;
    windows = plan.limits().stream().map(limit -> new Window(limit, nowNanos)).toList();
  }

  private void at(long now) {
    for (Window window : windows) {
      window.at(now);
    }
    for (Pledge oldest = pledges.peek();
        oldest != null && now - oldest.atNanos() > PLEDGED.toNanos();
        oldest = pledges.peek()) {
      giveBack();
    }
    isPaused &= paused - now > 0;
    if (resets - now <= 0) {
      left = Integer.MAX_VALUE;
    }
  }

  /** 0 where one may go now, and else how long until that may be different. */
  long untilMay(Purpose purpose, long now) {
    at(now);
    long wait = isPaused ? paused - now : 0;
    if (purpose.isOrder() && !pledges.isEmpty()) {
      return left > 0 ? wait : Math.max(wait, resets - now);
    }
    return Math.max(wait, untilRoom(purpose, now));
  }

  private long untilRoom(Purpose purpose, long now) {
    long wait = 0;
    if (left != Integer.MAX_VALUE && left - pledged() <= leavesOfTold(purpose)) {
      wait = resets - now;
    }
    for (Window window : windows) {
      if (window.counts(purpose)) {
        int over = leaves(window, purpose) + 1 - room(window);
        if (over > 0) {
          // Only pledges in it: they are fetched in a moment, or lapse.
          wait = Math.max(wait, Math.max(1, window.untilFewer(over, now)));
        }
      }
    }
    return wait;
  }

  private int pledged() {
    int sum = 0;
    for (int each : pledged) {
      sum += each;
    }
    return sum;
  }

  private int room(Window window) {
    return window.most() - window.sent() - (window.counts(Purpose.PLACING) ? pledged() : 0);
  }

  /** What the broker counts itself cancels may use to the last. */
  private int leavesOfTold(Purpose purpose) {
    return purpose.rank() == Rank.CANCELS ? 0 : leaves(windows.getFirst(), purpose);
  }

  /** How many a request leaves for others. */
  private int leaves(Window window, Purpose purpose) {
    return switch (purpose.rank()) {
      case CANCELS -> unused(window, Rank.READS);
      case ORDERS -> unused(window, Rank.CANCELS) + unused(window, Rank.READS);
      case READS ->
          unused(window, Rank.CANCELS)
              + (unused(window, Rank.READS) > 0 ? 0 : unused(window, Rank.ORDERS));
    };
  }

  private int unused(Window window, Rank rank) {
    int used = window.sent(rank) + pledged[rank.place()];
    return Math.max(0, window.kept(rank) - used);
  }

  /** One goes that may; an order fetches what was set aside for one. */
  void spend(Purpose purpose, long now) {
    at(now);
    Purpose counted = purpose.isOrder() && !pledges.isEmpty() ? giveBack() : purpose;
    for (Window window : windows) {
      if (window.counts(counted)) {
        window.add(counted.rank());
      }
    }
    if (left != Integer.MAX_VALUE) {
      left--;
    }
  }

  /** Sets one aside for an order that may go. */
  void pledge(Purpose order, long now) {
    pledges.add(new Pledge(order, now));
    pledged[order.rank().place()]++;
  }

  /** As {@link #untilMay}, for an order that nothing was set aside for yet. */
  long untilPledge(Purpose order, long now) {
    at(now);
    return Math.max(isPaused ? paused - now : 0, untilRoom(order, now));
  }

  /** What was set aside first is free again; a placing where there was nothing. */
  Purpose giveBack() {
    Pledge oldest = pledges.poll();
    if (oldest == null) {
      return Purpose.PLACING;
    }
    pledged[oldest.purpose().rank().place()]--;
    return oldest.purpose();
  }

  /**
   * The broker says how many are left until {@code until}, and what its limit is. Answers overtake
   * one another: within one window it only gets less.
   */
  void told(int brokersLeft, int limit, long until, long now, Duration sameWindow) {
    at(now);
    windows.getFirst().told(limit);
    boolean same = left != Integer.MAX_VALUE && Math.abs(resets - until) < sameWindow.toNanos();
    left = same ? Math.min(left, brokersLeft) : brokersLeft;
    resets = until;
  }

  /** The broker refused one because there were too many: nothing goes before {@code until}. */
  void refused(long until) {
    paused = isPaused ? Math.max(paused, until) : until;
    isPaused = true;
  }

  /** How it stands. */
  BudgetState state(long now, int waiting, long turnedAway) {
    at(now);
    List<BudgetState.Limit> limits = new ArrayList<>();
    for (Window window : windows) {
      Budget limit = window.limit();
      limits.add(
          new BudgetState.Limit(
              limit, window.most(), window.sent(), forOrders(window), share(window, now)));
    }
    Optional<Duration> pause =
        isPaused ? Optional.of(Duration.ofNanos(paused - now)) : Optional.empty();
    return new BudgetState(plan.group(), limits, waiting, turnedAway, pause);
  }

  private int forOrders(Window window) {
    int told =
        left != Integer.MAX_VALUE && window.equals(windows.getFirst())
            ? left - pledged()
            : Integer.MAX_VALUE;
    int room = Math.min(room(window), told) - leaves(window, Purpose.PLACING);
    return window.counts(Purpose.PLACING) ? Math.max(0, room) : 0;
  }

  /** Per cent of what orders may have that is left to them; all of what is soon there again. */
  private int share(Window window, long now) {
    if (isPaused && paused - now > PASSING.toNanos()) {
      return 0;
    }
    if (!window.counts(Purpose.PLACING) || window.limit().per().compareTo(PASSING) <= 0) {
      return 100;
    }
    return Math.min(100, forOrders(window) * 100 / window.mostPlacings());
  }
}
