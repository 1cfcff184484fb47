// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca's trading API in front of the gateway: {@link TradingApi} adds its routes, {@link
 * OrderJson} is the order as every SDK reads it. Nothing here decides: a request becomes a draft or
 * a filter, an answer becomes JSON.
 *
 * <p>Rules of the shape, from what the SDKs need: every key of an order is always there; decimals
 * are texts; instants end in {@code Z} with nine digits; {@code null} and {@code ""} in a request
 * are absent; only words that the oldest SDKs know are said.
 */
@NullMarked
package dev.fairlead.front;

import org.jspecify.annotations.NullMarked;
