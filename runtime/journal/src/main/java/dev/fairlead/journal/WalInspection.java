// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Looks for a hole in a write-ahead log before SQLite opens it (J-03). SQLite stops at the first
 * frame that is not valid and forgets all that follow, which is right for the torn end of a
 * transaction that a power cut interrupted, and wrong when the disk damaged one that had been
 * acknowledged: then orders would be missing and nobody would know.
 *
 * <p>How the two are told apart. A frame names the log's salts and carries a checksum that
 * continues the one of the frame before; the last frame of a transaction says that it is the last.
 * A transaction is synced whole before the next one begins, and after a failed one nothing is
 * written until a restart has emptied the log ({@link SqliteJournal}). So of an interrupted
 * transaction any part may be missing, but behind its last frame there is nothing of this log. A
 * frame of this log behind the last frame of a transaction proves that that transaction was synced;
 * if something before it is not valid, it was lost afterwards, and that is a hole.
 *
 * <p>A frame behind the break counts if its checksum continues what the frame before it has stored,
 * which cannot come about by chance, nor be left over from an older log, whose salts differ. The
 * broken frame itself may be the last of its transaction: its word for it is taken if its header
 * lies within one sector, because a sector is written whole or not at all.
 *
 * <p>What this cannot see: damage within the very last transaction, which looks like a torn one; in
 * the one before it, damage to the header of its last frame, whose word is then not there to be
 * taken; and a log that was removed, or cut off between two transactions.
 */
final class WalInspection {
  private static final int MAGIC = 0x377f0682;
  private static final int FILE_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int FRAME = FRAME_HEADER + JournalFile.PAGE_SIZE;
  private static final int SECTOR = 512;

  private final ByteBuffer frame = ByteBuffer.allocate(FRAME);

  // The salts of the log and the checksum that the next frame continues, as they are stored.
  private long salts;
  private long checksum;
  private ByteOrder words = ByteOrder.nativeOrder();

  private WalInspection() {}

  /** The number, from 1, of the first frame that is missing from what had been synced. */
  static OptionalLong hole(Path wal) throws IOException {
    if (!Files.exists(wal)) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = FileChannel.open(wal)) {
      return new WalInspection().findHole(channel);
    }
  }

  private OptionalLong findHole(FileChannel channel) throws IOException {
    if (channel.size() < FILE_HEADER) {
      return OptionalLong.empty();
    }
    boolean headerIsValid = readFileHeader(channel);
    long frames = (channel.size() - FILE_HEADER) / FRAME;
    long broken = headerIsValid ? 0 : 1;
    boolean ended = false;
    for (long number = 1; number <= frames; number++) {
      long position = FILE_HEADER + (number - 1) * FRAME;
      read(channel, frame.clear(), position);
      boolean ours = salts != 0 && frame.getLong(8) == salts;
      boolean valid = ours && frameChecksum() == frame.getLong(16);
      if (!valid && broken == 0) {
        broken = number;
      }
      if (broken != 0) {
        if (valid && ended) {
          return OptionalLong.of(broken);
        }
        boolean last = frame.getInt(4) != 0;
        ended |= ours && last && (valid || headerIsInOneSector(position));
      }
      checksum = frame.getLong(16);
      if (!headerIsValid) {
        salts = frame.getLong(8);
      }
    }
    return OptionalLong.empty();
  }

  private boolean readFileHeader(FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER);
    read(channel, header, 0);
    int magic = header.getInt(0);
    if ((magic & ~1) == MAGIC) {
      words = (magic & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }
    salts = header.getLong(16);
    checksum = header.getLong(24);
    return (magic & ~1) == MAGIC
        && header.getInt(8) == JournalFile.PAGE_SIZE
        && sum(0, header, 0, 24) == checksum;
  }

  private static boolean headerIsInOneSector(long position) {
    return position / SECTOR == (position + FRAME_HEADER - 1) / SECTOR;
  }

  /** Covers the first eight bytes of the header and the page, continuing the frame before. */
  private long frameChecksum() {
    return sum(sum(checksum, frame, 0, 8), frame, FRAME_HEADER, FRAME);
  }

  /** SQLite's checksum: two running sums that feed each other, over pairs of 32-bit words. */
  private long sum(long before, ByteBuffer bytes, int from, int to) {
    ByteBuffer data = bytes.duplicate().order(words);
    int a = (int) (before >>> 32);
    int b = (int) before;
    for (int i = from; i < to; i += 8) {
      a += data.getInt(i) + b;
      b += data.getInt(i + 4) + a;
    }
    return ((long) a << 32) | (b & 0xFFFF_FFFFL);
  }

  private static void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        throw new IOException("the write-ahead log became shorter while it was read");
      }
    }
  }
}
