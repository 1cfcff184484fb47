// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca's market data over REST, of whatever market Fairlead sees: {@link MarketDataApi} adds the
 * routes, {@link Pages} is how a history is cut into pages. Served from the same address as the
 * trading API, because some SDKs have one base URL for both.
 *
 * <p>Rules of the shape (facts 6.1): prices are numbers and not texts, exact to the last digit;
 * {@code next_page_token} is always there; what is wrong with a request is 400, which is the only
 * such status that this API has.
 */
@NullMarked
package dev.fairlead.data;

import org.jspecify.annotations.NullMarked;
