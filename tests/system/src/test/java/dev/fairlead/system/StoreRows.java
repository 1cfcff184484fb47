// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of a store, whatever its tables are. */
final class StoreRows {
  private StoreRows() {}

  /** The rows of the store in {@code data} by table, each as text, in an order of their own. */
  static Map<String, List<String>> of(Path data) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    String url = "jdbc:sqlite:" + data.resolve("store.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        rows.put(table, rows(statement, table));
      }
    }
    return rows;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int column = 1; column <= columns; column++) {
          row.append(found.getString(column)).append(" | ");
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
