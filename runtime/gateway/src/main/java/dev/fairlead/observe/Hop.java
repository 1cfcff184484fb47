// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.util.Locale;

/**
 * The stretches of an order's way from its client to the market, each of which begins where the one
 * before it ended; {@link #FILL} alone spans from {@link #ACKNOWLEDGE}'s beginning on.
 */
public enum Hop {
  /** From when an order had been read until its turn: a quote that it waits for, and the queue. */
  ACCEPT,
  /** From then until it is on the disk. */
  JOURNAL,
  /** From then until the adapter has the request. */
  SEND,
  /** From then until the broker has taken or refused it. */
  ACKNOWLEDGE,
  /** From when it was sent until its first execution was booked, by the journal's instants. */
  FILL;

  /** As metrics, JSON and log lines say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
