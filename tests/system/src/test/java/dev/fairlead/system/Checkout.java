// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The folder with the sources that these tests were built from. */
final class Checkout {
  private static final Set<String> NOT_OURS =
      Set.of(".git", ".idea", ".vscode", "target", "target-quick", "node_modules", "vendor");

  private final Path root;

  Checkout(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The checkout of the running build; Maven names it. */
  static Checkout ofThisBuild() {
    return new Checkout(Path.of(System.getProperty("fairlead.root", "../..")));
  }

  Path root() {
    return root;
  }

  /** Every file that somebody wrote, as paths relative to the root, in order. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(root.relativize(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(files);
    return files;
  }

  /** The text of a file that {@link #files} named. */
  String read(Path file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
