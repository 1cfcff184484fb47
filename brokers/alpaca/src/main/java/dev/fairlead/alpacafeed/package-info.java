// SPDX-License-Identifier: Apache-2.0
/**
 * The market as Alpaca shows it: {@link AlpacaFeed} is what an account sees, by streams that come
 * back and by requests. It knows nothing of orders.
 */
@NullMarked
package dev.fairlead.alpacafeed;

import org.jspecify.annotations.NullMarked;
