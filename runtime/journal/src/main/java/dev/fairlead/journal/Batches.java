// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Codec;
import dev.fairlead.codec.CodecException;
import dev.fairlead.message.Input;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The table of batches: a row holds the inputs of one commit, its key is the first one's sequence,
 * its hash covers it and the hash of the row before. Rows are never changed. Used by one thread.
 */
final class Batches {
  /** Rows of one read transaction; a long one would keep the write-ahead log from being reused. */
  private static final int SLICE = 1_000;

  /** Where the chain stands: the sequence of the last input so far, and its row's hash. */
  record Head(long sequence, Hash hash) {}

  /** One row, verified. */
  record Batch(Head head, List<Input> inputs) {}

  private final JournalFile file;
  private final Connection connection;
  private final Meta meta;
  private final Chain chain = new Chain();

  Batches(JournalFile file, Connection connection, Meta meta) {
    this.file = file;
    this.connection = connection;
    this.meta = meta;
  }

  /** Where the chain ends, as stored. */
  Head last() throws SQLException {
    return upTo(Long.MAX_VALUE);
  }

  /** Where the chain stood at the end of the newest row that is not past {@code sequence}. */
  Head upTo(long sequence) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT first + count - 1, hash FROM batch
            WHERE first <= ?1 AND first + count - 1 <= ?1 ORDER BY first DESC LIMIT 1\
            """)) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new Head(row.getLong(1), Hash.read(row, 2)) : new Head(0, meta.root());
      }
    }
  }

  /** A snapshot that is good proves what the journal held, so the journal must still hold it. */
  Head requireHolds(Head snapshot) throws SQLException {
    Head stored = upTo(snapshot.sequence());
    if (stored.equals(snapshot)) {
      return stored;
    }
    String what =
        stored.sequence() < snapshot.sequence()
            ? "it ends at sequence "
                + last().sequence()
                + " and has a snapshot of sequence "
                + snapshot.sequence()
            : "the row that ends at sequence "
                + snapshot.sequence()
                + " is not the one that was snapshotted";
    throw file.damaged(
        what + " (in the folder snapshots, which is only good with its own journal)");
  }

  /** Hands the inputs after {@code after} up to {@code last} to {@code reader}. */
  void replay(long after, long last, Consumer<Input> reader) throws SQLException {
    read(
        after,
        last,
        batch -> {
          for (Input input : batch.inputs()) {
            if (input.sequence() > after) {
              reader.accept(input);
            }
          }
        });
  }

  /**
   * Hands the rows with inputs after {@code after} up to {@code last} to {@code reader}. Each is
   * verified before: that it follows the row before, its hash, and that it can be read (J-02).
   */
  void read(long after, long last, Consumer<Batch> reader) throws SQLException {
    Head head = upTo(after);
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT first, count, schema, inputs, hash FROM batch
            WHERE first > ? AND first <= ? ORDER BY first LIMIT ?\
            """)) {
      while (head.sequence() < last) {
        query.setLong(1, head.sequence());
        query.setLong(2, last);
        query.setInt(3, SLICE);
        head = readSlice(query, head, reader);
      }
    }
  }

  private Head readSlice(PreparedStatement query, Head before, Consumer<Batch> reader)
      throws SQLException {
    Head head = before;
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Batch batch = verified(row, head);
        head = batch.head();
        reader.accept(batch);
      }
    }
    if (head.sequence() == before.sequence()) {
      throw file.damaged("the inputs after sequence " + head.sequence() + " are missing");
    }
    return head;
  }

  private Batch verified(ResultSet row, Head before) throws SQLException {
    long first = row.getLong(1);
    long expected = before.sequence() + 1;
    if (first != expected) {
      throw file.damaged("inputs " + expected + " to " + (first - 1) + " are missing");
    }
    int count = row.getInt(2);
    int schema = row.getInt(3);
    byte[] inputs = bytes(row, 4);
    Hash hash = Hash.read(row, 5);
    if (!hash.equals(chain.row(before.hash(), schema, first, count, inputs))) {
      throw file.damaged("the row of sequence " + first + " or the one before it was changed");
    }
    Head head = new Head(first + count - 1, hash);
    return new Batch(head, decoded(first, count, schema, inputs));
  }

  private List<Input> decoded(long first, int count, int schema, byte[] bytes) {
    List<Input> inputs;
    try {
      inputs = Codec.decodeInputs(schema, bytes);
    } catch (CodecException e) {
      String where = "at sequence " + first + ", " + e.getMessage();
      throw switch (e.kind()) {
        case TOO_NEW -> file.tooNew(where);
        case DAMAGED -> file.damaged(where);
      };
    }
    if (inputs.size() != count
        || inputs.getFirst().sequence() != first
        || inputs.getLast().sequence() != first + count - 1) {
      throw file.damaged("the row of sequence " + first + " holds other inputs than it says");
    }
    return inputs;
  }

  static byte[] bytes(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNullElse(row.getBytes(column), new byte[0]);
  }
}
