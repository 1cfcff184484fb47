// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.Samples;
import dev.fairlead.journal.JournalException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Crash images: the files of a journal as a process that was killed, or a power cut, left them. */
class WalInspectionTest {
  private static final int ROUNDS = Boolean.getBoolean("fairlead.all") ? 1_000 : 60;
  private static final int HEADER = 32;
  private static final int FRAME = 24 + JournalFile.PAGE_SIZE;
  private static final int SECTOR = 512;

  private Path written = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    written = Journals.memoryFolder();
    image = Journals.memoryFolder();
  }

  @AfterEach
  void deleteFolders() throws IOException {
    Journals.delete(written);
    Journals.delete(image);
  }

  /** The two files of a journal as they are while it is open. */
  private static final class Image {
    private final byte[] file;
    private final byte[] log;

    private Image(Path folder) throws IOException {
      file = Files.readAllBytes(folder.resolve(Journals.FILE));
      log = withoutRoom(Files.readAllBytes(folder.resolve(Journals.LOG)));
    }

    /** Most of a new log is zeros that wait to be written over; a few of them are enough. */
    private static byte[] withoutRoom(byte[] log) {
      int end = log.length;
      while (end > 0 && log[end - 1] == 0) {
        end--;
      }
      return Arrays.copyOf(log, Math.min(log.length, end + 2 * FRAME));
    }

    /** A copy of the log to damage. */
    byte[] log() {
      return log.clone();
    }

    void restore(Path folder, byte[] damagedLog) throws IOException {
      Files.deleteIfExists(folder.resolve("journal.db-shm"));
      Files.write(folder.resolve(Journals.FILE), file);
      Files.write(folder.resolve(Journals.LOG), damagedLog);
    }
  }

  private static void appendSingly(SqliteJournal journal, int count) {
    for (int i = 0; i < count; i++) {
      long next = journal.lastSequence() + 1;
      journal.append(Samples.inputs(next, next));
    }
  }

  @Test
  void aSoundLogIsReadWhole() throws IOException {
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, 30);
      Image crashed = new Image(written);
      crashed.restore(image, crashed.log());
    }
    assertThat(Journals.contents(image).inputs()).isEqualTo(Samples.inputs(1, 30));
  }

  /** Thirty transactions of one frame each, one byte of one of them changed. */
  @Test
  @DisplayName("J-03 damage before the last two transactions is a hole, and refused")
  void damageBeforeTheEndIsRefused() throws IOException {
    int frames = 30;
    Image crashed;
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, frames);
      crashed = new Image(written);
    }
    int step = Boolean.getBoolean("fairlead.all") ? 1 : 97;
    for (int at = HEADER; at < HEADER + frames * FRAME; at += step) {
      byte[] damaged = crashed.log();
      damaged[at] ^= (byte) (1 << (at % 8));
      crashed.restore(image, damaged);
      int frame = 1 + (at - HEADER) / FRAME;
      boolean inFrameHeader = (at - HEADER) % FRAME < 24;
      // The last looks like one that a power cut interrupted, the one before it too if the word
      // for being the last of its transaction, or what proves it, is gone.
      int lost = frames - frame + 1;
      boolean mayGoUnseen = lost == 1 || (lost == 2 && inFrameHeader);
      if (mayGoUnseen && WalInspection.hole(image.resolve(Journals.LOG)).isEmpty()) {
        assertThat(Journals.contents(image).inputs())
            .as("byte %d", at)
            .isEqualTo(Samples.inputs(1, frame - 1));
      } else {
        assertRefused("byte " + at, "hole at frame " + frame);
      }
    }
  }

  @Test
  @DisplayName("J-03 a log whose own header is damaged is refused")
  void aDamagedHeaderIsRefused() throws IOException {
    Image crashed;
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, 5);
      crashed = new Image(written);
    }
    for (int at = 0; at < HEADER; at++) {
      byte[] damaged = crashed.log();
      damaged[at] ^= 4;
      crashed.restore(image, damaged);
      assertRefused("header byte " + at, "hole at frame 1");
    }
    byte[] zeroed = crashed.log();
    Arrays.fill(zeroed, 0, SECTOR, (byte) 0);
    crashed.restore(image, zeroed);
    assertRefused("no header", "hole at frame 1");
  }

  @Test
  @DisplayName("J-03 a hole of zeros in the log is refused")
  void aHoleOfZerosIsRefused() throws IOException {
    Image crashed;
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, 100);
      crashed = new Image(written);
    }
    for (int from = HEADER; from < HEADER + 90 * FRAME; from += 4_096) {
      byte[] damaged = crashed.log();
      Arrays.fill(damaged, from, from + 4_096, (byte) 0);
      crashed.restore(image, damaged);
      assertRefused("zeros from byte " + from, "hole at frame");
    }
  }

  private void assertRefused(String what, String words) {
    assertThatExceptionOfType(JournalException.class)
        .as(what)
        .isThrownBy(() -> Journals.open(image))
        .withMessageContaining(words)
        .withMessageContaining(image.toString())
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DAMAGED));
    assertThat(Verification.of(image).faults()).as(what).isNotEmpty();
  }

  @Test
  @DisplayName("F-D01 any part of a transaction may be missing after a power cut: it is no hole")
  void anInterruptedTransactionIsNoHole() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, 7);
      // One log that is still as new, and one that has been used from the start again.
      interrupt(journal, random);
      appendSingly(journal, 1_200);
      interrupt(journal, random);
      appendSingly(journal, 150);
      interrupt(journal, random);
    }
  }

  private void interrupt(SqliteJournal journal, SplittableRandom random) throws IOException {
    long before = journal.lastSequence();
    Image old = new Image(written);
    journal.append(Samples.inputs(before + 1, before + 300));
    Image whole = new Image(written);
    assertThat(whole.file).as("no checkpoint came between").isEqualTo(old.file);
    for (int round = 0; round < ROUNDS; round++) {
      whole.restore(image, withSomeSectors(old.log(), whole.log(), random));
      List<?> inputs = Journals.contents(image).inputs();
      assertThat((long) inputs.size()).as("round %d", round).isIn(before, before + 300);
      assertThat(inputs).isEqualTo(Samples.inputs(1, inputs.size()));
    }
    journal.replay(before, _ -> {});
  }

  /** The old log with some of the sectors of the new one: few, half, or nearly all of them. */
  private static byte[] withSomeSectors(byte[] old, byte[] whole, SplittableRandom random) {
    byte[] log = Arrays.copyOf(old, whole.length);
    double share = new double[] {0.05, 0.5, 0.95, 0.99, 1.0}[random.nextInt(5)];
    for (int sector = 0; sector < whole.length; sector += SECTOR) {
      if (random.nextDouble() < share) {
        int length = Math.min(SECTOR, whole.length - sector);
        System.arraycopy(whole, sector, log, sector, length);
      }
    }
    return log;
  }

  @Test
  void appendingGoesOnAfterAnInterruptedTransaction() throws IOException {
    Image old;
    Image whole;
    try (SqliteJournal journal = Journals.open(written)) {
      appendSingly(journal, 5);
      old = new Image(written);
      journal.append(Samples.inputs(6, 305));
      whole = new Image(written);
    }
    whole.restore(image, withSomeSectors(old.log(), whole.log(), new SplittableRandom(5)));
    try (SqliteJournal journal = Journals.open(image)) {
      appendSingly(journal, 3);
    }
    assertThat(Verification.of(image).faults()).isEmpty();
    long last = Journals.contents(image).inputs().size();
    assertThat(Journals.contents(image).inputs()).isEqualTo(Samples.inputs(1, last));
  }
}
