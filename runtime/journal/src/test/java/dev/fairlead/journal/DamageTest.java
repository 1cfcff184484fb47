// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.Samples;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.message.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a bad disk does to {@code journal.db} (F-D02, F-D07). Whatever it does, a journal that opens
 * and replays gives exactly what was appended. Every 97th byte; each one with {@code
 * -Dfairlead.all}.
 */
class DamageTest {
  private static final int ROWS = 400;
  private static final int LAST_SNAPSHOT = 300;
  private static final Logger LOG = Logger.getLogger(SqliteJournal.class.getName());

  private Path folder = Path.of("");
  private byte[] sound = {};

  @BeforeEach
  void writeJournal() throws IOException {
    LOG.setLevel(Level.SEVERE);
    folder = Journals.memoryFolder();
    Journals.write(folder, ROWS, List.of(100, 200, LAST_SNAPSHOT));
    sound = Files.readAllBytes(folder.resolve(Journals.FILE));
  }

  @AfterEach
  void deleteJournal() throws IOException {
    LOG.setLevel(null);
    Journals.delete(folder);
  }

  @Test
  @DisplayName("F-D07 a flipped bit is found or changes nothing")
  void aFlippedBitIsFoundOrChangesNothing() throws IOException {
    int step = Boolean.getBoolean("fairlead.all") ? 1 : 97;
    int found = 0;
    int tried = 0;
    for (int at = 0; at < sound.length; at += step) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      tried++;
      if (isFoundOrChangesNothing(damaged, "a bit of byte " + at)) {
        found++;
      }
    }
    // Most of the file is rows; the rest are page headers and room for more.
    assertThat(found).isGreaterThan(tried / 2);
  }

  @Test
  @DisplayName("F-D07 a hole of zeros is found or changes nothing")
  void aHoleIsFoundOrChangesNothing() throws IOException {
    int found = 0;
    int tried = 0;
    for (int size : new int[] {512, 4_096, 20_000}) {
      for (int at = 0; at < sound.length; at += 4_096 + 512) {
        byte[] damaged = sound.clone();
        Arrays.fill(damaged, at, Math.min(sound.length, at + size), (byte) 0);
        tried++;
        if (isFoundOrChangesNothing(damaged, size + " zeros at byte " + at)) {
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(tried / 2);
  }

  @Test
  @DisplayName("J-06 a start does without snapshots that a flipped bit has changed")
  void aStartDoesWithoutDamagedSnapshots() throws IOException {
    Path file = Journals.snapshot(folder, 200);
    byte[] whole = Files.readAllBytes(file);
    int step = Boolean.getBoolean("fairlead.all") ? 1 : 7;
    for (int at = 0; at < whole.length; at += step) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      Files.write(file, damaged);
      Journals.Contents contents = Journals.contents(folder);
      assertThat(contents.snapshot()).as("byte %d", at).isEqualTo(Samples.sum(100));
      assertThat(contents.inputs()).as("byte %d", at).hasSize(ROWS);
    }
  }

  @Test
  @DisplayName("F-D02 a file that was cut off is refused, wherever it was cut")
  void aFileThatWasCutOffIsRefused() throws IOException {
    for (int length : new int[] {0, 1, 99, 100, 511, 512, 1_000, 4_095, 4_096, 4_097}) {
      assertRefused(length);
    }
    for (int length = 8_192; length < sound.length; length += 2_048) {
      assertRefused(length);
    }
    assertRefused(sound.length - 1);
  }

  private void assertRefused(int length) throws IOException {
    restore(Arrays.copyOf(sound, length));
    assertThatExceptionOfType(JournalException.class)
        .as("cut to %d bytes", length)
        .isThrownBy(() -> Journals.contents(folder))
        .withMessageContaining(folder.toString())
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DAMAGED));
  }

  @Test
  @DisplayName("F-D10 a log without its journal is refused")
  void aLogWithoutItsJournalIsRefused() throws IOException {
    Files.move(folder.resolve(Journals.FILE), folder.resolve(Journals.LOG));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journals.open(folder))
        .withMessageContaining("is missing, but journal.db-wal is there");
  }

  /**
   * Whether the damage was found; if it was not, everything must read as it was written. One bit
   * can shorten the list of the newest rows, past the last snapshot, and leave no other trace in
   * what a start reads: such a journal is refused for what the store has seen (F-D12), and it must
   * not pass for sound.
   */
  private boolean isFoundOrChangesNothing(byte[] damaged, String what) throws IOException {
    restore(damaged);
    Journals.Contents contents;
    try {
      contents = Journals.contents(folder);
    } catch (JournalException e) {
      return true;
    }
    List<Input> inputs = contents.inputs();
    if (inputs.size() < ROWS && inputs.size() >= LAST_SNAPSHOT) {
      assertThat(inputs).as(what).isEqualTo(Samples.inputs(1, inputs.size()));
      assertThat(Verification.of(folder).isSound()).as(what).isFalse();
      return true;
    }
    assertThat(inputs).as(what).isEqualTo(Samples.inputs(1, ROWS));
    assertThat(contents.snapshot()).as(what).isEqualTo(Samples.sum(100, 200, LAST_SNAPSHOT));
    return false;
  }

  private void restore(byte[] bytes) throws IOException {
    Files.deleteIfExists(folder.resolve(Journals.LOG));
    Files.deleteIfExists(folder.resolve("journal.db-shm"));
    Files.write(folder.resolve(Journals.FILE), bytes);
  }
}
