// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.store.StoredEvent;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * One event as a client is told of it, by whichever stream and whether now or from the past.
 *
 * @param at the instant of its input, and a nanosecond more for each event before it of the same
 *     input. So every event of a principal has an instant of its own, in the events' order, and a
 *     client that goes on a nanosecond after the last one that it has seen misses none (I-32)
 */
record Update(Instant at, OrderEvent event) {
  /**
   * As many events of one input as can be told apart; more share the last instant, and only their
   * ids tell them apart.
   */
  static final long MOST = BrokerManager.INSTANT_STEP.toNanos();

  /** The event at {@code index} of an outcome of {@code at}. */
  static Update of(Instant at, int index, OrderEvent event) {
    return new Update(at.plusNanos(Math.min(index, MOST - 1)), event);
  }

  static Update of(StoredEvent<OrderEvent> stored) {
    return of(stored.at(), stored.place().index(), stored.event());
  }

  /**
   * The instant of the input that has an update at {@code at}, or that would be the last before.
   */
  static Instant input(Instant at) {
    return at.minusNanos(at.get(ChronoField.NANO_OF_SECOND) % MOST);
  }

  String id() {
    return EventId.of(at, event.number());
  }
}
