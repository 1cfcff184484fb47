// SPDX-License-Identifier: Apache-2.0
/**
 * What the account was worth at an earlier time, from what is known and not from a diary that
 * somebody kept: the book of now with everything taken back that came later ({@link PastBook}), at
 * the prices that the market had then ({@link PastPrices}). So a figure is the same whenever it is
 * asked for, after a restart too, and a bust or correction that comes late changes it to what is
 * right.
 */
@NullMarked
package dev.fairlead.valuation;

import org.jspecify.annotations.NullMarked;
