// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  private static final String ONE =
      """
      -- The first; with a semicolon;
      CREATE TABLE a (x TEXT);
      INSERT INTO a (x) VALUES ('semi;colon');
      -- An end.
      """;
  private static final String TWO = "ALTER TABLE a ADD COLUMN y TEXT;\n";
  private static final String BROKEN = "INSERT INTO a (x) VALUES ('lost');\nNOT SQL;\n";

  private static final String AT = "2026-01-05T14:30:00.000000000Z";

  private Path file = Path.of("");

  @BeforeEach
  void name(@TempDir Path folder) {
    file = folder.resolve("store.db");
  }

  private List<String> after(String... scripts) throws SQLException {
    try (Connection connection = new StoreFile(file).openForWriting()) {
      Migrations.of(List.of(scripts)).run(connection);
    }
    return Dump.of(file);
  }

  @Test
  void runsWhatIsMissingOnce() throws SQLException {
    assertThat(after(ONE)).containsExactly("a|semi;colon", "schema_version|1");
    assertThat(after(ONE, TWO))
        .containsExactly("a|semi;colon|null", "schema_version|1", "schema_version|2");
    assertThat(after(ONE, TWO))
        .containsExactly("a|semi;colon|null", "schema_version|1", "schema_version|2");
  }

  @Test
  void keepsNothingOfAScriptThatFails() throws SQLException {
    assertThatThrownBy(() -> after(ONE, BROKEN)).isInstanceOf(SQLException.class);
    assertThat(Dump.of(file)).containsExactly("a|semi;colon", "schema_version|1");
  }

  @Test
  void refusesASchemaFromTheFuture() throws SQLException {
    assertThat(after(ONE, TWO)).hasSize(3);
    assertThatThrownBy(() -> after(ONE))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.category()).isEqualTo(StoreException.Category.TOO_NEW))
        .hasMessageContaining("schema 2 and this version knows 1")
        .hasMessageContaining("fairlead store rebuild");
  }

  @Test
  void makesTheReleasedSchema() throws SQLException {
    Store.open(file).close();
    assertThat(Dump.of(file))
        .containsExactly(
            "journal_position|1|0",
            "schema_version|1",
            "schema_version|10",
            "schema_version|11",
            "schema_version|12",
            "schema_version|13",
            "schema_version|2",
            "schema_version|3",
            "schema_version|4",
            "schema_version|5",
            "schema_version|6",
            "schema_version|7",
            "schema_version|8",
            "schema_version|9");
  }

  @Test
  void anOlderStoreBeginsAgainSoThatNoFlowOfCashIsMissed() throws SQLException {
    String first = script(1);
    String second = script(2);
    String third = script(3);
    assertThat(after(first, second, "UPDATE journal_position SET sequence = 7;\n"))
        .contains("journal_position|1|7");
    assertThat(after(first, second, "", third)).contains("journal_position|1|0");
  }

  @Test
  void ordersFromBeforeThereWereGroupsAreOrdersAlone() throws SQLException {
    try (Connection connection = new StoreFile(file).openForWriting()) {
      Migrations.of(List.of(script(1), script(2), script(3))).run(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO orders VALUES (7, 0, 1, '00000000-0000-4000-0000-000000000001', 'ann',"
                + " 'c1', 'AAPL', 'BUY', '10', NULL, NULL, 'LIMIT', '100', NULL, NULL, NULL,"
                + " 'DAY', 0, NULL, '2026-01-05T14:30:00.000000000Z', 'paper:main', 'WORKING',"
                + " '0', '0', 'p1', NULL, NULL, '', '2026-01-05T14:30:00.000000000Z', NULL,"
                + " NULL)");
        connection.commit();
      }
    }
    // is_leg is 0, and there is no exit, no group, no class, no role, no size.
    assertThat(upTo(10))
        .filteredOn(row -> row.startsWith("orders|"))
        .singleElement()
        .asString()
        .startsWith("orders|7|0|1|00000000-0000-4000-0000-000000000001|ann|c1|AAPL|BUY|10|")
        .endsWith("|0|null|null|null|null|null|null|null");
  }

  @Test
  void aRouteMovesToTheEventThatItWasToldAfter() throws SQLException {
    String id = "00000000-0000-4000-0000-000000000001";
    String other = "00000000-0000-4000-0000-000000000002";
    try (Connection connection = new StoreFile(file).openForWriting()) {
      Migrations.of(List.of(script(1), script(2), script(3), script(4))).run(connection);
      try (Statement statement = connection.createStatement()) {
        addEvent(statement, "7, 0, 1", id);
        addEvent(statement, "7, 2, 2", id);
        addEvent(statement, "7, 3, 3", other);
        addEvent(statement, "8, 0, 4", id);
        statement.execute(
            "INSERT INTO routes VALUES (7, 4, '%s', '%s', 'p1', 'paper:main', 'pinned', 'why')"
                .formatted(AT, id));
        connection.commit();
      }
    }
    assertThat(upTo(10))
        .filteredOn(row -> row.contains("|why"))
        .singleElement()
        .asString()
        .startsWith("events|7|2|")
        .endsWith("|4|pinned|why");
  }

  @Test
  @DisplayName(
      "I-32 an older store begins again, so that the gateway's events count from the first")
  void anOlderStoreBeginsAgainSoThatTheGatewaysEventsCountFromTheFirst() throws SQLException {
    assertThat(upTo(10)).contains("journal_position|1|0");
    try (Connection connection = new StoreFile(file).openForWriting();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE journal_position SET sequence = 7");
      statement.execute(
          "INSERT INTO alarms VALUES (7, 0, '%s', 'F-B12', 'paper:main', 'p1', 'seen')"
              .formatted(AT));
      connection.commit();
    }
    Store.open(file).close();
    assertThat(Dump.of(file))
        .contains("journal_position|1|0")
        .noneMatch(row -> row.startsWith("alarms|"));
  }

  private List<String> upTo(int version) throws SQLException {
    return after(
        IntStream.rangeClosed(1, version).mapToObj(MigrationsTest::script).toArray(String[]::new));
  }

  private static void addEvent(Statement statement, String place, String order)
      throws SQLException {
    statement.execute(
        "INSERT INTO events (sequence, event_index, number, order_id, happened_at, principal,"
            + " account, status, filled, filled_value, placement_id, reason, updated_at, kind)"
            + " VALUES (%1$s, '%2$s', '%3$s', 'ann', 'paper:main', 'ACCEPTED', '0', '0', 'p1', '',"
                .formatted(place, order, AT)
            + " '%s', 'ACCEPTED')".formatted(AT));
  }

  private static String script(int version) {
    return Objects.requireNonNull(Migrations.script(version));
  }
}
