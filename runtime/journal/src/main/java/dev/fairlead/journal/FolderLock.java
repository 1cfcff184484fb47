// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.journal.JournalException.Category;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write a data folder, which one journal at a time has (F-P07). The operating system
 * lets go of it when the process ends, however it ends. The file {@code lock} names the holder.
 */
final class FolderLock implements AutoCloseable {
  /** Far behind the text, so that where locks forbid reading the text can still be read. */
  private static final long LOCKED_BYTE = 1L << 40;

  // A process may not find its own lock by trying: closing a second channel of the file would let
  // go of the first one's lock.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes the folder; another holder is a LOCKED exception that names it. */
  static FolderLock take(Path folder) throws IOException {
    return tryTake(folder)
        .orElseThrow(() ->
            new JournalException(
                Category.LOCKED,
                "The data folder "
                    + folder
                    + " is in use by "
                    + holder(folder)
                    + "; stop that one, or choose another folder"));
  }

  /** Takes the folder unless it is held. */
  static Optional<FolderLock> tryTake(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD_HERE.add(real)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = lock(real);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        HELD_HERE.remove(real);
      }
    }
  }

  private static Optional<FolderLock> lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file(folder),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean held = false;
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        return Optional.empty();
      }
      String holder = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
      held = true;
      return Optional.of(new FolderLock(folder, channel));
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static String holder(Path folder) {
    try {
      String pid = Files.readString(file(folder), StandardCharsets.US_ASCII).strip();
      return pid.isEmpty() ? "another process" : "process " + pid;
    } catch (IOException e) {
      return "another process";
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("lock");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD_HERE.remove(folder);
  }
}
