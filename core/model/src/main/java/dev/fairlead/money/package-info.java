// SPDX-License-Identifier: Apache-2.0
/**
 * Exact numbers. {@link Price} and {@link Quantity} are longs at 10⁻⁹, {@link Money} a long at 10⁻⁶
 * with its currency, {@link Notional} their exact product. There is no binary floating point here,
 * nothing wraps (overflow throws {@link ArithmeticException}), nothing rounds unless the caller
 * names the rounding, and parsing refuses surplus digits (I-11).
 */
@NullMarked
package dev.fairlead.money;

import org.jspecify.annotations.NullMarked;
