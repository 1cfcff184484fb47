// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import dev.fairlead.journal.JournalException;
import dev.fairlead.journal.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Whether what a gateway wrote is whole. */
final class BookChecks {
  private BookChecks() {}

  static Check journal(Path data) {
    if (!Files.exists(data.resolve("journal.db"))) {
      return Check.ok("journal", "none yet");
    }
    try {
      Verification found = Verification.of(data);
      return found.isSound()
          ? Check.ok(
              "journal", "sound: " + found.lastSequence() + " inputs in " + found.rows() + " rows")
          : Check.fail("journal", String.join("; ", found.faults()));
    } catch (JournalException e) {
      return Check.fail("journal", String.valueOf(e.getMessage()));
    }
  }

  /** The store may be behind, but must not know what the journal does not. */
  static Check store(Path data) {
    Path file = data.resolve("store.db");
    if (!Files.exists(file)) {
      return Check.ok("store", "none yet; it is made from the journal");
    }
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sequence FROM journal_position")) {
      return judged(row.next() ? row.getLong(1) : 0, Verification.of(data).lastSequence());
    } catch (SQLException e) {
      return Check.warn(
          "store", "cannot be read (" + e.getMessage() + "): stop, run `fairlead store rebuild`");
    } catch (JournalException e) {
      return Check.warn("store", "not compared: the journal cannot be read");
    }
  }

  static Check judged(long store, long journal) {
    if (store > journal) {
      return Check.fail(
          "store",
          "stands at "
              + store
              + ", but the journal ends at "
              + journal
              + ": it belongs to another journal; run `fairlead store rebuild`");
    }
    return Check.ok("store", "stands at " + store + " of " + journal);
  }
}
