// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;

/**
 * The trades of one stretch of time, summed up. Where nothing was traded there is no bar.
 *
 * @param start when the stretch begins, inclusive; it ends before the next one's start
 * @param open the first trade's price
 * @param close the last trade's price
 * @param trades how many there were, at least one
 * @param vwap the mean price, each trade counted by its size; rounded half to even at 10⁻⁹
 */
public record Bar(
    Symbol symbol,
    Instant start,
    Price open,
    Price high,
    Price low,
    Price close,
    Quantity volume,
    long trades,
    Price vwap) {}
