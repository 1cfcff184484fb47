// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Every row of every table of a store's file, as text, in an order of the rows' own. */
final class Dump {
  private Dump() {}

  static List<String> of(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet results = statement.executeQuery("SELECT * FROM " + table)) {
          rows.addAll(rows(table, results));
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet results =
        statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (results.next()) {
        names.add(results.getString(1));
      }
    }
    return names;
  }

  private static List<String> rows(String table, ResultSet results) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (results.next()) {
      StringBuilder row = new StringBuilder(table);
      for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
        row.append('|').append(results.getString(column));
      }
      rows.add(row.toString());
    }
    return rows;
  }
}
