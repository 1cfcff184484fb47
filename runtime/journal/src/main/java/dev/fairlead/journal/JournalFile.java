// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.journal.JournalException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/** The file {@code journal.db} in a data folder: how it is made and opened, and what goes wrong. */
final class JournalFile extends SqliteFile {
  /** SQLite's own default, said here because {@link WalInspection} counts on it. */
  static final int PAGE_SIZE = 4096;

  JournalFile(Path folder) {
    super(folder, "journal.db", "Restore a backup; do not trade on this one");
  }

  /** The one connection that writes. Every commit is on the disk before it returns (I-02). */
  Connection writer() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return connect(path(), config);
  }

  @Override
  Connection reader() throws SQLException {
    requirePresent();
    return super.reader();
  }

  private void requirePresent() {
    if (!Files.exists(path())) {
      throw new JournalException(
          Category.FAILED,
          "There is no journal in " + folder() + "; name the data folder of a gateway");
    }
  }

  /** What is in a new file. */
  @FunctionalInterface
  interface Content {
    void write(Connection connection) throws SQLException;
  }

  /**
   * Makes the file. It gets its name when it is whole, so that an empty file is never taken for a
   * new journal.
   */
  void create(Content content) throws SQLException, IOException {
    Path draft = folder().resolve("journal.db.new");
    for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
      Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + suffix));
    }
    SQLiteConfig config = config();
    config.setPageSize(PAGE_SIZE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    try (Connection connection = connect(draft, config)) {
      connection.setAutoCommit(false);
      content.write(connection);
      connection.commit();
    }
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  private void syncFolder() {
    try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder, and needs no such sync to keep a name.
      System.getLogger(JournalFile.class.getName())
          .log(System.Logger.Level.DEBUG, "folder not synced folder={0}", folder());
    }
  }

  /** Refuses what SQLite would take for an empty journal or silently shorten (J-03, F-D10). */
  void requireWhole() throws IOException {
    Path wal = wal();
    if (!Files.exists(path())) {
      if (Files.exists(wal)) {
        throw damaged("it is missing, but " + wal.getFileName() + " is there");
      }
      return;
    }
    if (Files.size(path()) == 0) {
      throw damaged("it is empty");
    }
    OptionalLong hole = WalInspection.hole(wal);
    if (hole.isPresent()) {
      throw damaged(
          wal.getFileName() + " has a hole at frame " + hole.getAsLong() + ", more follows it");
    }
  }

  /**
   * Gives the new, empty log the size that it grows to between two checkpoints of 1,000 pages. A
   * sync that need not note a new file size is faster by half, and a disk without room for the log
   * is found at the start.
   */
  void reserveLog() {
    ByteBuffer zeros = ByteBuffer.allocate(1_010 * (PAGE_SIZE + 24));
    try (FileChannel log = FileChannel.open(wal(), StandardOpenOption.WRITE)) {
      while (zeros.hasRemaining()) {
        log.write(zeros, zeros.position());
      }
      log.force(true);
    } catch (IOException e) {
      // Here and not by a caller, because closing the database gives the room back.
      throw translated(e);
    }
  }

  private Path wal() {
    return folder().resolve("journal.db-wal");
  }
}
