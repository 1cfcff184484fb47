// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca's {@code /stream}: what happens to a principal's orders, as it happens. Start at {@link
 * TradeStream}. Frames are binary and hold JSON, one message each.
 *
 * <p>The gateway hands an event over and goes on; each connection has a bounded queue and a thread
 * of its own that writes. A connection that does not keep up is cut, never waited for, and costs
 * the others nothing. There is no replay on this stream: after a gap, ask for the orders.
 */
@NullMarked
package dev.fairlead.stream;

import org.jspecify.annotations.NullMarked;
