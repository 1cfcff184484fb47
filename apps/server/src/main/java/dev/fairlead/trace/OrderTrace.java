// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.trace;

import dev.fairlead.model.Order;
import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an order spent its time: one line from its request to the newest that happened to it, in
 * steps that follow each other without a gap, so that what they took adds up to the whole.
 *
 * @param from when it was asked for, or the first that the journal has of it
 * @param steps oldest first
 */
public record OrderTrace(Order order, Instant from, List<Step> steps) {

  /** Who tells when a step ended. */
  public enum Source {
    /** This process, which times the newest orders by its own clock, to the microsecond. */
    PROCESS,
    /** The journal: the instant of the input that told of it. */
    JOURNAL
  }

  /**
   * One stretch of the way.
   *
   * @param hop what ended with it: a hop's name, an event's, or what was asked of the broker
   * @param at when it ended
   * @param took how long after the step before
   * @param input the number of the input that it is the outcome of; empty where it is none's
   * @param placement which it is about; empty before there is one
   * @param detail for people; may be empty
   */
  public record Step(
      String hop,
      Instant at,
      Duration took,
      Source source,
      Optional<Long> input,
      Optional<PlacementId> placement,
      String detail) {}

  /** Keeps the steps as they are. */
  public OrderTrace {
    steps = List.copyOf(steps);
  }

  /** When the newest step ended. */
  public Instant until() {
    return steps.isEmpty() ? from : steps.getLast().at();
  }

  /** How long all of it took so far. */
  public Duration total() {
    return Duration.between(from, until());
  }
}
