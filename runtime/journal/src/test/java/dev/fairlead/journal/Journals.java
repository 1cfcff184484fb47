// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Samples;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the tests do with journals again and again. */
final class Journals {
  static final String FILE = "journal.db";
  static final String LOG = "journal.db-wal";

  private Journals() {}

  static SqliteJournal open(Path folder) {
    return SqliteJournal.open(folder, InstantSource.fixed(Samples.NOON));
  }

  /** What a reader gets: all inputs, and the snapshot that a start would begin with. */
  record Contents(List<Input> inputs, EngineState snapshot) {}

  static Contents contents(Path folder) {
    try (SqliteJournal journal = open(folder)) {
      return new Contents(inputs(journal, 0), journal.snapshot(Long.MAX_VALUE));
    }
  }

  static List<Input> inputs(Journal journal, long after) {
    List<Input> inputs = new ArrayList<>();
    journal.replay(after, inputs::add);
    return inputs;
  }

  /** A closed journal of {@code rows} rows of one input, with snapshots after the given ones. */
  static void write(Path folder, int rows, List<Integer> snapshotsAfter) {
    long kept = 0;
    try (SqliteJournal journal = open(folder)) {
      for (int sequence = 1; sequence <= rows; sequence++) {
        journal.append(Samples.inputs(sequence, sequence));
        if (snapshotsAfter.contains(sequence)) {
          journal.saveSnapshot(Samples.change(kept, sequence));
          kept = sequence;
        }
      }
    }
  }

  /** Where the snapshot of {@code sequence} is. */
  static Path snapshot(Path folder, long sequence) {
    return folder.resolve("snapshots").resolve("%019d.snapshot".formatted(sequence));
  }

  /** What an intruder with {@code sqlite3} does. */
  static void tamper(Path folder, String... statements) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A folder in memory where there is one: thousands of journals are opened there. */
  static Path memoryFolder() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isDirectory(memory) && Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "journal")
        : Files.createTempDirectory("journal");
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
