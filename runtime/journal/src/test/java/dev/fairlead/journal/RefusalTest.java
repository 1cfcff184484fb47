// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.codec.Samples;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.state.StateChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be opened or written says so in one sentence that names the folder. */
class RefusalTest {
  @TempDir Path folder;

  private static void assertRefused(Category category, Path named, Runnable work) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(work::run)
        .withMessageContaining(named.toString())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .satisfies(e -> assertThat(e.category()).isEqualTo(category));
  }

  @Test
  @DisplayName("F-P07 a second journal in the same folder is refused")
  void aSecondJournalInTheSameFolderIsRefused() throws Exception {
    Path link = folder.resolve("link");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.createSymbolicLink(link, data);
    try (SqliteJournal journal = Journals.open(data)) {
      assertRefused(Category.LOCKED, data, () -> Journals.open(data));
      assertRefused(Category.LOCKED, link, () -> Journals.open(link));
      journal.append(Samples.inputs(1, 1));
    }
    assertThat(Journals.contents(link).inputs()).isEqualTo(Samples.inputs(1, 1));
  }

  @Test
  void aRefusedJournalLeavesTheFolderFree() throws Exception {
    Files.createFile(folder.resolve(Journals.FILE));
    assertRefused(Category.DAMAGED, folder, () -> Journals.open(folder));
    Files.delete(folder.resolve(Journals.FILE));
    Journals.open(folder).close();
  }

  @Test
  void aDraftThatWasNeverFinishedIsReplaced() throws Exception {
    Files.writeString(folder.resolve("journal.db.new"), "half");
    Files.writeString(folder.resolve("journal.db.new-journal"), "half");
    Journals.write(folder, 2, List.of());
    assertThat(Journals.contents(folder).inputs()).isEqualTo(Samples.inputs(1, 2));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(folder.resolve(Journals.FILE), "orders: see the other file\n".repeat(900));
    assertRefused(Category.DAMAGED, folder, () -> Journals.open(folder));
    assertRefused(Category.DAMAGED, folder, () -> Verification.of(folder));
  }

  @Test
  void aFolderWithoutAJournalCannotBeRead() {
    assertRefused(Category.FAILED, folder, () -> Verification.of(folder));
    assertRefused(Category.FAILED, folder, () -> SqliteJournal.transcribe(folder, 0, _ -> {}));
    Path missing = folder.resolve("missing");
    assertRefused(Category.FAILED, missing, () -> Verification.of(missing));
    assertThat(missing).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(Category.NOT_WRITABLE, file, () -> Journals.open(file));
    assertRefused(Category.NOT_WRITABLE, file, () -> Journals.open(file.resolve("below")));
  }

  @Test
  @DisplayName("F-D06 a folder that cannot be written is refused")
  void aFolderThatCannotBeWrittenIsRefused() throws Exception {
    Journals.write(folder, 3, List.of());
    try (ReadOnly _ = ReadOnly.make(folder)) {
      assertRefused(Category.NOT_WRITABLE, folder, () -> Journals.open(folder));
    }
    assertThat(Journals.contents(folder).inputs()).isEqualTo(Samples.inputs(1, 3));
  }

  /** Mounts a read-only view for root, for whom permissions mean nothing. */
  private record ReadOnly(Path folder, boolean mounted) implements AutoCloseable {
    static ReadOnly make(Path folder) {
      assertThat(folder.toFile().setWritable(false)).isTrue();
      if (!Files.isWritable(folder)) {
        return new ReadOnly(folder, false);
      }
      String path = folder.toString();
      boolean mounted =
          Shell.succeeds("mount", "--bind", path, path)
              && Shell.succeeds("mount", "-o", "remount,bind,ro", path);
      assumeTrue(mounted, "root may write everywhere, and a read-only mount is not possible here");
      return new ReadOnly(folder, true);
    }

    @Override
    public void close() {
      if (mounted) {
        assertThat(Shell.succeeds("umount", folder.toString())).isTrue();
      }
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  @DisplayName("F-D05 J-04 a full disk fails the append, and nothing is taken after it")
  void aFullDiskFailsTheAppend() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Shell.succeeds("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()),
        "a small disk to fill can only be mounted by root");
    try {
      long acknowledged;
      try (SqliteJournal journal = Journals.open(disk)) {
        assertRefused(Category.DISK_FULL, disk, () -> appendForEver(journal));
        acknowledged = journal.lastSequence();
        assertThat(acknowledged).isGreaterThan(1_000);
        assertRefused(Category.FAILED, disk, () -> appendForEver(journal));
        assertRefused(
            Category.DISK_FULL,
            disk,
            () -> journal.saveSnapshot(new StateChange(0, Samples.state(acknowledged, 50_000))));
        assertThat(journal.lastSequence()).isEqualTo(acknowledged);
        assertThat(Journals.inputs(journal, acknowledged - 3))
            .isEqualTo(Samples.inputs(acknowledged - 2, acknowledged));
      }
      assertThat(Shell.succeeds("mount", "-o", "remount,size=40m", disk.toString())).isTrue();
      assertThat(Journals.contents(disk).inputs()).isEqualTo(Samples.inputs(1, acknowledged));
      assertThat(Verification.of(disk).faults()).isEmpty();
    } finally {
      assertThat(Shell.succeeds("umount", disk.toString())).isTrue();
    }
  }

  private static void appendForEver(SqliteJournal journal) {
    while (true) {
      long first = journal.lastSequence() + 1;
      journal.append(Samples.inputs(first, first + 63));
    }
  }

  @Test
  @DisplayName("F-D05 a disk without room for the log is refused at the start")
  void aDiskWithoutRoomIsRefusedAtTheStart() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Shell.succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "a small disk can only be mounted by root");
    try {
      assertRefused(Category.DISK_FULL, disk, () -> Journals.open(disk));
    } finally {
      assertThat(Shell.succeeds("umount", disk.toString())).isTrue();
    }
  }
}
