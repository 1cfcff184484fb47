// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Codec;
import dev.fairlead.journal.Batches.Head;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journal of a data folder, in SQLite: one file, {@code journal.db}, that holds the inputs, one
 * row a commit, tied together by a chain of hashes ({@link Chain}), and beside it the {@link
 * Snapshots}.
 *
 * <p>What makes a commit durable: the write-ahead log is synced before {@link #append} returns
 * ({@code synchronous=FULL}). What makes a restart safe after a failed sync (J-04): the page cache
 * may hold bytes that the disk does not, so opening copies the whole log into the file, which
 * writes every byte anew, syncs it, and begins a new log before anything is appended.
 */
public final class SqliteJournal implements Journal {
  private static final System.Logger LOG = System.getLogger(SqliteJournal.class.getName());

  private final JournalFile file;
  private final FolderLock lock;
  private final Connection connection;
  private final Meta meta;
  private final PreparedStatement insert;
  private final Snapshots snapshots;
  private final Chain chain = new Chain();

  // Written by the appending thread, read by any.
  private volatile Head head;
  private volatile boolean failed;

  /** Written by the thread that saves, read by any. */
  private volatile long snapshotAt;

  private SqliteJournal(JournalFile file, FolderLock lock, Connection connection)
      throws SQLException {
    this.file = file;
    this.lock = lock;
    this.connection = connection;
    beginNewLog();
    file.reserveLog();
    this.meta = Meta.read(file, connection);
    this.head = new Batches(file, connection, meta).last();
    this.snapshots = new Snapshots(file);
    this.insert = connection.prepareStatement("INSERT INTO batch VALUES (?, ?, ?, ?, ?)");
  }

  /**
   * Opens the journal in {@code folder} for this process alone and makes what is missing. Rows are
   * not verified here but by {@link #replay}, which a start needs anyway.
   *
   * @param clock what a new journal says it was made at
   * @throws JournalException of any category, with a sentence that says what to do
   */
  public static SqliteJournal open(Path folder, InstantSource clock) {
    JournalFile file = new JournalFile(folder);
    return file.run(() -> {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return open(file, lock, clock);
      } catch (SQLException | IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    });
  }

  private static SqliteJournal open(JournalFile file, FolderLock lock, InstantSource clock)
      throws SQLException, IOException {
    file.requireWhole();
    if (!Files.exists(file.path())) {
      file.create(content -> Meta.create(content, clock.instant()));
    }
    Connection connection = file.writer();
    try {
      return new SqliteJournal(file, lock, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** See the class comment; {@link WalInspection} counts on it too. */
  private void beginNewLog() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (row.next() && row.getInt(1) != 0) {
        throw new JournalException(
            Category.LOCKED,
            "Another program is reading " + file.path() + "; close it and start again");
      }
    }
  }

  /** Drawn when the journal was made: 0 to 2²⁰ − 1 (I-07). */
  @Override
  public int instance() {
    return meta.instance();
  }

  @Override
  public long lastSequence() {
    return head.sequence();
  }

  @Override
  public Position position() {
    Head now = head;
    return new Position(now.sequence(), now.hash().toString(), snapshotAt);
  }

  @Override
  public void append(List<Input> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    Head before = head;
    requireNext(before.sequence() + 1, inputs);
    byte[] bytes = Codec.encode(inputs);
    long first = before.sequence() + 1;
    Hash hash = chain.row(before.hash(), Codec.SCHEMA, first, inputs.size(), bytes);
    write(() -> {
      insert.setLong(1, first);
      insert.setInt(2, inputs.size());
      insert.setInt(3, Codec.SCHEMA);
      insert.setBytes(4, bytes);
      hash.write(insert, 5);
      return insert.executeUpdate();
    });
    head = new Head(before.sequence() + inputs.size(), hash);
  }

  private static void requireNext(long first, List<Input> inputs) {
    long expected = first;
    for (Input input : inputs) {
      if (input.sequence() != expected) {
        throw new IllegalArgumentException(
            "input " + input.sequence() + " cannot follow input " + (expected - 1));
      }
      expected++;
    }
  }

  /** After a failed write nothing more is written: what is on the disk is unknown (J-04). */
  private <T> void write(JournalFile.Work<T> work) {
    if (failed) {
      throw new JournalException(
          Category.FAILED,
          "A write to " + file.path() + " failed before; only a restart can tell what it holds");
    }
    failed = true;
    file.run(work);
    failed = false;
  }

  @Override
  public EngineState snapshot(long sequence) {
    Snapshots.Good good = snapshots.upTo(sequence);
    good.fault()
        .ifPresent(fault ->
            LOG.log(
                System.Logger.Level.WARNING,
                "snapshots passed over after={0} because={1}",
                good.sum().sequence(),
                fault.getMessage()));
    if (!good.heads().isEmpty()) {
      reading(batches -> batches.requireHolds(good.heads().getLast()));
    }
    snapshotAt = good.sum().sequence();
    return good.sum().state();
  }

  @Override
  public void saveSnapshot(StateChange change) {
    Head at = reading(batches -> batches.upTo(change.sequence()));
    if (change.sequence() != at.sequence()) {
      throw new IllegalArgumentException(
          "no commit ended at " + change.sequence() + ", the one before it at " + at.sequence());
    }
    snapshots.save(change, at);
    snapshotAt = change.sequence();
  }

  @Override
  public void replay(long sequence, Consumer<Input> reader) {
    long last = lastSequence();
    reading(batches -> {
      batches.replay(sequence, last, reader);
      return last;
    });
  }

  /**
   * The journal in {@code folder} as text: hands an input a line to {@code reader}, of those after
   * {@code sequence}, in order: sequence, instant and cause, with tabs between them. It works while
   * a gateway writes. What was changed is not shown: the lines end with a {@link JournalException}
   * at the first row that does not verify.
   */
  public static void transcribe(Path folder, long sequence, Consumer<String> reader) {
    JournalFile file = new JournalFile(folder);
    file.run(() -> {
      try (Connection connection = file.reader()) {
        Batches batches = new Batches(file, connection, Meta.read(file, connection));
        batches.replay(sequence, batches.last().sequence(), input -> reader.accept(line(input)));
        return sequence;
      }
    });
  }

  private static String line(Input input) {
    return input.sequence() + "\t" + input.at() + "\t" + input.cause();
  }

  /** What is done with the rows. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(Batches batches) throws SQLException;
  }

  private <T> T reading(Reading<T> work) {
    return file.run(() -> {
      try (Connection through = file.reader()) {
        return work.from(new Batches(file, through, meta));
      }
    });
  }

  @Override
  public void close() {
    file.run(() -> {
      try {
        connection.close();
      } finally {
        lock.close();
      }
      return file;
    });
  }
}
