// SPDX-License-Identifier: Apache-2.0
/** A whole gateway on Alpaca's adapter: in front of a peer that breaks, and of another gateway. */
@NullMarked
package dev.fairlead.chained;

import org.jspecify.annotations.NullMarked;
