// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table table = new Table().words("SYMBOL").numbers("QTY").words("STATUS");

  @Test
  void alignsWordsLeftAndNumbersRight() {
    table.row("AAPL", "5", "new").row("NSE:RELIANCE", "1234.5", "filled");
    assertThat(String.join("\n", table.lines(Paint.PLAIN)))
        .isEqualTo(
            """
            SYMBOL           QTY  STATUS
            AAPL               5  new
            NSE:RELIANCE  1234.5  filled\
            """);
  }

  @Test
  void leavesNoBlanksAtTheEndOfALine() {
    table.row("AAPL", "5", "").row("AAPL", "", "");
    assertThat(table.lines(Paint.PLAIN)).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void countsAnEmojiAsOneCharacter() {
    Table names = new Table().words("NAME").numbers("QTY").row("🚀", "1").row("abcdef", "22");
    assertThat(names.lines(Paint.PLAIN))
        .containsExactly("NAME    QTY", "🚀         1", "abcdef   22");
  }

  @Test
  void coloursOnlyTheHeadingAndOnlyWhereWanted() {
    table.row("AAPL", "5", "new");
    assertThat(table.lines(Paint.COLOUR).getFirst()).startsWith("\u001b[1m").endsWith("\u001b[0m");
    assertThat(table.lines(Paint.COLOUR).getLast()).doesNotContain("\u001b");
    assertThat(table.lines(Paint.PLAIN)).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void showsNoControlCharactersOfOthers() {
    table.row("\u001b[2JAAPL", "5\n6", "new\u009b");
    assertThat(table.lines(Paint.PLAIN).getLast()).isEqualTo("?[2JAAPL  5?6  new?");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatThrownBy(() -> table.row("AAPL"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 3 columns");
  }
}
