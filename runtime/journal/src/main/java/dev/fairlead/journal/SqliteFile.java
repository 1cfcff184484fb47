// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.journal.JournalException.Category;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A SQLite file in a data folder: how it is opened, and what goes wrong in words. */
class SqliteFile {
  /** Longest wait for another program that holds the file. */
  private static final int BUSY_MILLIS = 10_000;

  private static final long NO_ROOM_BYTES = 1 << 20;

  private final Path folder;
  private final Path file;
  private final String remedy;

  /** The file {@code name} in {@code folder}; {@code remedy} is what to do where it is damaged. */
  SqliteFile(Path folder, String name, String remedy) {
    this.folder = folder;
    this.file = folder.resolve(name);
    this.remedy = remedy;
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

  /** A connection that reads, besides a writer in this or another process. */
  Connection reader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return connect(file, config);
  }

  static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    return config;
  }

  Connection connect(Path database, SQLiteConfig config) throws SQLException {
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
    return file + " is damaged: " + what + ". " + remedy;
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
