// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

/** When the paper broker's market is open. */
public enum MarketHours {
  /** At any time, so that a program can be tried at night. */
  ALWAYS,
  /** In the sessions of the instrument's exchange. */
  EXCHANGE
}
