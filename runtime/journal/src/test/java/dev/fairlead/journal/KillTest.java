// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.Samples;
import dev.fairlead.journal.JournalException.Category;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int ROUNDS = Boolean.getBoolean("fairlead.all") ? 200 : 20;

  @TempDir Path folder;

  @Test
  @DisplayName("I-01 F-P01 after kill -9 every acknowledged input is there")
  void everyAcknowledgedInputIsThere() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < ROUNDS; round++) {
      long acknowledged;
      try (AppendingProcess process = AppendingProcess.start(folder)) {
        process.awaitBatches(1 + random.nextInt(120));
        acknowledged = process.kill();
      }
      try (SqliteJournal journal = Journals.open(folder)) {
        assertThat(journal.lastSequence())
            .as("round %d", round)
            .isGreaterThanOrEqualTo(acknowledged);
        long from = journal.snapshot(Long.MAX_VALUE).sequence();
        assertThat(Journals.inputs(journal, from))
            .as("round %d", round)
            .isEqualTo(Samples.inputs(from + 1, journal.lastSequence()));
      }
    }
    Verification verification = Verification.of(folder);
    assertThat(verification.faults()).isEmpty();
    assertThat(Journals.contents(folder).inputs())
        .isEqualTo(Samples.inputs(1, verification.lastSequence()));
  }

  @Test
  @DisplayName("F-P07 a folder that another process writes is refused, and free when it is dead")
  void aFolderThatAnotherProcessWritesIsRefused() throws Exception {
    try (AppendingProcess process = AppendingProcess.start(folder)) {
      process.awaitBatches(1);
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journals.open(folder))
          .withMessageContaining("in use by process " + process.pid())
          .withMessageContaining(folder.toString())
          .satisfies(e -> assertThat(e.category()).isEqualTo(Category.LOCKED));
      // Reading is free for all.
      process.awaitBatches(20);
      assertThat(Verification.of(folder).faults()).isEmpty();
      process.awaitBatches(20);
      process.kill();
    }
    Journals.open(folder).close();
  }
}
