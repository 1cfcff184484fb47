// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Placements of a book in the order of their turn: by rank, then by time.
 *
 * <p>A binary heap, because most of what comes is behind all others, and takes its place there
 * after a look at one of them; and what leaves early mostly stands near the end, as half of all do.
 * Whatever comes and goes, the steps are no more than the logarithm of how many there are.
 */
final class Queue {
  private static final long NANOS = 1_000_000_000;

  /** What a long can say in nanoseconds ends in the year 2262. */
  private static final Instant FAR = Instant.ofEpochSecond(Long.MAX_VALUE / NANOS);

  private final Order order;

  /** Each before the two at twice its index and one, and twice its index and two. */
  private final List<Turn> turns = new ArrayList<>();

  /** What decides whose turn is first. */
  enum Order {
    /** The best price for the other side; orders without a limit before all. */
    BY_LIMIT,
    /** The stop price that is reached first. */
    BY_STOP,
    /** Time only. */
    BY_TIME,
    /** The deadline that is over first. */
    BY_DEADLINE
  }

  Queue(Order order) {
    this.order = order;
  }

  /** Takes in a placement; what decides of its turn may not change until the turn is given up. */
  Turn add(OpenPlacement placement) {
    Turn turn = new Turn(this, placement, rankOf(placement));
    turns.add(turn);
    rise(turn, turns.size() - 1);
    return turn;
  }

  void remove(Turn turn) {
    Turn last = turns.removeLast();
    if (last.isBefore(turn)) {
      rise(last, turn.index());
    } else if (last != turn) {
      sink(last, turn.index());
    }
  }

  private void rise(Turn turn, int from) {
    int index = from;
    while (index > 0 && turn.isBefore(turns.get((index - 1) / 2))) {
      put(index, turns.get((index - 1) / 2));
      index = (index - 1) / 2;
    }
    put(index, turn);
  }

  private void sink(Turn turn, int from) {
    int index = from;
    int next = nextAfter(index);
    while (next < turns.size() && turns.get(next).isBefore(turn)) {
      put(index, turns.get(next));
      index = next;
      next = nextAfter(index);
    }
    put(index, turn);
  }

  /** The index of the earlier one of the two that come after {@code index}. */
  private int nextAfter(int index) {
    int left = 2 * index + 1;
    int right = left + 1;
    return right < turns.size() && turns.get(right).isBefore(turns.get(left)) ? right : left;
  }

  private void put(int index, Turn turn) {
    turns.set(index, turn);
    turn.index(index);
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  Optional<OpenPlacement> first() {
    return turns.isEmpty() ? Optional.empty() : Optional.of(turns.getFirst().placement());
  }

  /** All, in the order of their turn. */
  List<OpenPlacement> all() {
    return turns.isEmpty() ? List.of() : turns.stream().sorted().map(Turn::placement).toList();
  }

  /** Smaller is earlier. A buy with a higher limit comes first, a stop of a buy with a lower. */
  private long rankOf(OpenPlacement placement) {
    long sign = placement.side() == Side.BUY ? 1 : -1;
    return switch (order) {
      case BY_LIMIT -> placement.limit().map(limit -> -sign * limit.nanos()).orElse(Long.MIN_VALUE);
      case BY_STOP -> sign * placement.stop().map(Price::nanos).orElseThrow();
      case BY_TIME -> 0;
      case BY_DEADLINE -> nanos(placement.deadline());
    };
  }

  private static long nanos(Instant deadline) {
    return deadline.isBefore(FAR)
        ? deadline.getEpochSecond() * NANOS + deadline.getNano()
        : Long.MAX_VALUE;
  }
}
