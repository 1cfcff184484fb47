// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Codec;
import dev.fairlead.codec.Samples;
import dev.fairlead.message.Input;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the journal against bare syncs of a preallocated file, in interleaved rounds. A program,
 * not a test: {@code JournalFigures FOLDER}.
 */
final class JournalFigures {
  private static final int ROUNDS = 5;
  private static final int APPENDS = 4_000;
  private static final int BATCH = 64;
  private static final int RECORD = 160;

  private final Path folder;

  private JournalFigures(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "figures");
    JournalFigures figures = new JournalFigures(folder);
    figures.codec();
    figures.appends();
    figures.opening(400_000, 1);
    figures.opening(400_000, BATCH);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void codec() {
    List<Input> inputs = Samples.inputs(1, 1_000);
    byte[] bytes = Codec.encode(inputs);
    for (int round = 0; round < ROUNDS; round++) {
      long decoded = perSecond(() -> Codec.decodeInputs(Codec.SCHEMA, bytes), inputs.size());
      long encoded = perSecond(() -> Codec.encode(inputs), inputs.size());
      System.out.printf(
          Locale.ROOT,
          "codec: decodes %,d inputs/s, encodes %,d inputs/s, %d bytes each%n",
          decoded,
          encoded,
          bytes.length / inputs.size());
    }
  }

  private static long perSecond(Runnable work, int size) {
    long done = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < 1_000_000_000L) {
      work.run();
      done += size;
    }
    return done * 1_000_000_000L / (System.nanoTime() - start);
  }

  private void appends() throws IOException {
    Path preallocated = folder.resolve("preallocated");
    Files.write(preallocated, new byte[2 * APPENDS * RECORD]);
    try (SqliteJournal journal =
            SqliteJournal.open(folder.resolve("journal"), InstantSource.system());
        FileChannel bare = FileChannel.open(preallocated, StandardOpenOption.WRITE)) {
      bare.force(true);
      for (int round = 0; round < ROUNDS; round++) {
        long[] synced = new long[APPENDS];
        long[] single = new long[APPENDS];
        // In turns, so that both meet the same disk.
        for (int i = 0; i < APPENDS; i++) {
          ByteBuffer record = ByteBuffer.allocate(RECORD);
          long start = System.nanoTime();
          bare.write(record, (long) i * RECORD);
          bare.force(false);
          synced[i] = System.nanoTime() - start;
          single[i] = append(journal, 1);
        }
        long[] batches = new long[APPENDS / 8];
        for (int i = 0; i < batches.length; i++) {
          batches[i] = append(journal, BATCH);
        }
        System.out.printf(
            Locale.ROOT,
            "fdatasync %s | append 1: %s | append %d: %s, %,d inputs/s | p50 ratio %.2f%n",
            micros(synced),
            micros(single),
            BATCH,
            micros(batches),
            1_000_000_000L * BATCH * batches.length / Arrays.stream(batches).sum(),
            (double) single[APPENDS / 2] / synced[APPENDS / 2]);
      }
    }
  }

  private static long append(SqliteJournal journal, int count) {
    long next = journal.lastSequence() + 1;
    List<Input> inputs = Samples.inputs(next, next + count - 1);
    long start = System.nanoTime();
    journal.append(inputs);
    return System.nanoTime() - start;
  }

  private static String micros(long[] nanos) {
    Arrays.sort(nanos);
    return "p50 %d p99 %d us"
        .formatted(nanos[nanos.length / 2] / 1_000, nanos[nanos.length * 99 / 100] / 1_000);
  }

  /** Opens, reads the snapshot and replays everything, as a start does. */
  private void opening(int inputs, int batch) {
    Path data = folder.resolve("opening-" + batch);
    try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
      for (long first = 1; first <= inputs; first += batch) {
        journal.append(Samples.inputs(first, Math.min(inputs, first + batch - 1)));
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
        long opened = System.nanoTime();
        long[] count = {0};
        journal.replay(journal.snapshot(Long.MAX_VALUE).sequence(), _ -> count[0]++);
        long replayed = System.nanoTime();
        System.out.printf(
            Locale.ROOT,
            "%,d inputs in rows of %d: opened in %d ms, replayed in %d ms%n",
            count[0],
            batch,
            (opened - start) / 1_000_000,
            (replayed - opened) / 1_000_000);
      }
    }
  }
}
