// SPDX-License-Identifier: Apache-2.0
/**
 * The one book of all broker accounts, as Fairlead's own API tells it: positions, money, trades.
 * Start at {@link PortfolioApi}.
 */
@NullMarked
package dev.fairlead.portfolio;

import org.jspecify.annotations.NullMarked;
