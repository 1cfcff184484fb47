// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in a file, with ext4 on it, whose power can be cut. Needs root and loop devices. */
@SuppressWarnings(
    "restricted") // the file system is shut down by an ioctl, which Java has no call for
final class LoopDisk implements AutoCloseable {
  private static final long BYTES = 512L << 20;

  /** {@code EXT4_IOC_SHUTDOWN}, and what it takes: throw away even the file system's journal. */
  private static final long SHUTDOWN = 0x8004587dL;

  private static final int NO_LOG_FLUSH = 2;

  private final Path disk;
  private final Path folder;
  private boolean mounted;

  private LoopDisk(Path disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** A fresh one, not mounted; skips the test where there can be none. */
  static LoopDisk in(Path parent) throws IOException {
    Path disk = parent.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    Shell.require("mkfs.ext4 is missing here", "mkfs.ext4", "-q", "-F", disk.toString());
    LoopDisk made = new LoopDisk(disk, Files.createDirectory(parent.resolve("mount")));
    Shell.require(
        "loop devices are missing here, or this is not root",
        "mount",
        "-o",
        "loop",
        disk.toString(),
        made.folder.toString());
    made.mounted = true;
    made.unmount();
    return made;
  }

  /** Where it is mounted. */
  Path folder() {
    return folder;
  }

  void mount() {
    assertThat(Shell.succeeds("mount", "-o", "loop", disk.toString(), folder.toString())).isTrue();
    mounted = true;
  }

  void unmount() {
    assertThat(Shell.succeeds("umount", folder.toString())).isTrue();
    mounted = false;
  }

  /** From now on nothing reaches it, and what was not synced is lost. */
  void cutPower() throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle ioctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    MethodHandle close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
      int descriptor = (int) open.invokeExact(arena.allocateFrom(folder.toString()), 0);
      assertThat(descriptor).isNotNegative();
      int result = (int) ioctl.invokeExact(descriptor, SHUTDOWN, how);
      int closed = (int) close.invokeExact(descriptor);
      assertThat(result).as("ioctl").isZero();
      assertThat(closed).isZero();
    }
  }

  @Override
  public void close() {
    if (mounted) {
      unmount();
    }
  }
}
