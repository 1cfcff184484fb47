// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings a schema up to date: the scripts {@code 001.sql}, {@code 002.sql}, … beside this class,
 * each in one transaction with its line in {@code schema_version}. A script that was released is
 * never edited. A statement ends with a semicolon at the end of a line; a comment is a line of its
 * own.
 */
final class Migrations {
  private final List<String> scripts;

  private Migrations(List<String> scripts) {
    this.scripts = scripts;
  }

  static Migrations released() {
    List<String> scripts = new ArrayList<>();
    for (String script = script(1); script != null; script = script(scripts.size() + 1)) {
      scripts.add(script);
    }
    return of(scripts);
  }

  static Migrations of(List<String> scripts) {
    return new Migrations(scripts.stream().map(Migrations::withoutComments).toList());
  }

  static @Nullable String script(int version) {
    String name = String.format(Locale.ROOT, "%03d.sql", version);
    try (InputStream resource = Migrations.class.getResourceAsStream(name)) {
      return resource == null ? null : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + name + " cannot be read", e);
    }
  }

  /** Drivers refuse a statement of comments only. */
  private static String withoutComments(String script) {
    return script.lines().filter(line -> !line.startsWith("--")).collect(joining("\n"));
  }

  /** Runs what is missing; the connection must not commit by itself. Refuses a newer schema. */
  void run(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
      int present = version(statement);
      if (present > scripts.size()) {
        throw tooNew(present);
      }
      for (int version = present + 1; version <= scripts.size(); version++) {
        for (String sql : scripts.get(version - 1).split(";(?:\\R|$)", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
        statement.execute("INSERT INTO schema_version (version) VALUES (" + version + ")");
        connection.commit();
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  private StoreException tooNew(int present) {
    return new StoreException(
        StoreException.Category.TOO_NEW,
        "store.db has schema "
            + present
            + " and this version knows "
            + scripts.size()
            + ": upgrade, or drop it with `fairlead store rebuild`");
  }
}
