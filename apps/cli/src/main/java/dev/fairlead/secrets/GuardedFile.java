// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.secrets.SecretsException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A file that only its owner may know: it is read only where that is so (S-20).
 *
 * @param trusted a folder whose files somebody else guards, and whose modes say nothing; empty for
 *     none. systemd hands credentials to a service in one
 */
record GuardedFile(Path file, String trusted) {
  private static final Path OURSELVES = Path.of("/proc/self");

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  static GuardedFile of(Path file) {
    return new GuardedFile(file, "");
  }

  /** One that somebody names: it may lie where systemd puts credentials. */
  static GuardedFile named(Path file, Map<String, String> environment) {
    return new GuardedFile(file, environment.getOrDefault("CREDENTIALS_DIRECTORY", ""));
  }

  /**
   * The bytes of it.
   *
   * @param most more than these it must not be
   */
  byte[] read(int most) {
    try (InputStream in = opened()) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new SecretsException(
            Category.NOT_READABLE, file + " is larger than " + most + " bytes: name another");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new SecretsException(Category.NOT_READABLE, file + ": no such file", e);
    } catch (IOException e) {
      throw new SecretsException(
          Category.NOT_READABLE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private InputStream opened() throws IOException {
    if (Files.isDirectory(file)) {
      throw new SecretsException(Category.NOT_READABLE, file + " is a folder, not a file");
    }
    requireOurs();
    return Files.newInputStream(file);
  }

  /** Throws where other users could read or change the file. */
  void requireOurs() throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix") || isTrusted()) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (mode.stream().anyMatch(OTHERS::contains)) {
      throw new SecretsException(
          Category.TOO_OPEN,
          file
              + " is open to other users ("
              + PosixFilePermissions.toString(mode)
              + "): chmod 600 "
              + file);
    }
    if (Files.exists(OURSELVES) && !isOwnedByUs()) {
      throw new SecretsException(
          Category.TOO_OPEN,
          file + " belongs to another user, who could change it: chown it to yourself");
    }
  }

  private boolean isOwnedByUs() throws IOException {
    Object owner = Files.getAttribute(file, "unix:uid");
    return owner.equals(0) || owner.equals(Files.getAttribute(OURSELVES, "unix:uid"));
  }

  private boolean isTrusted() throws IOException {
    return !trusted.isEmpty() && file.toRealPath().startsWith(Path.of(trusted).toRealPath());
  }
}
