// SPDX-License-Identifier: Apache-2.0
/**
 * Trades, quotes and bars as Alpaca's clients read them: {@link Items} says which letters stand for
 * what, {@link Fields} is what they are written to, as JSON or as MessagePack. The same for answers
 * and for streams.
 */
@NullMarked
package dev.fairlead.tape;

import org.jspecify.annotations.NullMarked;
