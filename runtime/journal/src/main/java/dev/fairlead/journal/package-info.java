// SPDX-License-Identifier: Apache-2.0
/**
 * The durable log of inputs. {@link Journal} is what the gateway needs of one, {@link
 * SqliteJournal} keeps it in a data folder, and shows it as text, {@link Verification} reads one
 * that any process may be writing, {@link Journal#stateHash} compares states.
 *
 * <p>What holds:
 *
 * <ol>
 *   <li>An input is on the disk before {@link Journal#append} returns (I-01, I-02).
 *   <li>What a replay gives is what was appended, in order and whole, or it ends with a {@link
 *       JournalException}: every row carries a hash over itself and the row before (J-02).
 *   <li>After a failed write nothing more is written (J-04); a restart begins with a log that was
 *       copied and synced anew.
 *   <li>A log that SQLite would silently cut short is refused before SQLite sees it (J-03).
 *   <li>A damaged snapshot costs time, not data (J-06).
 *   <li>What was once written can be read for ever; what a newer version wrote is understood or
 *       refused, never guessed (J-09).
 * </ol>
 *
 * <p>The file {@code journal.db} has three tables: {@code meta}, one row that says what the journal
 * is; {@code batch}, one row a commit; {@code snapshot}, the newest states. A row of {@code batch}
 * holds its inputs as {@link dev.fairlead.codec.Codec} writes them.
 */
@NullMarked
package dev.fairlead.journal;

import org.jspecify.annotations.NullMarked;
