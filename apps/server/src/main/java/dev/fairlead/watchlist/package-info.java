// SPDX-License-Identifier: Apache-2.0
/** Lists of symbols that clients keep here: {@link Watchlists}. Nothing is traded by them. */
@NullMarked
package dev.fairlead.watchlist;

import org.jspecify.annotations.NullMarked;
