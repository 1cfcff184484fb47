// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** How long an order works (FIX tag 59). */
public enum TimeInForce {
  /** Until the end of the trading day. */
  DAY,
  /** Good till cancelled. */
  GTC,
  /** In the opening auction only. */
  OPG,
  /** In the closing auction only. */
  CLS,
  /** Immediate or cancel: what cannot be filled at once is cancelled. */
  IOC,
  /** Fill or kill: filled whole at once, or cancelled. */
  FOK
}
