// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.engine.EngineState;
import dev.fairlead.journal.Batches.Head;
import dev.fairlead.journal.JournalException.Category;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of snapshots. Each has the hash of the row that it follows, so that it fits no other
 * journal, and a hash over all of itself. The newest few are kept, for when one is damaged (J-06).
 */
final class Snapshots {
  private static final int KEPT = 3;

  /** A state, and where the chain stood when it was saved. */
  record Snapshot(Head head, EngineState state) {}

  private final JournalFile file;
  private final Connection connection;
  private final Batches batches;
  private final Chain chain = new Chain();

  Snapshots(JournalFile file, Connection connection, Batches batches) {
    this.file = file;
    this.connection = connection;
    this.batches = batches;
  }

  /** Saves {@code state}, that at {@code head}, and forgets the oldest, in one commit. */
  void save(EngineState state, Head head) throws SQLException {
    byte[] bytes = Codec.encode(state);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, head.sequence());
      insert.setInt(2, Codec.SCHEMA);
      head.hash().write(insert, 3);
      insert.setBytes(4, bytes);
      chain.snapshot(head.hash(), Codec.SCHEMA, head.sequence(), bytes).write(insert, 5);
      insert.executeUpdate();
    }
    forgetOldest();
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * A damaged one stays: what it says are its pages may be those of rows, and to delete it would
   * give them away.
   */
  private void forgetOldest() throws SQLException {
    List<Long> sequences = upTo(Long.MAX_VALUE);
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM snapshot WHERE sequence = ?")) {
      for (long sequence : sequences.subList(Math.min(KEPT, sequences.size()), sequences.size())) {
        if (isWhole(sequence)) {
          delete.setLong(1, sequence);
          delete.executeUpdate();
        }
      }
    }
  }

  private boolean isWhole(long sequence) {
    try {
      file.run(() -> load(sequence));
      return true;
    } catch (JournalException e) {
      return false;
    }
  }

  /** The sequences of the snapshots that are not past {@code sequence}, the newest first. */
  List<Long> upTo(long sequence) throws SQLException {
    List<Long> sequences = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT sequence FROM snapshot WHERE sequence <= ? ORDER BY sequence DESC")) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          sequences.add(row.getLong(1));
        }
      }
    }
    return sequences;
  }

  /** Reads a snapshot that is whole; any other is DAMAGED or TOO_NEW. */
  Snapshot load(long sequence) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT schema, head, state, hash FROM snapshot WHERE sequence = ?")) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw changed(sequence);
        }
        int schema = row.getInt(1);
        Head head = new Head(sequence, Hash.read(row, 2));
        byte[] state = Batches.bytes(row, 3);
        Hash expected = chain.snapshot(head.hash(), schema, sequence, state);
        if (!expected.equals(Hash.read(row, 4))) {
          throw changed(sequence);
        }
        return new Snapshot(head, Codec.decodeState(schema, state));
      }
    }
  }

  private JournalException changed(long sequence) {
    return new JournalException(
        Category.DAMAGED,
        "In "
            + file.path()
            + " the snapshot of sequence "
            + sequence
            + " was changed; a start does without it");
  }

  /** A snapshot that is whole proves what the journal held, so the journal must still hold it. */
  void requireInChain(Snapshot snapshot) throws SQLException {
    long sequence = snapshot.head().sequence();
    Head stored = batches.upTo(sequence);
    if (stored.sequence() < sequence) {
      throw file.damaged(
          "it ends at sequence "
              + batches.last().sequence()
              + " and has a snapshot of sequence "
              + sequence);
    }
    if (!stored.hash().equals(snapshot.head().hash())) {
      throw file.damaged(
          "the row that ends at sequence " + sequence + " is not the one that was snapshotted");
    }
  }
}
