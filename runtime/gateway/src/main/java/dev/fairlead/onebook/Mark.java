// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.money.Price;
import java.time.Instant;

/**
 * What a unit is worth by the market: half way between bid and ask, or the newest trade's price
 * where nobody quotes.
 *
 * @param at when the market said so
 */
public record Mark(Price price, Instant at) {}
