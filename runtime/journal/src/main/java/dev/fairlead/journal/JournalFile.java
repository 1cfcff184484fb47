// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.journal.JournalException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file {@code journal.db} in a data folder: how it is made and opened, and what goes wrong. */
final class JournalFile {
  /** SQLite's own default, said here because {@link WalInspection} counts on it. */
  static final int PAGE_SIZE = 4096;

  /** Longest wait for another program that holds the file. */
  private static final int BUSY_MILLIS = 10_000;

  private static final long NO_ROOM_BYTES = 1 << 20;

  private final Path folder;
  private final Path file;

  JournalFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("journal.db");
  }

  Path folder() {
    return folder;
  }

  Path path() {
    return file;
  }

  /** What SQL or the disk does. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException, IOException;
  }

  /** Does the work; what goes wrong in it comes out as a {@link JournalException}. */
  <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw translated(e);
    } catch (IOException e) {
      throw translated(e);
    }
  }

  /** The one connection that writes. Every commit is on the disk before it returns (I-02). */
  Connection writer() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return connect(file, config);
  }

  /** A connection that reads, besides a writer in this or another process. */
  Connection reader() throws SQLException {
    requirePresent();
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return connect(file, config);
  }

  private void requirePresent() {
    if (!Files.exists(file)) {
      throw new JournalException(
          Category.FAILED,
          "There is no journal in " + folder + "; name the data folder of a gateway");
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
    Path draft = folder.resolve("journal.db.new");
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
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  private void syncFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder, and needs no such sync to keep a name.
      System.getLogger(JournalFile.class.getName())
          .log(System.Logger.Level.DEBUG, "folder not synced folder={0}", folder);
    }
  }

  /** Refuses what SQLite would take for an empty journal or silently shorten (J-03, F-D10). */
  void requireWhole() throws IOException {
    Path wal = wal();
    if (!Files.exists(file)) {
      if (Files.exists(wal)) {
        throw damaged("it is missing, but " + wal.getFileName() + " is there");
      }
      return;
    }
    if (Files.size(file) == 0) {
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
    return folder.resolve("journal.db-wal");
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private Connection connect(Path database, SQLiteConfig config) throws SQLException {
    prepareNativeLibrary();
    // A URI, because the driver takes a question mark in a plain path for the end of it.
    Connection connection = config.createConnection("jdbc:sqlite:" + database.toUri());
    try (Statement statement = connection.createStatement()) {
      // Looks at every cell before it is used, so that a damaged page is an error at once.
      statement.execute("PRAGMA cell_size_check = ON");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** The driver unpacks its native library into the temporary folder, which may be read-only. */
  private void prepareNativeLibrary() {
    String property = "org.sqlite.tmpdir";
    if (System.getProperty(property) == null
        && !Files.isWritable(Path.of(System.getProperty("java.io.tmpdir", ".")))) {
      System.setProperty(property, folder.toString());
    }
  }

  /** Records are changed or missing. */
  JournalException damaged(String what) {
    return new JournalException(Category.DAMAGED, damagedSentence(what));
  }

  private String damagedSentence(String what) {
    return file + " is damaged: " + what + ". Restore a backup; do not trade on this one";
  }

  /** Written by a version after this one. */
  JournalException tooNew(String what) {
    return new JournalException(
        Category.TOO_NEW, file + " was written by a newer Fairlead (" + what + "); upgrade");
  }

  JournalException translated(SQLException e) {
    Category category = category(e);
    return new JournalException(category, sentence(category, e), e);
  }

  JournalException translated(IOException e) {
    Category category = Category.FAILED;
    if (diskIsFull()) {
      category = Category.DISK_FULL;
    } else if (e instanceof FileSystemException) {
      category = Category.NOT_WRITABLE;
    }
    return new JournalException(category, sentence(category, e), e);
  }

  private Category category(SQLException e) {
    return switch (primaryCode(e)) {
      case SQLITE_FULL -> Category.DISK_FULL;
      // Not enough room for the shared-memory index shows as an I/O error or as "cannot open".
      case SQLITE_IOERR -> diskIsFull() ? Category.DISK_FULL : Category.FAILED;
      case SQLITE_CANTOPEN -> diskIsFull() ? Category.DISK_FULL : Category.NOT_WRITABLE;
      case SQLITE_READONLY, SQLITE_PERM -> Category.NOT_WRITABLE;
      case SQLITE_BUSY, SQLITE_LOCKED -> Category.LOCKED;
      // A plain error too: the statements are fixed, so it is the tables that are not as made.
      case SQLITE_CORRUPT,
          SQLITE_NOTADB,
          SQLITE_ERROR,
          SQLITE_SCHEMA,
          SQLITE_CONSTRAINT,
          SQLITE_MISMATCH ->
          Category.DAMAGED;
      default -> Category.FAILED;
    };
  }

  private static SQLiteErrorCode primaryCode(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  private boolean diskIsFull() {
    try {
      return Files.getFileStore(folder).getUsableSpace() < NO_ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private String sentence(Category category, Exception e) {
    String detail = " (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    return switch (category) {
      case DISK_FULL -> "The disk that holds " + folder + " is full; make room and start again";
      case NOT_WRITABLE ->
          folder
              + " cannot be written"
              + detail
              + "; give this user the right to write the folder and the files in it";
      case LOCKED -> "Another program has held " + file + " for too long; close it and start again";
      case DAMAGED -> damagedSentence(String.valueOf(e.getMessage()));
      case TOO_NEW, FAILED ->
          file + " cannot be read or written" + detail + "; see what the system says of the disk";
    };
  }
}
