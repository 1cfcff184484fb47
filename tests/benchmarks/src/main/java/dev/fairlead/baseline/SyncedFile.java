// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.baseline;

import dev.fairlead.load.Latencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that durability costs: records written to a file of real zeros, with fdatasync. The
 * file is as long as it will ever be, so that a sync writes data and no metadata. Used by one
 * thread.
 */
public final class SyncedFile implements AutoCloseable {
  public static final int RECORD_BYTES = 256;

  private static final int RECORDS = 65_536;

  private final FileChannel channel;
  private long position;

  public SyncedFile(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
    while (channel.size() < (long) RECORDS * RECORD_BYTES) {
      channel.write(zeros.clear(), channel.size());
    }
    channel.force(true);
  }

  /** Writes whole records and makes them durable. */
  public void append(ByteBuffer records) {
    try {
      if (position + records.remaining() > (long) RECORDS * RECORD_BYTES) {
        position = 0;
      }
      while (records.hasRemaining()) {
        position += channel.write(records, position);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long each of {@code count} syncs of one record takes, write included. */
  public Latencies syncs(int count) {
    ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      record.clear().putInt(0, i);
      long start = System.nanoTime();
      append(record);
      nanos[i] = System.nanoTime() - start;
    }
    return Latencies.of(nanos);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
