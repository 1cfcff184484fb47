// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.Samples;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.state.EngineState;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code sqlite3} in the wrong hands does to a journal, and that it is found (J-02, F-O07).
 */
class TamperingTest {
  private static final int ROWS = 20;
  private static final int SNAPSHOT = 15;

  Path folder = Path.of("");

  @BeforeEach
  void writeJournal() throws Exception {
    folder = Journals.memoryFolder();
    Journals.write(folder, ROWS, List.of(5, 10, SNAPSHOT));
  }

  @AfterEach
  void deleteJournal() throws Exception {
    Journals.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE batch SET inputs = CAST(inputs || x'00' AS BLOB) WHERE first = %d",
        "UPDATE batch SET inputs = x'' WHERE first = %d",
        "UPDATE batch SET hash = zeroblob(32) WHERE first = %d",
        "UPDATE batch SET count = 2 WHERE first = %d",
        "UPDATE batch SET schema = 0 WHERE first = %d",
        "UPDATE batch SET first = first + 1000 WHERE first = %d",
        "DELETE FROM batch WHERE first = %d",
        "UPDATE batch SET inputs = (SELECT inputs FROM batch WHERE first = 1 + %1$d %% 20)"
            + " WHERE first = %1$d",
        "UPDATE batch SET (inputs, hash) = (SELECT inputs, hash FROM batch"
            + " WHERE first = 1 + %1$d %% 20) WHERE first = %1$d"
      })
  @DisplayName("J-02 a change of any row is found")
  void aChangeOfAnyRowIsFound(String change) throws Exception {
    for (int row = 1; row <= ROWS; row++) {
      boolean tailOnly = row == ROWS && change.startsWith("DELETE");
      if (!tailOnly) {
        Journals.tamper(folder, change.formatted(row));
        assertThat(fault()).as("row %d", row).isPresent();
        assertDamaged(row);
        deleteJournal();
        writeJournal();
      }
    }
  }

  /** A start reads what follows the last snapshot, and a replay from the beginning everything. */
  private void assertDamaged(int row) {
    assertThatExceptionOfType(JournalException.class)
        .as("row %d", row)
        .isThrownBy(() -> Journals.contents(folder))
        .withMessageContaining(folder.resolve(Journals.FILE).toString())
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DAMAGED));
    if (row > SNAPSHOT) {
      assertThatExceptionOfType(JournalException.class)
          .as("row %d at a start", row)
          .isThrownBy(this::start);
    }
  }

  private void start() {
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.replay(journal.snapshot(Long.MAX_VALUE).sequence(), _ -> {});
    }
  }

  private Optional<String> fault() {
    return Verification.of(folder).faults().stream().findFirst();
  }

  @Test
  void theFaultIsOneSentenceThatNamesTheSequence() {
    Journals.tamper(folder, "UPDATE batch SET inputs = x'00' WHERE first = 12");
    Verification verification = Verification.of(folder);

    assertThat(verification.faults())
        .containsExactly(
            folder.resolve(Journals.FILE)
                + " is damaged: the row of sequence 12 or the one before it was changed."
                + " Restore a backup; do not trade on this one");
    assertThat(verification.lastSequence()).isEqualTo(11);
    assertThat(verification.rows()).isEqualTo(11);
  }

  @Test
  void rowsInAnotherOrderAreFound() {
    Journals.tamper(
        folder,
        "UPDATE batch SET first = 99 WHERE first = 7",
        "UPDATE batch SET first = 7 WHERE first = 8",
        "UPDATE batch SET first = 8 WHERE first = 99");
    assertThat(fault()).hasValueSatisfying(fault -> assertThat(fault).contains("sequence 7"));
  }

  @Test
  void anAddedRowIsFound() {
    Journals.tamper(
        folder,
        "INSERT INTO batch SELECT 21, count, schema, inputs, hash FROM batch WHERE first = 20");
    assertThat(fault()).hasValueSatisfying(fault -> assertThat(fault).contains("sequence 21"));
    assertThatExceptionOfType(JournalException.class).isThrownBy(this::start);
  }

  @Test
  void aMissingRowIsNamed() {
    Journals.tamper(folder, "DELETE FROM batch WHERE first IN (17, 18)");
    assertThat(fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("inputs 17 to 18 are missing"));
    assertThatExceptionOfType(JournalException.class).isThrownBy(this::start);
  }

  @Test
  void aTailThatWasCutOffBelowASnapshotIsFound() {
    Journals.tamper(folder, "DELETE FROM batch WHERE first >= 15");
    assertThat(fault())
        .hasValueSatisfying(fault ->
            assertThat(fault).contains("it ends at sequence 14 and has a snapshot of sequence 15"));
    assertThatExceptionOfType(JournalException.class).isThrownBy(this::start);
  }

  @Test
  void aTailThatWasCutOffAboveAllSnapshotsShowsOnlyInTheHead() {
    Verification before = Verification.of(folder);
    Journals.tamper(folder, "DELETE FROM batch WHERE first >= 18");
    Verification after = Verification.of(folder);

    assertThat(after.isSound()).isTrue();
    assertThat(after.lastSequence()).isEqualTo(17).isLessThan(before.lastSequence());
    assertThat(after.head()).isNotEqualTo(before.head());
  }

  @Test
  void aHistoryThatWasWrittenAnewShowsInTheSnapshots() throws Exception {
    Path other = Journals.memoryFolder();
    Journals.write(other, ROWS, List.of());
    Journals.tamper(
        folder,
        "ATTACH '" + other.resolve(Journals.FILE) + "' AS other",
        "DELETE FROM batch",
        "INSERT INTO batch SELECT * FROM other.batch",
        "DELETE FROM meta",
        "INSERT INTO meta SELECT * FROM other.meta");
    Journals.delete(other);
    assertThat(fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("sequence 5 is not the one"));
    assertThatExceptionOfType(JournalException.class).isThrownBy(this::start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE meta SET instance = (instance + 1) % 1000",
        "UPDATE meta SET created = '2026-01-01T00:00:00Z'",
        "UPDATE meta SET root = zeroblob(32)",
        "DELETE FROM meta",
        "DROP TABLE meta",
        "CREATE INDEX faster ON batch(hash)",
        "CREATE TRIGGER forgetful AFTER INSERT ON batch BEGIN DELETE FROM batch; END"
      })
  void aChangeOfWhatItSaysOfItselfIsFound(String change) {
    Journals.tamper(folder, change);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Verification.of(folder))
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DAMAGED));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(this::start)
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DAMAGED));
  }

  @ParameterizedTest
  @MethodSource("harms")
  @DisplayName("J-06 a damaged snapshot is passed over for an older one, and found by verification")
  void aDamagedSnapshotIsPassedOver(UnaryOperator<byte[]> harm) throws Exception {
    Path file = Journals.snapshot(folder, SNAPSHOT);
    Files.write(file, harm.apply(Files.readAllBytes(file)));
    try (SqliteJournal journal = Journals.open(folder)) {
      EngineState state = journal.snapshot(Long.MAX_VALUE);
      assertThat(state).isEqualTo(Samples.sum(5, 10));
      assertThat(Journals.inputs(journal, state.sequence())).isEqualTo(Samples.inputs(11, ROWS));
    }
    assertFaulty(List.of(10L, 5L));
  }

  /** What can be done to a snapshot. */
  static List<Named<UnaryOperator<byte[]>>> harms() {
    return List.of(
        Named.of("emptied", _ -> new byte[0]),
        Named.of("cut within the header", whole -> Arrays.copyOf(whole, 50)),
        Named.of("cut after the header", whole -> Arrays.copyOf(whole, 100)),
        Named.of("lengthened", whole -> Arrays.copyOf(whole, whole.length + 1)),
        Named.of("of another kind", whole -> flipped(whole, 0)),
        Named.of("of another schema", whole -> flipped(whole, 7)),
        Named.of("since another", whole -> flipped(whole, 15)),
        Named.of("of another sequence", whole -> flipped(whole, 23)),
        Named.of("of another journal", whole -> flipped(whole, 24)),
        Named.of("with another hash", whole -> flipped(whole, 56)),
        Named.of("with another state", whole -> flipped(whole, whole.length - 1)));
  }

  private static byte[] flipped(byte[] whole, int at) {
    whole[at] ^= 1;
    return whole;
  }

  private void assertFaulty(List<Long> whole) {
    Verification verification = Verification.of(folder);
    assertThat(verification.faults())
        .singleElement()
        .satisfies(fault ->
            assertThat(fault)
                .startsWith("The snapshot " + folder)
                .endsWith("; a start does without"));
    assertThat(verification.snapshots()).isEqualTo(whole);
  }

  @Test
  void aSnapshotUnderAnotherNameIsOfNoUse() throws Exception {
    Files.move(Journals.snapshot(folder, SNAPSHOT), Journals.snapshot(folder, SNAPSHOT + 1));
    assertFaulty(List.of(10L, 5L));
  }

  @Test
  void snapshotsAfterAMissingOneAreOfNoUse() throws Exception {
    Files.delete(Journals.snapshot(folder, 10));
    try (SqliteJournal journal = Journals.open(folder)) {
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(Samples.sum(5));
    }
    assertFaulty(List.of(5L));
  }

  @Test
  @DisplayName("J-06 the next snapshot takes the place of those that are damaged")
  void theNextSnapshotTakesThePlaceOfThoseThatAreDamaged() throws Exception {
    Files.write(Journals.snapshot(folder, 10), new byte[0]);
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.saveSnapshot(Samples.change(5, ROWS));
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(Samples.sum(5, ROWS));
    }
    assertThat(Verification.of(folder).isSound()).isTrue();
  }

  @Test
  void aJournalIsSoundWithoutItsSnapshots() throws Exception {
    Journals.delete(folder.resolve("snapshots"));
    try (SqliteJournal journal = Journals.open(folder)) {
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(EngineState.EMPTY);
      assertThat(Journals.inputs(journal, 0)).isEqualTo(Samples.inputs(1, ROWS));
    }
    Verification verification = Verification.of(folder);
    assertThat(verification.isSound()).isTrue();
    assertThat(verification.snapshots()).isEmpty();
  }

  @Test
  @DisplayName("J-09 a snapshot of a newer schema is passed over")
  void aSnapshotOfANewerSchemaIsPassedOver() throws Exception {
    Path file = Journals.snapshot(folder, SNAPSHOT);
    ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] state = Arrays.copyOfRange(whole.array(), 88, whole.limit());
    Hash head = new Hash(Arrays.copyOfRange(whole.array(), 24, 56));
    whole.putInt(4, 2).put(56, new Chain().snapshot(head, 2, 10, SNAPSHOT, state).bytes());
    Files.write(file, whole.array());
    try (SqliteJournal journal = Journals.open(folder)) {
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(Samples.sum(5, 10));
    }
    assertThat(Verification.of(folder).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("Schema number 2 is not known"));
  }

  @Test
  @DisplayName("J-09 a journal of a newer format is refused")
  void aNewerFormatIsRefused() {
    Journals.tamper(folder, "UPDATE meta SET format = 2");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journals.open(folder))
        .withMessageContaining("was written by a newer Fairlead (format 2")
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.TOO_NEW));
  }

  @Test
  @DisplayName("J-09 a row of a newer schema is refused where it comes up")
  void aNewerSchemaIsRefused() {
    Chain chain = new Chain();
    String head = Verification.of(folder).head();
    byte[] inputs = {1, 2, 3};
    Hash hash = chain.row(new Hash(HexFormat.of().parseHex(head)), 2, ROWS + 1, 1, inputs);
    Journals.tamper(
        folder, "INSERT INTO batch VALUES (%d, 1, 2, x'010203', x'%s')".formatted(ROWS + 1, hash));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(this::start)
        .withMessageContaining("at sequence 21")
        .withMessageContaining("upgrade")
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.TOO_NEW));
  }
}
