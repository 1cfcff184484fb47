// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** The kind of an order's terms (FIX tag 40), without their prices. */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP
}
