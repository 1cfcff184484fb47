// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;

/**
 * Something happened to an order, as its client is told.
 *
 * @param number counts the principal's events from 1 without a gap, across restarts (I-32)
 * @param order its state after the event
 */
public record OrderEvent(long number, Order order, Happened what) implements Event {

  /** What happened. */
  public sealed interface Happened {
    /** Taken and durable. */
    record Accepted() implements Happened {}

    /** Working at the broker. */
    record Working() implements Happened {}

    /** One execution; {@code position} is the account's after it. */
    record Filled(Fill fill, Position position) implements Happened {}

    /** An execution came after the order was closed; booked all the same (I-12). */
    record LateFill(Fill fill, Position position) implements Happened {}

    /** An execution was void and has been taken back (I-23). */
    record Busted(Fill fill, Position position) implements Happened {}

    /** An execution was other than told; {@code fill} is its newest revision (I-23). */
    record Corrected(Fill fill, Position position) implements Happened {}

    record CancelRequested() implements Happened {}

    record CancelRefused(String reason) implements Happened {}

    record Canceled() implements Happened {}

    record Expired() implements Happened {}

    record Rejected(String reason) implements Happened {}

    record ReplaceRequested(OrderId successor) implements Happened {}

    record ReplaceRefused(String reason) implements Happened {}

    /** {@code successor} took over. */
    record Replaced(OrderId successor) implements Happened {}

    /** Nobody can tell whether it works at the broker. */
    record InDoubt(String cause) implements Happened {}

    /** It never reached the broker and is being placed again. */
    record Rerouted(String cause) implements Happened {}

    /** It works again though it had been closed. */
    record Reinstated() implements Happened {}

    /** A trailing stop has seen a better price. */
    record Trailed() implements Happened {}

    /** An exit waits: for its entry, or for the other exit. */
    record Held() implements Happened {}

    /** An exit that was held goes to the broker. */
    record Released() implements Happened {}

    /**
     * An exit is filled for all that there ever was to leave, which its last execution did not show
     * yet: the entry might have filled more. {@code position} is the account's by now.
     */
    record Completed(Position position) implements Happened {}

    /** An exit is for another quantity than before, or is to be. */
    record Sized() implements Happened {}
  }
}
