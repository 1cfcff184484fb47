// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with the books of a gateway that has been stopped. */
final class BooksTest {
  @TempDir private Path home;
  private Path data;

  @BeforeEach
  void trade() {
    try (Up up = Up.ready(home)) {
      data = up.data();
      up.run("order", "buy", "AAPL", "3", "--limit", "1", "--tif", "gtc", "--id", "find-me");
      assertThat(up.stop()).isZero();
    }
  }

  @Test
  void verifyFindsThemSound() {
    Ran ran = Ran.in(home, "journal", "verify");
    assertThat(ran.out()).matches("sound: \\d+ inputs in \\d+ rows\nhead [0-9a-f]{64}\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void verifyFindsAChangedByte() throws IOException {
    byte[] journal = Files.readAllBytes(data.resolve("journal.db"));
    int at = indexOf(journal, "find-me");
    try (var file = new RandomAccessFile(data.resolve("journal.db").toFile(), "rw")) {
      file.seek(at);
      file.write('F');
    }
    Ran ran = Ran.in(home, "journal", "verify");
    assertThat(ran.code()).isEqualTo(15);
    assertThat(ran.err()).startsWith("fairlead: ").contains("journal.db is damaged");
    assertThat(Ran.in(home, "doctor").code()).isEqualTo(1);
  }

  @Test
  void catPrintsEveryInput() {
    List<String> lines = Ran.in(home, "journal", "cat").out().lines().toList();
    assertThat(lines.getFirst()).startsWith("1\t");
    assertThat(lines).anyMatch(line -> line.contains("find-me"));
    assertThat(Ran.in(home, "journal", "cat", "--from", "3").out().lines())
        .containsExactlyElementsOf(lines.subList(2, lines.size()));
    assertThat(Ran.in(home, "journal", "cat", "--json").out().lines())
        .hasSameSizeAs(lines)
        .allMatch(line -> line.startsWith("{\"sequence\":"));
  }

  @Test
  void infoSaysWhatTheyHold() {
    assertThat(Ran.in(home, "journal", "info").out())
        .contains("file             " + data.resolve("journal.db"))
        .contains("sound            true");
    assertThat(Ran.in(home, "journal", "info", "--json").out()).startsWith("{\"file\":");
  }

  @Test
  void rebuildMakesTheSameStore() {
    String before = rows();
    Ran rebuilt = Ran.in(home, "store", "rebuild");
    assertThat(rebuilt.out()).matches("rebuilt store.db from \\d+ inputs of the journal\n");
    assertThat(rows()).isEqualTo(before).contains("find-me");
  }

  private String rows() {
    try (Up up = Up.ready(home)) {
      return up.run("orders", "--status", "all", "--json").out();
    }
  }

  @Test
  void rebuildRefusesAFolderWithoutAJournal() {
    Ran ran = Ran.in(home, "store", "rebuild", "--data", home.resolve("none").toString());
    assertThat(ran.code()).isEqualTo(17);
    assertThat(ran.err())
        .isEqualTo(
            "fairlead: "
                + home.resolve("none")
                + " holds no journal: name the folder with --data\n");
    assertThat(home.resolve("none")).doesNotExist();
  }

  private static int indexOf(byte[] all, String part) {
    return new String(all, StandardCharsets.ISO_8859_1).indexOf(part);
  }
}
