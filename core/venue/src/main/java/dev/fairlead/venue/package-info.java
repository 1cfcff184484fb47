// SPDX-License-Identifier: Apache-2.0
/**
 * A market that fills orders: for paper trading, backtests and simulation. Start at {@link Venue},
 * one account's orders against a {@link dev.fairlead.feed.Market}.
 *
 * <p>Pure: no thread, no I/O, no clock, no randomness. The same market, models and calls give the
 * same reports (I-04). What holds of every fill:
 *
 * <ol>
 *   <li>its price is not worse than the order's limit;
 *   <li>fills of an order never exceed its quantity, or its money;
 *   <li>fills against one quote never exceed the size that the quote displays;
 *   <li>cash changes by exactly the value of the fills and their fees.
 * </ol>
 */
@NullMarked
package dev.fairlead.venue;

import org.jspecify.annotations.NullMarked;
