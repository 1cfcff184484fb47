// SPDX-License-Identifier: Apache-2.0
/**
 * The SQL read model: a projection of what happened. {@link Store} holds and reads it, {@link
 * StoreWriter} keeps it up with the gateway.
 *
 * <ol>
 *   <li>The store decides nothing. It can be dropped at any time and comes back, row for row, from
 *       the same outcomes, whatever the batches they were written in.
 *   <li>Rows and the journal position that they stand for change in one transaction.
 *   <li>Trading never waits for it: what it cannot take in time, it reads again from the journal.
 *   <li>What is read back equals what was written: every record survives the tables unchanged.
 * </ol>
 *
 * <p>The SQL is what SQLite and PostgreSQL both take; {@link StoreFile} and {@link Readers} are all
 * that knows SQLite.
 */
@NullMarked
package dev.fairlead.store;

import org.jspecify.annotations.NullMarked;
