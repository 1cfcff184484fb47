// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.codec.Samples;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts, as near as a running machine comes to them: ext4 on a loop device is shut down in the
 * middle of writing (the kernel's own test does it so), which throws away everything that was not
 * synced, then mounted again. Needs root and loop devices.
 */
@EnabledIfSystemProperty(
    named = "fairlead.all",
    matches = "true",
    disabledReason = "needs root and a loop device: -Dfairlead.all")
class PowerCutTest {
  private static final int ROUNDS = 25;
  private static final long DISK_BYTES = 256L << 20;

  @TempDir Path folder;

  @Test
  @DisplayName("I-01 F-D01 after a power cut every acknowledged input is there")
  void everyAcknowledgedInputIsThere() throws Throwable {
    Path disk = makeDisk();
    Path mount = Files.createDirectory(folder.resolve("mount"));
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < ROUNDS; round++) {
      long acknowledged;
      mount(disk, mount);
      try (AppendingProcess process = AppendingProcess.start(mount.resolve("data"))) {
        process.awaitBatches(1 + random.nextInt(400));
        cutPower(mount);
        acknowledged = process.kill();
      } finally {
        assertThat(Shell.succeeds("umount", mount.toString())).isTrue();
      }
      assertThat(acknowledged).as("round %d", round).isPositive();
      mount(disk, mount);
      try {
        assertSound(mount.resolve("data"), acknowledged, round);
      } finally {
        assertThat(Shell.succeeds("umount", mount.toString())).isTrue();
      }
    }
  }

  private static void assertSound(Path data, long acknowledged, int round) {
    assertThat(Verification.of(data).faults()).as("round %d", round).isEmpty();
    try (SqliteJournal journal = Journals.open(data)) {
      assertThat(journal.lastSequence()).as("round %d", round).isGreaterThanOrEqualTo(acknowledged);
      assertThat(Journals.inputs(journal, 0))
          .as("round %d", round)
          .isEqualTo(Samples.inputs(1, journal.lastSequence()));
    }
  }

  private Path makeDisk() throws Exception {
    Path disk = folder.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    assumeTrue(
        Shell.succeeds("mkfs.ext4", "-q", "-F", disk.toString()), "mkfs.ext4 is missing here");
    Path probe = Files.createDirectory(folder.resolve("probe"));
    assumeTrue(
        Shell.succeeds("mount", "-o", "loop", disk.toString(), probe.toString()),
        "loop devices are missing here, or this is not root");
    assertThat(Shell.succeeds("umount", probe.toString())).isTrue();
    return disk;
  }

  private static void mount(Path disk, Path mount) {
    assertThat(Shell.succeeds("mount", "-o", "loop", disk.toString(), mount.toString())).isTrue();
  }

  /** {@code ioctl(mount, EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH)}. */
  @SuppressWarnings("restricted")
  private static void cutPower(Path mount) throws Throwable {
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
      MemorySegment noLogFlush = arena.allocateFrom(ValueLayout.JAVA_INT, 2);
      int descriptor = (int) open.invokeExact(arena.allocateFrom(mount.toString()), 0);
      assertThat(descriptor).isNotNegative();
      int result = (int) ioctl.invokeExact(descriptor, 0x8004587dL, noLogFlush);
      int closed = (int) close.invokeExact(descriptor);
      assertThat(result).as("ioctl").isZero();
      assertThat(closed).isZero();
    }
  }
}
