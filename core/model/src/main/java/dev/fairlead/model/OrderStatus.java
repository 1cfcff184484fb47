// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** Where an order is in its life, as its client sees it. */
public enum OrderStatus {
  /** Taken and durable; the broker has not confirmed it yet. */
  ACCEPTED,
  /** The placing got no certain answer: it may or may not work at the broker. */
  IN_DOUBT,
  /** Working at the broker, nothing filled. */
  WORKING,
  PARTIALLY_FILLED,
  /** A cancel was asked for; fills can still win (I-22). */
  PENDING_CANCEL,
  /** A replace was asked for; the old terms hold until the broker says otherwise (I-21). */
  PENDING_REPLACE,
  FILLED,
  CANCELED,
  EXPIRED,
  /** Refused by the broker. */
  REJECTED,
  /** Another order took over the rest. */
  REPLACED,
  /** An exit that waits for its entry, or for the other exit to make room; at no broker. */
  HELD;

  public boolean isOpen() {
    return switch (this) {
      case ACCEPTED, IN_DOUBT, WORKING, PARTIALLY_FILLED, PENDING_CANCEL, PENDING_REPLACE, HELD ->
          true;
      case FILLED, CANCELED, EXPIRED, REJECTED, REPLACED -> false;
    };
  }
}
