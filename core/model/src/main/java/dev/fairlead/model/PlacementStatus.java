// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/**
 * Where a placement is in its life: the rows of the late-event table (reliability 1.2). A placement
 * is durable before its first byte leaves, so it begins as {@code SENT}: it may have been.
 */
public enum PlacementStatus {
  /** Handed to the link; no answer yet. */
  SENT,
  /** No certain answer: fenced until there is evidence (I-15, I-16). */
  IN_DOUBT,
  WORKING,
  PARTIALLY_FILLED,
  PENDING_CANCEL,
  PENDING_REPLACE,
  FILLED,
  CANCELED,
  EXPIRED,
  /** Refused by the broker, at once or after it had acknowledged. */
  REJECTED,
  /** Proven never to have reached the broker. */
  NOT_PLACED;

  /** May still execute, as far as we know (the specification's {@code live(c)}). */
  public boolean isLive() {
    return switch (this) {
      case SENT, IN_DOUBT, WORKING, PARTIALLY_FILLED, PENDING_CANCEL, PENDING_REPLACE -> true;
      case FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> false;
    };
  }
}
