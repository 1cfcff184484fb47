// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.wire.PackedWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits for one connection, in order, at most so many pieces. Not thread-safe: its connection
 * guards it.
 */
final class Outbox {
  /** What one frame holds at most, so that a client need not take in megabytes at a time. */
  private static final int FRAME_BYTES = 32 * 1024;

  /** Notices that may wait beyond the limit: answers to a client that asks and does not read. */
  private static final int NOTICE_ROOM = 64;

  private final boolean packed;
  private final int limit;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  Outbox(boolean packed, int limit) {
    this.packed = packed;
    this.limit = limit;
  }

  /** Takes a piece; false where there is no room for it. */
  boolean offer(Piece piece) {
    if (pieces.size() >= limit + (piece.alone() ? NOTICE_ROOM : 0)) {
      return false;
    }
    return pieces.add(piece);
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void clear() {
    pieces.clear();
  }

  /** The next frame, an array of items; empty where nothing waits. */
  Optional<byte[]> nextFrame() {
    List<Piece> taken = new ArrayList<>();
    int bytes = 0;
    while (!pieces.isEmpty() && fits(pieces.peekFirst(), taken, bytes)) {
      Piece piece = pieces.removeFirst();
      taken.add(piece);
      bytes += piece.bytes().length;
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(packed ? packed(taken) : json(taken));
  }

  private static boolean fits(Piece next, List<Piece> taken, int bytes) {
    if (taken.isEmpty()) {
      return true;
    }
    return !next.alone() && !taken.getLast().alone() && bytes + next.bytes().length <= FRAME_BYTES;
  }

  private static byte[] json(List<Piece> taken) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(256 * taken.size());
    frame.write('[');
    for (int i = 0; i < taken.size(); i++) {
      if (i > 0) {
        frame.write(',');
      }
      frame.writeBytes(taken.get(i).bytes());
    }
    frame.write(']');
    return frame.toByteArray();
  }

  private static byte[] packed(List<Piece> taken) {
    PackedWriter frame = new PackedWriter();
    frame.array(taken.size());
    taken.forEach(piece -> frame.raw(piece.bytes()));
    return frame.bytes();
  }
}
