// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.journal.Batches.Head;
import dev.fairlead.journal.Snapshots.Good;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a walk over a whole journal found: every row, every hash, every snapshot. It works while a
 * gateway writes, and then covers what was durable when it began.
 *
 * <p>It finds any row that was changed, added, taken out or moved. Rows taken from the end it finds
 * only where a snapshot lies beyond them, and a journal that was written anew from the first row
 * not at all: for these, note {@code lastSequence} and {@code head} somewhere else and compare.
 *
 * @param instance drawn when the journal was made (I-07)
 * @param rows verified, one a commit
 * @param lastSequence of the last input that was verified
 * @param head the hash of the last row that was verified, which stands for all before it
 * @param snapshots the sequences of those that are whole, the newest first
 * @param faults one sentence each; empty for a sound journal
 */
public record Verification(
    Path file,
    int instance,
    Instant created,
    long rows,
    long lastSequence,
    String head,
    List<Long> snapshots,
    List<String> faults) {

  /**
   * Verifies the journal in {@code folder}.
   *
   * @throws JournalException where there is none, or not so much of one that it could be walked
   */
  public static Verification of(Path folder) {
    return new Walk(new JournalFile(folder)).verify();
  }

  public boolean isSound() {
    return faults.isEmpty();
  }

  /** A walk while it is under way. */
  private static final class Walk {
    private final JournalFile file;
    private final List<String> faults = new ArrayList<>();
    private long rows;

    Walk(JournalFile file) {
      this.file = file;
    }

    Verification verify() {
      return file.run(() -> {
        note(this::inspectLog);
        try (Connection connection = file.reader()) {
          return verify(connection);
        }
      });
    }

    private Verification verify(Connection connection) throws SQLException {
      Meta meta = Meta.read(file, connection);
      Batches batches = new Batches(file, connection, meta);
      Head[] head = {new Head(0, meta.root())};
      note(() -> {
        batches.read(
            0,
            batches.last().sequence(),
            batch -> {
              head[0] = batch.head();
              rows++;
            });
        return rows;
      });
      Good snapshots = new Snapshots(file).upTo(Long.MAX_VALUE);
      snapshots.fault().ifPresent(fault -> faults.add(String.valueOf(fault.getMessage())));
      List<Long> whole = new ArrayList<>();
      for (Head kept : snapshots.heads()) {
        note(() -> whole.add(batches.requireHolds(kept).sequence()));
      }
      note(() -> checkStructure(connection));
      return new Verification(
          file.path(),
          meta.instance(),
          Instant.parse(meta.created()),
          rows,
          head[0].sequence(),
          head[0].hash().toString(),
          List.copyOf(whole.reversed()),
          List.copyOf(faults));
    }

    /** Only where no gateway runs: one that does has looked, and writes the log meanwhile. */
    private boolean inspectLog() throws IOException {
      Optional<FolderLock> lock = FolderLock.tryTake(file.folder());
      if (lock.isEmpty()) {
        return false;
      }
      try {
        file.requireWhole();
      } finally {
        lock.get().close();
      }
      return true;
    }

    /** Pages that no row is on, which later writes would use. */
    private boolean checkStructure(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
        if (row.next() && !"ok".equals(row.getString(1))) {
          throw file.damaged(String.valueOf(row.getString(1)));
        }
      }
      return true;
    }

    private <T> void note(JournalFile.Work<T> step) {
      try {
        file.run(step);
      } catch (JournalException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
