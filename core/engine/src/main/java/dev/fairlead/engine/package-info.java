// SPDX-License-Identifier: Apache-2.0
/**
 * The engine. Start at {@link OrderEngine}: {@code Outcome apply(Input)}, one thread, no I/O, no
 * clock, no randomness, no logging, no unordered iteration (I-04).
 */
@NullMarked
package dev.fairlead.engine;

import org.jspecify.annotations.NullMarked;
