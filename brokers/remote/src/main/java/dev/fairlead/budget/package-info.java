// SPDX-License-Identifier: Apache-2.0
/**
 * How many requests a broker lets an account send, as data, and who goes first when they are few:
 * {@link RequestBudget} is the door, {@code Purse} the rules, without a clock and a lock.
 */
@NullMarked
package dev.fairlead.budget;

import org.jspecify.annotations.NullMarked;
