// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca's market data over WebSocket: {@link MarketStream} has all connections, {@link
 * dev.fairlead.ticker.Dialogue} is what is said on one, {@link dev.fairlead.ticker.Board} who
 * follows which symbol.
 *
 * <p>However many clients follow a symbol, there is one subscription to it, and what happens to it
 * is encoded once for JSON and once for MessagePack. It goes into a bounded buffer of each
 * connection; two threads write what has gathered there, at most once in a few milliseconds for
 * each, so that load makes frames longer and not more of them. Who does not keep up is cut, and
 * nobody waits for it.
 */
@NullMarked
package dev.fairlead.ticker;

import org.jspecify.annotations.NullMarked;
