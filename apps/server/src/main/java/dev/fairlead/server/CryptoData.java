// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

/**
 * Who may read the market data of crypto over REST. Alpaca gives it to anybody, and its newest
 * JavaScript SDK therefore sends no key along; see docs/decisions/0041.
 */
public enum CryptoData {
  /** Whoever has a key, as for everything else. */
  KEYED,
  /** Any program on this machine, with a key or without. */
  OPEN
}
