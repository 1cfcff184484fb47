// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a journal says of itself.
 *
 * @param format of its tables
 * @param instance 0 to 2²⁰ − 1, drawn when it was made: part of every placement's id (I-07)
 * @param created when it was made, as ISO 8601
 * @param root the hash that its chain begins with
 */
record Meta(int format, int instance, String created, Hash root) {
  private static final int FORMAT = 1;
  private static final int INSTANCES = 1 << 20;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE meta(
            format INTEGER NOT NULL, instance INTEGER NOT NULL, created TEXT NOT NULL,
            root BLOB NOT NULL) STRICT\
          """,
          """
          CREATE TABLE batch(
            first INTEGER PRIMARY KEY, count INTEGER NOT NULL, schema INTEGER NOT NULL,
            inputs BLOB NOT NULL, hash BLOB NOT NULL) STRICT\
          """);

  /** Makes the tables of a new journal. */
  static void create(Connection connection, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    int instance = new SecureRandom().nextInt(INSTANCES);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta VALUES (?, ?, ?, ?)")) {
      insert.setInt(1, FORMAT);
      insert.setInt(2, instance);
      insert.setString(3, now.toString());
      root(connection, FORMAT, instance, now.toString()).write(insert, 4);
      insert.executeUpdate();
    }
  }

  /** Covers where the tables are, too: a flipped bit must not make two of them one. */
  private static Hash root(Connection connection, int format, int instance, String created)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT group_concat(type || ' ' || name || ' ' || rootpage || ' ' || sql, ';'
                  ORDER BY type, name) FROM sqlite_schema
                WHERE tbl_name IN ('meta', 'batch')\
                """)) {
      row.next();
      return new Chain().root(format, instance, created, String.valueOf(row.getString(1)));
    }
  }

  static Meta read(JournalFile file, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM meta")) {
      if (!row.next()) {
        throw file.damaged("it does not say what it is");
      }
      int format = row.getInt("format");
      if (format > FORMAT) {
        throw file.tooNew("format " + format + ", this version reads " + FORMAT);
      }
      Meta meta =
          new Meta(
              format,
              row.getInt("instance"),
              Objects.requireNonNullElse(row.getString("created"), ""),
              Hash.read(row, row.findColumn("root")));
      if (!meta.root.equals(root(connection, meta.format, meta.instance, meta.created))) {
        throw file.damaged("what it says of itself was changed");
      }
      return meta;
    }
  }
}
