// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, for a test that fills it or takes its rights. Needs root. */
final class Mount implements AutoCloseable {
  private final Path folder;

  private Mount(Path folder) {
    this.folder = folder;
  }

  /** One in memory; skips the test where there can be none. */
  static Mount inMemory(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    Shell.require(
        "a small file system cannot be made here",
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=" + size,
        "tmpfs",
        folder.toString());
    return new Mount(folder);
  }

  Path folder() {
    return folder;
  }

  void remount(String option) {
    assertThat(Shell.succeeds("mount", "-o", "remount," + option, folder.toString())).isTrue();
  }

  @Override
  public void close() {
    assertThat(Shell.succeeds("umount", folder.toString())).isTrue();
  }
}
