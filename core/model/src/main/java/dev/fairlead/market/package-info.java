// SPDX-License-Identifier: Apache-2.0
/**
 * What is seen of a market: {@link Trade}s, the {@link Bar}s that sum them up, and what of them is
 * asked for: a {@link Range} of time, a {@link BarSpan}. The quote is {@link
 * dev.fairlead.model.Quote}, because orders need it too.
 *
 * <p>All instants are on the gateway's clock, those of a recording too: what is played now happens
 * now, and a fill stands beside the quote that it met.
 */
@NullMarked
package dev.fairlead.market;

import org.jspecify.annotations.NullMarked;
