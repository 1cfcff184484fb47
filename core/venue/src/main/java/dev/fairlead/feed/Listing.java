// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.model.Instrument;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;

/**
 * An instrument and the character of its market.
 *
 * @param base the price that the path strays from
 * @param dailyVolatility how far it strays in a day, about, in {@link Noise#DEVIATION_UNIT}; under
 *     8 %, so that no price reaches zero
 * @param spreadTicks the usual distance of bid and ask
 * @param sizeStep the smallest size displayed
 * @param sizeSteps the largest size displayed, in steps
 * @param tradeMillis how long it takes on average until somebody comes and trades
 */
record Listing(
    Instrument instrument,
    Price base,
    long dailyVolatility,
    long spreadTicks,
    Quantity sizeStep,
    long sizeSteps,
    long tradeMillis) {}
