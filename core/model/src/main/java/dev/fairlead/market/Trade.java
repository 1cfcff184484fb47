// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;

/**
 * A print: what others have traded, as the market publishes it. It is nobody's order here; what an
 * order of ours has traded is a {@link dev.fairlead.model.Fill}. Several of a symbol may be of one
 * instant, so who reads them in pieces goes on by id.
 *
 * @param id positive, and more than that of every trade of the symbol before it; within 2⁵³, so
 *     that clients in JavaScript read it exactly
 * @param taker who came to the other: a buyer who paid the ask, or a seller who took the bid
 */
public record Trade(Symbol symbol, long id, Price price, Quantity size, Side taker, Instant at) {}
