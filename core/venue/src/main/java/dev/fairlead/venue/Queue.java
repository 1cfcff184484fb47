// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Placements of one side of a book in the order of their turn: by rank, then by time. */
final class Queue {
  private static final Comparator<OpenPlacement> BY_TURN =
      Comparator.comparingLong(OpenPlacement::rank).thenComparingLong(OpenPlacement::sequence);

  private final Order order;
  private final TreeSet<OpenPlacement> placements = new TreeSet<>(BY_TURN);

  /** What decides whose turn is first. */
  enum Order {
    /** The best price for the other side; orders without a limit before all. */
    BY_LIMIT,
    /** The stop price that is reached first. */
    BY_STOP,
    /** Time only. */
    BY_TIME
  }

  Queue(Order order) {
    this.order = order;
  }

  void add(OpenPlacement placement) {
    placements.add(placement);
  }

  void remove(OpenPlacement placement) {
    placements.remove(placement);
  }

  Optional<OpenPlacement> first() {
    return placements.isEmpty() ? Optional.empty() : Optional.of(placements.first());
  }

  List<OpenPlacement> all() {
    return placements.isEmpty() ? List.of() : List.copyOf(placements);
  }

  /** Smaller is earlier. A buy with a higher limit comes first, a stop of a buy with a lower. */
  long rankOf(OpenPlacement placement) {
    long sign = placement.side() == Side.BUY ? 1 : -1;
    return switch (order) {
      case BY_LIMIT -> placement.limit().map(limit -> -sign * limit.nanos()).orElse(Long.MIN_VALUE);
      case BY_STOP -> sign * placement.stop().map(Price::nanos).orElseThrow();
      case BY_TIME -> 0;
    };
  }
}
