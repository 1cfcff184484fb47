// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds files of the checkout that this is built from, wherever in it the tests run. */
final class Checkouts {
  private Checkouts() {}

  static Path file(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("not within a checkout: " + Path.of("").toAbsolutePath());
    }
    return folder.resolve(path);
  }
}
