// SPDX-License-Identifier: Apache-2.0
/**
 * The book held against what each broker tells of the account: what differs, since when, and how
 * much money is at stake. Nothing is corrected here; the book changes by what is journaled only.
 */
@NullMarked
package dev.fairlead.reconcile;

import org.jspecify.annotations.NullMarked;
