// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.store.Table.NewRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  private static final List<String> COLUMNS = List.of("id", "made", "day", "flag", "x", "y");

  private record Line(
      long id, String made, DayOfWeek day, boolean flag, @Nullable String x, @Nullable Object y) {
    static void write(NewRow row, Line line) {
      row.number(line.id).text(line.made).name(line.day).flag(line.flag);
      row.textOrNull(line.x).textOrNull(line.y);
    }

    String dumped() {
      return "t|%d|%s|%s|%d|%s|%s".formatted(id, made, day, flag ? 1 : 0, x, y);
    }
  }

  private Path file = Path.of("");
  private Connection connection;
  private Table table;

  @BeforeEach
  void make(@TempDir Path folder) throws SQLException {
    file = folder.resolve("store.db");
    connection = new StoreFile(file).openForWriting();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id BIGINT PRIMARY KEY, made TEXT, day TEXT, flag INTEGER, x TEXT,"
              + " y TEXT)");
    }
    table = Table.ofKept(connection, "t", List.of("id"), List.of("made"), COLUMNS);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> after(List<Line> lines) throws SQLException {
    table.write(lines, Line::write);
    connection.commit();
    return Dump.of(file);
  }

  private static String[] dumped(List<Line> lines) {
    return lines.stream().map(Line::dumped).toArray(String[]::new);
  }

  /** One in two has the commonest shape; the others have any of 7 x 2 x 3 x 3. */
  private static Line line(int id) {
    List<String> texts = List.of("", "0", "it's " + id);
    return id % 2 == 0
        ? new Line(id, "then", DayOfWeek.MONDAY, true, null, null)
        : new Line(
            id,
            "then",
            DayOfWeek.of(1 + id % 7),
            id % 4 == 1,
            texts.get(id % 3),
            id % 9 < 3 ? null : texts.get(id / 3 % 3));
  }

  @Test
  void writesRowsOfMoreShapesThanItKeepsStatementsFor() throws SQLException {
    List<Line> lines = IntStream.range(0, 10_000).mapToObj(TableTest::line).toList();
    assertThat(after(lines)).containsExactlyInAnyOrder(dumped(lines));
  }

  @Test
  void writesAnyNumberOfRowsOfOneShape() throws SQLException {
    List<Line> all = new ArrayList<>();
    for (int count = 0; count <= 50; count++) {
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lines.add(new Line(1_000L + all.size() + i, "then", DayOfWeek.FRIDAY, false, "x", null));
      }
      all.addAll(lines);
      assertThat(after(lines)).hasSameSizeAs(all);
    }
    assertThat(Dump.of(file)).containsExactlyInAnyOrder(dumped(all));
  }

  @Test
  void changesAllOfARowButWhatIsFixed() throws SQLException {
    List<Line> lines = IntStream.range(1, 41).mapToObj(TableTest::line).toList();
    table.write(lines, Line::write);
    List<Line> changed =
        lines.stream()
            .map(old -> new Line(old.id, "now", DayOfWeek.SUNDAY, !old.flag, old.x, "y"))
            .toList();
    List<Line> expected =
        changed.stream()
            .map(now -> new Line(now.id, "then", now.day, now.flag, now.x, now.y))
            .toList();
    assertThat(after(changed)).containsExactlyInAnyOrder(dumped(expected));
  }

  @Test
  void tellsWhatIsARowsOwnFromWhatManySay() {
    Instant at = Instant.parse("2026-11-22T14:30:00Z");
    NewRow row = new NewRow(9);
    row.text("it's").text("").text("0").name(DayOfWeek.MONDAY).flag(true).number(0).number(7);
    row.nothing(1).instant(at);
    assertThat(row.shape())
        .containsExactly("?", "''", "'0'", "'MONDAY'", "1", "0", "?", "NULL", "?");
    assertThat(row.values())
        .containsExactly(
            "it's", "", "0", "MONDAY", 1, 0L, 7L, null, "2026-11-22T14:30:00.000000000Z");
  }
}
