// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The SQLite file: how it is opened, whether it is still there, what its errors mean. */
final class StoreFile {
  /** A write waits so long for another process that looks at the file with its own tool. */
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);

  private static final int CACHE_KIBIBYTES = 16 * 1024;

  /**
   * 16 MB of log before it is moved into the file: four times SQLite's own, because a large batch
   * would fill that alone, and each move forces the disk that the journal is on.
   */
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final int PRIMARY_CODE = 0xff;

  private final Path path;

  StoreFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** The one connection that writes; makes the file if it is missing. */
  Connection openForWriting() throws SQLException {
    if (!Files.exists(path)) {
      deleteLog();
    }
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // Not FULL: a power cut may take the last transactions, and the journal has them.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setCacheSize(-CACHE_KIBIBYTES);
    // What a statement of several rows would take back: SQLite writes it to a file otherwise.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection connection = config.createConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * A connection that only reads. Read-only for SQLite too: another one would, on closing, tidy up
   * by path, and so could hurt a new file in the place of the one it had open.
   */
  Connection openForReading() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + path);
    connection.setAutoCommit(false);
    return connection;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) LOCK_LIMIT.toMillis());
    return config;
  }

  /** What tells this file from another under its name; null if it is gone or no system can say. */
  @Nullable Object identity() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw new StoreException(Category.FAILED, path + " cannot be looked at", e);
    }
  }

  /** Refuses a file that is not the one that was opened: writes to a deleted file never fail. */
  void requireIdentity(@Nullable Object opened) {
    if (!Files.exists(path)) {
      throw new StoreException(
          Category.DAMAGED, path + " has been taken away; it is rebuilt from the journal");
    }
    if (!Objects.equals(opened, identity())) {
      throw new StoreException(
          Category.DAMAGED, path + " is another file than the one that was opened");
    }
  }

  /** Deletes the file and what SQLite keeps beside it. */
  void delete() {
    delete("");
    deleteLog();
  }

  /** Deletes what SQLite keeps beside the file, which it would take for a log of any other too. */
  void deleteLog() {
    delete("-wal");
    delete("-shm");
  }

  private void delete(String suffix) {
    Path file = path.resolveSibling(path.getFileName() + suffix);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StoreException(
          Category.FAILED, file + " cannot be deleted: mend the permissions of its folder", e);
    }
  }

  /** What a failure to do {@code what} means, and what to do about it. */
  static StoreException failure(String what, SQLException cause) {
    Category category = category(cause);
    String advice =
        switch (category) {
          case FULL -> "the disk is full: make room, the store catches up by itself";
          case DAMAGED -> "store.db is damaged: stop, run `fairlead store rebuild`, start again";
          case TOO_NEW -> "store.db is of a newer version: upgrade";
          case BUSY -> "another process holds store.db: end it, or ask again later";
          case FAILED ->
              "look at the disk and at the permissions of store.db; it can be dropped with"
                  + " `fairlead store rebuild`";
        };
    return new StoreException(
        category, "could not " + what + " (" + cause.getMessage() + "); " + advice, cause);
  }

  private static Category category(SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Category.FAILED;
    }
    int primary = sqlite.getResultCode().code & PRIMARY_CODE;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return Category.FULL;
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return Category.DAMAGED;
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Category.BUSY;
    }
    return Category.FAILED;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
