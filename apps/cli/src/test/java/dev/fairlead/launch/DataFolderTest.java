// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.launch.StartException.Category;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void makesAFolderThatOnlyItsOwnerMayLookInto() throws IOException {
    Path data = folder.resolve("a/b");
    DataFolder.prepare(data);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void takesAFolderThatIsThere() {
    DataFolder.prepare(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsBelowAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    assertThatThrownBy(() -> DataFolder.prepare(file.resolve("d")))
        .isInstanceOf(StartException.class)
        .extracting(e -> ((StartException) e).category())
        .isEqualTo(Category.NOT_WRITABLE);
  }

  @Test
  void saysWhyAFolderCannotBeWritten() {
    assertThat(DataFolder.failure(folder, new AccessDeniedException("x")))
        .hasMessage(
            "cannot write to "
                + folder
                + " (permission denied): make it writable, or name another with --data");
    assertThat(
            DataFolder.failure(folder, new FileSystemException("x", null, "Read-only file system")))
        .hasMessageContaining("(Read-only file system)");
  }

  @Test
  void tellsAFullDiskFromAForbiddenOne() {
    StartException full =
        DataFolder.failure(folder, new FileSystemException("x", null, "No space left on device"));
    assertThat(full.category()).isEqualTo(Category.DISK_FULL);
    assertThat(full).hasMessage("no space left for " + folder + ": make room and start again");
  }
}
