// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.Samples;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
  @TempDir Path folder;

  @Test
  void aNewJournalIsEmpty() {
    try (SqliteJournal journal = Journals.open(folder.resolve("made/when/missing"))) {
      assertThat(journal.lastSequence()).isZero();
      assertThat(Journals.inputs(journal, 0)).isEmpty();
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(EngineState.EMPTY);
      assertThat(journal.instance()).isBetween(0, (1 << 20) - 1);
    }
  }

  @Test
  @DisplayName("I-01 what was appended comes back in order after a restart")
  void whatWasAppendedComesBack() {
    int instance;
    try (SqliteJournal journal = Journals.open(folder)) {
      instance = journal.instance();
      journal.append(Samples.inputs(1, 1));
      journal.append(Samples.inputs(2, 100));
      journal.append(List.of());
      assertThat(journal.lastSequence()).isEqualTo(100);
    }
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(List.of(new Input(101, Samples.NOON, Samples.input(3).cause())));
    }
    try (SqliteJournal journal = Journals.open(folder)) {
      assertThat(journal.instance()).isEqualTo(instance);
      assertThat(journal.lastSequence()).isEqualTo(101);
      List<Input> inputs = Journals.inputs(journal, 0);
      assertThat(inputs.subList(0, 100)).isEqualTo(Samples.inputs(1, 100));
      assertThat(inputs).hasSize(101);
    }
  }

  @Test
  void replayBeginsAfterAnySequence() {
    try (SqliteJournal journal = Journals.open(folder)) {
      long next = 1;
      for (int size : new int[] {1, 5, 1, 30, 2}) {
        journal.append(Samples.inputs(next, next + size - 1));
        next += size;
      }
      for (long after = 0; after <= 40; after++) {
        assertThat(Journals.inputs(journal, after))
            .as("after %d", after)
            .isEqualTo(Samples.inputs(after + 1, 39));
      }
    }
  }

  @Test
  void replayReadsMoreThanOneSliceOfRows() {
    try (SqliteJournal journal = Journals.open(folder)) {
      for (long sequence = 1; sequence <= 2_500; sequence++) {
        journal.append(Samples.inputs(sequence, sequence));
      }
      assertThat(Journals.inputs(journal, 700)).isEqualTo(Samples.inputs(701, 2_500));
    }
  }

  @Test
  void replaySeesWhatWasDurableWhenItBegan() {
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(Samples.inputs(1, 3));
      List<Input> seen = new ArrayList<>();
      journal.replay(
          0,
          input -> {
            seen.add(input);
            long next = journal.lastSequence() + 1;
            journal.append(Samples.inputs(next, next));
          });
      assertThat(seen).isEqualTo(Samples.inputs(1, 3));
      assertThat(journal.lastSequence()).isEqualTo(6);
    }
  }

  @Test
  void anotherThreadReadsWhileThisOneAppends() {
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(Samples.inputs(1, 10));
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 50; round++) {
              List<Input> inputs = Journals.inputs(journal, 5);
              assertThat(inputs).isEqualTo(Samples.inputs(6, inputs.size() + 5));
              assertThat(journal.snapshot(Long.MAX_VALUE).sequence()).isLessThan(10_000);
            }
          });
      long next = 11;
      long kept = 0;
      while (!reading.isDone()) {
        journal.append(Samples.inputs(next, next));
        if (next % 50 == 0) {
          journal.saveSnapshot(Samples.change(kept, next));
          kept = next;
        }
        next++;
      }
      reading.join();
      assertThat(journal.lastSequence()).isEqualTo(next - 1);
    }
  }

  @Test
  void refusesInputsThatDoNotFollow() {
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(Samples.inputs(1, 3));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> journal.append(Samples.inputs(5, 6)))
          .withMessage("input 5 cannot follow input 3");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> journal.append(List.of(Samples.input(4), Samples.input(6))))
          .withMessage("input 6 cannot follow input 4");
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> journal.saveSnapshot(Samples.change(0, 2)))
          .withMessage("no commit ended at 2, the one before it at 0");
      journal.append(Samples.inputs(4, 4));
    }
    assertThat(Journals.contents(folder).inputs()).isEqualTo(Samples.inputs(1, 4));
  }

  @Test
  @DisplayName("J-06 a snapshot is the sum of what was kept up to it")
  void aSnapshotIsTheSumOfWhatWasKeptUpToIt() {
    Journals.write(folder, 50, List.of(10, 20, 30, 40));
    try (SqliteJournal journal = Journals.open(folder)) {
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(Samples.sum(10, 20, 30, 40));
      assertThat(journal.snapshot(40)).isEqualTo(Samples.sum(10, 20, 30, 40));
      assertThat(journal.snapshot(39)).isEqualTo(Samples.sum(10, 20, 30));
      assertThat(journal.snapshot(10)).isEqualTo(Samples.sum(10));
      assertThat(journal.snapshot(9)).isEqualTo(EngineState.EMPTY);
    }
  }

  @Test
  void aSnapshotThatFollowsAnOlderOneForgetsThoseBetween() {
    Journals.write(folder, 50, List.of(10, 20, 30));
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.saveSnapshot(Samples.change(10, 40));
      assertThat(journal.snapshot(39)).isEqualTo(Samples.sum(10));
      assertThat(journal.snapshot(40)).isEqualTo(Samples.sum(10, 40));
      journal.saveSnapshot(Samples.change(0, 50));
      assertThat(journal.snapshot(Long.MAX_VALUE)).isEqualTo(Samples.sum(50));
      assertThat(journal.snapshot(49)).isEqualTo(EngineState.EMPTY);
    }
  }

  @Test
  void aLargeSnapshotIsOneLikeAnother() {
    EngineState large = Samples.state(1, 50_000);
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(Samples.inputs(1, 1));
      journal.saveSnapshot(new StateChange(0, large));
      journal.append(Samples.inputs(2, 2));
    }
    Journals.Contents contents = Journals.contents(folder);
    assertThat(contents.snapshot()).isEqualTo(large);
    assertThat(Journal.stateHash(contents.snapshot())).isEqualTo(Journal.stateHash(large));
    assertThat(contents.inputs()).isEqualTo(Samples.inputs(1, 2));
  }

  @Test
  void anyFolderNameWillDo() {
    Path odd = folder.resolve("a b?c#d%20é&mode=memory");
    Journals.write(odd, 3, List.of(2));
    assertThat(Journals.contents(odd).inputs()).isEqualTo(Samples.inputs(1, 3));
    assertThat(odd.resolve(Journals.FILE)).isNotEmptyFile();
  }

  @Test
  void verificationOfASoundJournalSaysWhatItHolds() {
    Journals.write(folder, 50, List.of(10, 20, 30, 40));
    Verification verification = Verification.of(folder);

    assertThat(verification.faults()).isEmpty();
    assertThat(verification.isSound()).isTrue();
    assertThat(verification.rows()).isEqualTo(50);
    assertThat(verification.lastSequence()).isEqualTo(50);
    assertThat(verification.snapshots()).containsExactly(40L, 30L, 20L, 10L);
    assertThat(verification.created()).isEqualTo(Samples.NOON);
    assertThat(verification.head()).hasSize(64).matches("[0-9a-f]+");
    assertThat(Verification.of(folder)).isEqualTo(verification);
  }

  @Test
  void verificationAndTranscriptWorkWhileAGatewayWrites() {
    try (SqliteJournal journal = Journals.open(folder)) {
      journal.append(Samples.inputs(1, 4));
      Verification first = Verification.of(folder);
      journal.append(Samples.inputs(5, 5));
      Verification second = Verification.of(folder);

      assertThat(first.isSound()).isTrue();
      assertThat(first.instance()).isEqualTo(journal.instance());
      assertThat(first.lastSequence()).isEqualTo(4);
      assertThat(second.rows()).isEqualTo(2);
      assertThat(second.head()).isNotEqualTo(first.head());

      List<String> lines = new ArrayList<>();
      SqliteJournal.transcribe(folder, 3, lines::add);
      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst())
          .startsWith("4\t2026-11-23T12:00:00.127456801Z\tAnswered[account=paper:main");
      assertThat(lines.getLast()).startsWith("5\t");
    }
  }
}
