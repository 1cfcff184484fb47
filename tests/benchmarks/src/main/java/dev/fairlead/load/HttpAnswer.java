// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One answer on its way in. Knows what a load generator must: where it ends, and its status. Used
 * by one thread.
 */
final class HttpAnswer {
  /** Room for what is answered to most requests. */
  static final int USUAL_BYTES = 64 * 1024;

  private static final String LENGTH = "\r\ncontent-length:";

  private final ByteBuffer buffer;
  private int end = -1;

  HttpAnswer(int limitBytes) {
    buffer = ByteBuffer.allocate(limitBytes);
  }

  /** Where the next bytes go. */
  ByteBuffer buffer() {
    return buffer;
  }

  void clear() {
    buffer.clear();
    end = -1;
  }

  /** Whether all of it is there; throws where it is none that this can read. */
  boolean isWhole() {
    if (end < 0) {
      int headEnd = headEnd();
      if (headEnd < 0) {
        return false;
      }
      String head = text(0, headEnd).toLowerCase(Locale.ROOT);
      int at = head.indexOf(LENGTH);
      if (at < 0) {
        throw new IllegalStateException("an answer without a length: " + head);
      }
      int from = at + LENGTH.length();
      end = headEnd + Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
    return buffer.position() >= end;
  }

  /** How long it is with its head, once it is whole. */
  int length() {
    return end;
  }

  private int headEnd() {
    for (int i = 3; i < buffer.position(); i++) {
      if (buffer.get(i) == '\n' && buffer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Throws where it is anything but 200. */
  void requireOk() {
    if (buffer.get(9) != '2' || buffer.get(10) != '0' || buffer.get(11) != '0') {
      throw new IllegalStateException("refused under load: " + text(0, buffer.position()));
    }
  }

  private String text(int from, int to) {
    return new String(buffer.array(), from, to - from, StandardCharsets.UTF_8);
  }
}
