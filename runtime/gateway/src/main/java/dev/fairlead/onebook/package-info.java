// SPDX-License-Identifier: Apache-2.0
/**
 * What all broker accounts hold and have, as one: positions for each account and netted, money by
 * currency and in a base currency. Start at {@link OneBook}. Everything here is figures at one
 * moment, made from the book and the newest prices; no order is decided by them.
 */
@NullMarked
package dev.fairlead.onebook;

import org.jspecify.annotations.NullMarked;
