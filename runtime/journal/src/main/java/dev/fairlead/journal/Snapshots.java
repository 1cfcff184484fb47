// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.engine.StateChange;
import dev.fairlead.engine.StateSum;
import dev.fairlead.journal.Batches.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The file {@code snapshots.db} beside the journal. Each row is a snapshot: what has changed since
 * the one before, so that the sum of all rows up to one is the state then. A row has the hash of
 * the journal's row that it follows, so that it fits no other journal, and a hash over all of
 * itself.
 *
 * <p>Nothing rests on this file: whatever is wrong with it, what is good up to there is used, and a
 * start replays the rest from the journal (J-06). It is a file of its own so that trading never
 * waits for it.
 */
final class Snapshots {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS snapshot(
        sequence INTEGER PRIMARY KEY, since INTEGER NOT NULL, schema INTEGER NOT NULL,
        head BLOB NOT NULL, state BLOB NOT NULL, hash BLOB NOT NULL) STRICT\
      """;

  private final SqliteFile file;

  Snapshots(Path folder) {
    file = new SqliteFile(folder, "snapshots.db", "A start does without it");
  }

  /**
   * What was read.
   *
   * @param heads where the journal stood at each that is good, the oldest first
   * @param sum of these
   * @param fault what is wrong with the one after them
   */
  record Good(List<Head> heads, StateSum sum, Optional<JournalException> fault) {}

  /** Reads the snapshots up to {@code sequence}, in order, until one is not good. */
  Good upTo(long sequence) {
    List<Head> heads = new ArrayList<>();
    StateSum sum = new StateSum();
    Optional<JournalException> fault = Optional.empty();
    if (Files.exists(file.path())) {
      try {
        file.run(() -> read(sequence, heads, sum));
      } catch (JournalException wrong) {
        fault = Optional.of(wrong);
      }
    }
    return new Good(heads, sum, fault);
  }

  private StateSum read(long sequence, List<Head> heads, StateSum sum) throws SQLException {
    try (Connection connection = file.reader()) {
      if (isBegun(connection)) {
        read(connection, sequence, heads, sum);
      }
      return sum;
    }
  }

  /** A file that was only just made has nothing in it yet. */
  private static boolean isBegun(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'snapshot'")) {
      return row.next();
    }
  }

  private void read(Connection connection, long sequence, List<Head> heads, StateSum sum)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT sequence, since, schema, head, state, hash FROM snapshot
            WHERE sequence <= ? ORDER BY sequence\
            """)) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Head head = new Head(row.getLong(1), Hash.read(row, 4));
          sum.add(change(row, head, sum.sequence()));
          heads.add(head);
        }
      }
    }
  }

  private StateChange change(ResultSet row, Head head, long before) throws SQLException {
    long since = row.getLong(2);
    int schema = row.getInt(3);
    byte[] state = Batches.bytes(row, 5);
    if (!hash(head, schema, since, state).equals(Hash.read(row, 6))) {
      throw file.damaged("the snapshot of sequence " + head.sequence() + " was changed");
    }
    if (since != before) {
      throw file.damaged("the snapshot of sequence " + since + " is missing");
    }
    return new StateChange(since, Codec.decodeState(schema, state));
  }

  private static Hash hash(Head head, int schema, long since, byte[] state) {
    return new Chain().snapshot(head.hash(), schema, since, head.sequence(), state);
  }

  /**
   * Saves a change, which ends at {@code head}, and forgets what is past its beginning. One that
   * begins at the beginning means that nothing of the file was of use: it is begun anew.
   */
  void save(StateChange change, Head head) {
    byte[] state = Codec.encode(change.state());
    file.run(() -> {
      if (change.since() == 0) {
        delete();
      }
      try (Connection connection = writer()) {
        connection.setAutoCommit(false);
        forgetPast(connection, change.since());
        insert(connection, head, change.since(), state);
        connection.commit();
      }
      return head;
    });
  }

  private void delete() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file.path().resolveSibling(file.path().getFileName() + suffix));
    }
  }

  /** What a power cut takes back is one snapshot less, so that a commit waits for no sync. */
  private Connection writer() throws SQLException {
    SQLiteConfig config = SqliteFile.config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    Connection connection = file.connect(file.path(), config);
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void forgetPast(Connection connection, long sequence) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM snapshot WHERE sequence > ?")) {
      delete.setLong(1, sequence);
      delete.executeUpdate();
    }
  }

  private static void insert(Connection connection, Head head, long since, byte[] state)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, head.sequence());
      insert.setLong(2, since);
      insert.setInt(3, Codec.SCHEMA);
      head.hash().write(insert, 4);
      insert.setBytes(5, state);
      hash(head, Codec.SCHEMA, since, state).write(insert, 6);
      insert.executeUpdate();
    }
  }
}
