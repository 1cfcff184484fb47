// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.launch.StartException.Category;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The folder of everything that lasts: made so that only its owner may look into it. */
public final class DataFolder {
  private static final long NO_ROOM_BYTES = 1 << 20;

  private DataFolder() {}

  /** Makes the folder where it is missing, and proves that it can be written. */
  public static void prepare(Path data) {
    try {
      Files.createDirectories(data, ownerOnly(data));
      Files.deleteIfExists(Files.createTempFile(data, "probe", ".tmp"));
    } catch (IOException e) {
      throw failure(data, e);
    }
  }

  static StartException failure(Path data, IOException e) {
    if (isDiskFull(e)) {
      return new StartException(
          Category.DISK_FULL, "no space left for " + data + ": make room and start again", e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return new StartException(
          Category.NOT_WRITABLE, data + " is a file, not a folder: name another with --data", e);
    }
    String why = e instanceof AccessDeniedException ? "permission denied" : reason(e);
    return new StartException(
        Category.NOT_WRITABLE,
        "cannot write to " + data + " (" + why + "): make it writable, or name another with --data",
        e);
  }

  /** Whether there is too little room to write anything. */
  static boolean isFull(Path data) {
    try {
      return Files.getFileStore(data).getUsableSpace() < NO_ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** The operating system says so in words only. */
  static boolean isDiskFull(Throwable e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static FileAttribute<?>[] ownerOnly(Path data) {
    boolean posix = data.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
