// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the data folder must offer. */
final class FolderChecks {
  private static final long LOW_BYTES = 1L << 30;
  private static final long TOO_LOW_BYTES = 64L << 20;
  private static final int SYNCS = 50;
  private static final int BLOCK_BYTES = 4096;

  /** Quicker than any disk that really writes: the sync is probably not passed on. */
  private static final long TOO_QUICK_NANOS = 5_000;

  private static final long SLOW_NANOS = 10_000_000;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private FolderChecks() {}

  static Check writable(Path data) {
    if (!Files.exists(data)) {
      return Check.ok("data", data + " is not there yet; the first start makes it");
    }
    try {
      Files.delete(Files.createTempFile(data, "probe", ".tmp"));
    } catch (IOException e) {
      return Check.fail(
          "data", data + " cannot be written (" + MachineChecks.reason(e) + "): mend its rights");
    }
    return isOpenToOthers(data)
        ? Check.warn("data", data + " is open to other users: chmod 700 " + data)
        : Check.ok("data", data.toString());
  }

  static Check space(Path data) {
    try {
      long free = Files.getFileStore(nearest(data)).getUsableSpace();
      String detail = free / (1 << 20) + " MiB free";
      if (free < TOO_LOW_BYTES) {
        return Check.fail("space", detail + ": make room");
      }
      return free < LOW_BYTES
          ? Check.warn("space", detail + ": make room soon")
          : Check.ok("space", detail);
    } catch (IOException e) {
      return Check.warn("space", "unknown (" + MachineChecks.reason(e) + ")");
    }
  }

  /** How long the disk takes to make a block safe: the price of every order. */
  static Check sync(Path data) {
    Path probe = null;
    try {
      probe = Files.createTempFile(nearest(data), "probe", ".tmp");
      return judged(median(probe));
    } catch (IOException e) {
      return Check.fail("fsync", "does not work here (" + MachineChecks.reason(e) + ")");
    } finally {
      delete(probe);
    }
  }

  private static Check judged(long nanos) {
    String detail = String.format(Locale.ROOT, "p50 %.3f ms of %d blocks", nanos / 1e6, SYNCS);
    if (nanos < TOO_QUICK_NANOS) {
      return Check.warn("fsync", detail + ": too quick to be true; is this a disk?");
    }
    return nanos > SLOW_NANOS
        ? Check.warn("fsync", detail + ": every order waits that long; use a quicker disk")
        : Check.ok("fsync", detail);
  }

  private static long median(Path file) throws IOException {
    long[] nanos = new long[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(BLOCK_BYTES * SYNCS), 0);
      channel.force(true);
      for (int i = 0; i < SYNCS; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK_BYTES).put(0, (byte) i), (long) i * BLOCK_BYTES);
        channel.force(false);
        nanos[i] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2];
  }

  private static void delete(@org.jspecify.annotations.Nullable Path probe) {
    try {
      if (probe != null) {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      // An empty file stays behind; the check above has said what is wrong with the folder.
    }
  }

  private static boolean isOpenToOthers(Path data) {
    try {
      return Files.getPosixFilePermissions(data).stream().anyMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** The folder, or the one that it would be made in. */
  private static Path nearest(Path data) {
    Path folder = data;
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
