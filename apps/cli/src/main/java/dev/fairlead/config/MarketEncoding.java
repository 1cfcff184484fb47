// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

/** How a broker's market data is streamed. */
public enum MarketEncoding {
  /** Prices are exact to the last digit. */
  JSON,
  /** Smaller and quicker to read; a price is the nearest double's. */
  MSGPACK
}
